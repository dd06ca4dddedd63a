/* /company/META and /topic/capex, and their feeds: where no file was published. */
#include <sysexits.h>

#include "aggregator/edition_ids.h"
#include "aggregator/store/company_store.h"
#include "aggregator/watch/watch.h"
#include "aggregator/web_private.h"
#include "feeds/base/ascii.h"
#include "output/subject.h"

#define STORIES_MAX 50
#define LOOK_MAX 5000 /* items */
#define SPARKLINE_DAYS 30
#define KEY_BYTES_MAX 200
#define QUERY_BYTES_MAX 512

/* What is asked for, from the name of its page. */
struct wanted_subject {
	struct span key;
	bool is_feed;
};

/* As subject_add_path wrote it: '_' is a blank, "=2F" a slash. */
static struct span
decode_key(struct span name, struct arena *arena)
{
	char *out = arena_bytes(arena, name.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < name.len; i++) {
		struct span rest = span_from(name, i);
		int high = rest.len > 2 && rest.at[0] == '=' ? ascii_hex(rest.at[1]) : -1;
		int low = high >= 0 ? ascii_hex(rest.at[2]) : -1;

		if (low >= 0)
			out[len++] = (char)(high << 4 | low);
		else
			out[len++] = rest.at[0] == '_' ? ' ' : rest.at[0];
		i += low >= 0 ? 2 : 0;
	}
	return span_make(out, len);
}

static bool
read_wanted(struct web_page *page, struct wanted_subject *wanted, struct error *err)
{
	struct span name = exchange_request(page->exchange)->rest;

	wanted->is_feed = span_ends_with(name, SPAN(".atom"));
	if (wanted->is_feed || span_ends_with(name, SPAN(".html")))
		name.len -= 5;
	wanted->key = decode_key(name, page->arena);
	for (size_t i = 0; i < wanted->key.len; i++)
		if ((unsigned char)wanted->key.at[i] < ' ' || wanted->key.at[i] == '"' ||
			wanted->key.at[i] == '/')
			wanted->key.len = 0;
	if (wanted->key.len == 0 || wanted->key.len > KEY_BYTES_MAX ||
		span_equal(name, SPAN("index")))
		return error_set(err, EX_NOINPUT, "There is no such company or topic.");
	return true;
}

/* The company as its stories name it: by id, ticker or name. */
static const struct digest_company *
find_company(const struct web_found *found, struct span key)
{
	for (size_t i = 0; i < found->n; i++)
		for (size_t j = 0; j < found->stories[i].n_companies; j++) {
			const struct digest_company *company = &found->stories[i].companies[j];

			if (span_equal_nocase(company->id, key) ||
				span_equal_nocase(company->ticker, key) ||
				span_equal_nocase(company->name, key))
				return company;
		}
	return NULL;
}

static bool
name_company(struct web_page *page, const struct web_found *found, struct subject *subject,
	struct error *err)
{
	const struct digest_company *told = find_company(found, subject->key);
	const struct company *known = watch_company(page->plan->watch, subject->key);
	uint32_t *daily = arena_array(page->arena, SPARKLINE_DAYS, sizeof *daily);
	struct company_days days = {.until = page->live.now, .n = SPARKLINE_DAYS, .stories = daily};

	if (told != NULL) {
		subject->key = told->id;
		subject->name = told->name;
		subject->ticker = told->ticker;
	} else if (known != NULL) {
		subject->name = span_of(known->name);
		subject->ticker = span_of(known->ticker);
	} else {
		return error_set(err, EX_NOINPUT,
			"No company with that ticker, id or name has been in the news.");
	}
	subject->daily = daily;
	subject->n_daily = SPARKLINE_DAYS;
	return company_read_days(page->store, subject->key, &days, err);
}

static struct span
feed_id(struct web_page *page, const struct subject *subject)
{
	struct buf path;
	struct span id;

	buf_init(&path, QUERY_BYTES_MAX);
	subject_add_path(&path, subject->kind, subject->key, "");
	id = edition_feed_id(page->plan->config, buf_string(&path), page->arena);
	buf_release(&path);
	return id;
}

static bool
write_subject(struct web_page *page, struct subject *subject, bool is_feed, struct error *err)
{
	struct buf *body = exchange_body(page->exchange);

	subject->feed_id = feed_id(page, subject);
	subject->utc_offset_seconds = page->live.utc_offset_seconds;
	if (!is_feed)
		return subject_render(subject, &page->site, body, err);
	exchange_set_type(page->exchange, "application/atom+xml; charset=utf-8");
	return subject_render_atom(subject, &page->site, body, err);
}

static bool
answer(struct web_page *page, struct digest *digest, enum subject_kind kind, struct error *err)
{
	struct wanted_subject wanted;
	struct web_hunt hunt = {.digest = digest, .max = STORIES_MAX, .look_max = LOOK_MAX};
	struct web_found found;
	struct subject subject;
	struct buf query;
	bool ok = read_wanted(page, &wanted, err);

	if (!ok)
		return false;
	buf_init(&query, QUERY_BYTES_MAX);
	buf_format(&query, "%s:\"%.*s\"", kind == SUBJECT_COMPANY ? "company" : "topic",
		SPAN_ARGS(wanted.key));
	hunt.query = buf_span(&query);
	ok = web_find(page, &hunt, &found, err);
	buf_release(&query);
	if (!ok)
		return false;
	subject = (struct subject){.kind = kind,
		.key = wanted.key,
		.name = wanted.key,
		.stories = found.stories,
		.n_stories = found.n};
	if (kind == SUBJECT_COMPANY && !name_company(page, &found, &subject, err))
		return false;
	if (kind == SUBJECT_TOPIC && found.n == 0)
		return error_set(err, EX_NOINPUT, "No story has that topic.");
	return write_subject(page, &subject, wanted.is_feed, err);
}

static bool
answer_kind(struct web_page *page, enum subject_kind kind, struct error *err)
{
	struct digest *digest = digest_new();
	bool ok = answer(page, digest, kind, err);

	digest_free(digest);
	return ok;
}

bool
web_company_page(struct web_page *page, struct error *err)
{
	return answer_kind(page, SUBJECT_COMPANY, err);
}

bool
web_topic_page(struct web_page *page, struct error *err)
{
	return answer_kind(page, SUBJECT_TOPIC, err);
}
