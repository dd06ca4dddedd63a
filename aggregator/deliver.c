#include "aggregator/deliver.h"

#include <sysexits.h>

#include "aggregator/base/log.h"
#include "aggregator/hooks.h"
#include "aggregator/post.h"
#include "aggregator/store/edition_store.h"
#include "feeds/base/arena.h"
#include "output/mail.h"

#define MAIL_BYTES_MAX ((size_t)1 << 20)
#define RETRY_FIRST_SECONDS 300
#define RETRY_MAX_SECONDS ((int64_t)6 * 3600)

/* How long to wait after so many attempts: 5 min, 10 min, 20 min ... 6 h. */
static int64_t
pause_after(uint32_t attempts)
{
	int64_t pause = RETRY_FIRST_SECONDS;

	for (uint32_t i = 1; i < attempts && pause < RETRY_MAX_SECONDS; i++)
		pause *= 2;
	return pause < RETRY_MAX_SECONDS ? pause : RETRY_MAX_SECONDS;
}

static void
note_outcome(
	struct delivery *delivery, enum post_outcome outcome, const struct error *err, int64_t now)
{
	delivery->attempts++;
	delivery->last_error = outcome != POST_SENT ? span_of(err->text) : SPAN_NONE;
	switch (outcome) {
	case POST_SENT:
		delivery->state = DELIVERY_SENT;
		break;
	case POST_REFUSED:
		delivery->state = DELIVERY_REFUSED;
		break;
	case POST_LATER:
		delivery->next_try_at = now + pause_after(delivery->attempts);
		break;
	}
}

static void
tell(const struct delivery *delivery, enum post_outcome outcome, const struct error *err,
	struct publish_report *report)
{
	switch (outcome) {
	case POST_SENT:
		report->n_sent++;
		return;
	case POST_REFUSED:
		report->n_refused++;
		log_error(NULL, "delivery to %.*s is refused: %s", SPAN_ARGS(delivery->recipient),
			err->text);
		return;
	case POST_LATER:
		report->n_waiting++;
		log_warning(NULL, "delivery to %.*s waits: %s", SPAN_ARGS(delivery->recipient),
			err->text);
		return;
	}
}

/* One delivery, and what it needs of the ledger. */
struct parcel {
	const struct edition_record *edition;
	const struct delivery *delivery;
	struct span body; /* of its own; SPAN_NONE: the edition's mail */
	struct arena *arena;
	int64_t now;
};

/* The mail as this recipient gets it. */
static bool
add_message(const struct parcel *parcel, struct buf *message, struct error *err)
{
	if (parcel->body.len == 0)
		return mail_readdress(
			parcel->edition->mail, parcel->delivery->recipient, message, err);
	buf_add(message, parcel->body);
	return true;
}

static enum post_outcome
post_mail(const struct config *config, const struct parcel *parcel, struct error *err)
{
	const struct edition_record *edition = parcel->edition;
	const struct config_digest *digest =
		config_find_digest(config, arena_string(parcel->arena, edition->digest));
	enum post_outcome outcome = POST_REFUSED;
	struct letter letter;
	struct buf message;

	if (digest == NULL || digest->email.from == NULL) {
		error_set(err, EX_CONFIG,
			"digest '%.*s' has no `email:` in the configuration any more",
			SPAN_ARGS(edition->digest));
		return POST_REFUSED;
	}
	buf_init(&message, MAIL_BYTES_MAX);
	if (add_message(parcel, &message, err)) {
		letter = (struct letter){span_of(digest->email.from), parcel->delivery->recipient,
			edition->message_id, buf_span(&message)};
		outcome = post_letter(&config->mail, &letter, err);
	}
	buf_release(&message);
	return outcome;
}

static enum post_outcome
post(const struct config *config, const struct parcel *parcel, struct error *err)
{
	const struct hook_post hook = {
		parcel->edition, parcel->delivery->recipient, parcel->body, parcel->now};

	return hooks_has(parcel->delivery->recipient) ? hooks_post(config, &hook, err)
						      : post_mail(config, parcel, err);
}

/* Reads what is to be sent. False: the ledger failed. */
static bool
open_parcel(struct store *store, struct parcel *parcel, struct error *err)
{
	struct edition_record *edition;
	bool ok = edition_read(store, parcel->delivery->edition, parcel->arena, &edition, err) &&
		  delivery_read_body(store, parcel->delivery, parcel->arena, &parcel->body, err);

	parcel->edition = ok ? edition : NULL;
	return ok;
}

static bool
deliver(const struct deliver_post *to, struct delivery *delivery, struct publish_report *report)
{
	struct parcel parcel = {.delivery = delivery, .arena = arena_new(), .now = to->now};
	struct error why = {0};
	struct error err = {0};
	enum post_outcome outcome = POST_REFUSED;
	bool ok = open_parcel(to->store, &parcel, &err);

	if (ok && parcel.edition != NULL)
		outcome = post(to->config, &parcel, &why);
	if (ok) {
		note_outcome(delivery, outcome, &why, to->now);
		tell(delivery, outcome, &why, report);
		ok = to->note(to->context, delivery, &err);
	}
	if (!ok)
		log_error(NULL, "%s", err.text);
	arena_free(parcel.arena);
	return ok;
}

bool
deliver_post_due(const struct deliver_post *post, struct publish_report *report, struct error *err)
{
	struct delivery_list list = {.arena = arena_new()};
	bool ok = deliveries_due(post->store, post->now, &list, err);

	for (size_t i = 0; ok && i < list.n; i++) {
		if (post->is_ending != NULL && atomic_load(post->is_ending))
			break;
		if (!deliver(post, &list.at[i], report))
			ok = error_set(
				err, EX_IOERR, "the ledger of deliveries could not be written");
	}
	arena_free(list.arena);
	return ok;
}

static bool
note_in_store(void *context, const struct delivery *delivery, struct error *err)
{
	return delivery_note(context, delivery, err);
}

bool
deliver_due(const struct config *config, struct store *store, int64_t now,
	struct publish_report *report, struct error *err)
{
	struct deliver_post post = {config, store, now, note_in_store, NULL, store};

	return deliver_post_due(&post, report, err);
}
