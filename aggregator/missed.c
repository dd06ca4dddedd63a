#include "aggregator/missed.h"

#include "aggregator/base/zone.h"
#include "aggregator/store/store.h"
#include "feeds/base/buf.h"

#define NAME_BYTES_MAX 256
#define NOTICE_BYTES_MAX 256

/* The latest late edition of a digest, and when it was due. */
#define NOTE_EDITION "missed-edition"
#define NOTE_DUE "missed-at"

static bool
note(struct store *store, const char *what, const struct edition_wish *wish, int64_t value,
	struct error *err)
{
	struct buf name;
	bool ok;

	buf_init(&name, NAME_BYTES_MAX);
	buf_format(&name, "%s:%s", what, wish->config->name);
	ok = store_note(store, buf_string(&name), value, err);
	buf_release(&name);
	return ok;
}

static bool
noted(struct store *store, const char *what, const struct edition_wish *wish, int64_t *value,
	struct error *err)
{
	struct buf name;
	bool ok;

	buf_init(&name, NAME_BYTES_MAX);
	buf_format(&name, "%s:%s", what, wish->config->name);
	ok = store_noted(store, buf_string(&name), value, err);
	buf_release(&name);
	return ok;
}

bool
missed_note(struct store *store, const struct edition_wish *wish, struct error *err)
{
	return wish->missed_at == 0 ||
	       (note(store, NOTE_DUE, wish, wish->missed_at, err) &&
		       note(store, NOTE_EDITION, wish, (int64_t)wish->sequence, err));
}

bool
missed_read(struct store *store, struct edition_wish *wish, struct error *err)
{
	int64_t edition;
	int64_t due_at;

	if (!noted(store, NOTE_EDITION, wish, &edition, err) ||
		!noted(store, NOTE_DUE, wish, &due_at, err))
		return false;
	wish->missed_at = edition == (int64_t)wish->sequence ? due_at : 0;
	return true;
}

struct span
missed_tell(const struct edition_wish *wish, const struct zone *zone, struct arena *arena)
{
	struct civil due;
	struct span copy;
	struct buf text;

	if (wish->missed_at == 0)
		return SPAN_NONE;
	due = zone_local(zone, wish->missed_at);
	buf_init(&text, NOTICE_BYTES_MAX);
	buf_format(&text,
		"This edition is late: it was due on %04d-%02d-%02d at %02d:%02d, when broadtape "
		"was not running.",
		(int)due.year, due.month, due.day, due.hour, due.minute);
	copy = arena_copy(arena, buf_span(&text));
	buf_release(&text);
	return copy;
}
