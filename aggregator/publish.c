#include "aggregator/publish.h"

#include <string.h>

#include "aggregator/archives.h"
#include "aggregator/base/log.h"
#include "aggregator/deliver.h"
#include "aggregator/edition_ids.h"
#include "aggregator/missed.h"
#include "aggregator/notes.h"
#include "aggregator/recipients.h"
#include "aggregator/store/edition_store.h"
#include "aggregator/subjects.h"
#include "feeds/base/ascii.h"
#include "output/mail.h"

#define SUBJECT_BYTES_MAX 400
#define URL_BYTES_MAX 2000

struct site
publish_site(const struct plan *plan)
{
	const struct config *config = plan->config;
	struct site site = {
		.dir = config->site.dir,
		.url = span_of(config->site.url),
		.title = span_of(config->site.title),
		.hub_url = span_of(config->site.hub),
		.templates = plan->templates,
		.has_companies = config->site.dir != NULL,
		.has_topics = config->site.dir != NULL,
	};

	if (site.dir != NULL)
		site_look(&site);
	return site;
}

static struct span
list_id(const struct config *config, const struct digest *digest, struct buf *out)
{
	buf_add(out, digest->name);
	buf_add_byte(out, '.');
	buf_add(out, edition_host(config, digest->arena));
	return buf_span(out);
}

/* The address with {to} replaced, percent-encoded (RFC 3986, section 2.1). */
static struct span
unsubscribe_url(const struct config_email *email, const char *to, struct buf *out)
{
	struct span url = span_of(email->unsubscribe);
	size_t at = span_find(url, SPAN("{to}"));
	struct buf address;
	struct error ignored = {0};

	if (url.len == 0)
		return SPAN_NONE;
	buf_init(&address, BUF_UNLIMITED);
	buf_add(out, span_head(url, at));
	if (at < url.len && mail_address(span_of(to), &address, &ignored)) {
		for (size_t i = 0; i < address.len; i++)
			buf_format(out, ascii_is_alnum(address.at[i]) ? "%c" : "%%%02X",
				(unsigned char)address.at[i]);
		buf_add(out, span_from(url, at + SPAN("{to}").len));
	}
	buf_release(&address);
	return buf_span(out);
}

bool
publish_render_mail(const struct plan *plan, const struct digest *digest, const char *to,
	struct buf *out, struct error *err)
{
	const struct config *config = plan->config;
	const char *name = arena_string(digest->arena, digest->name);
	const struct config_digest *wanted = config_find_digest(config, name);
	struct site site = publish_site(plan);
	struct buf subject;
	struct buf list;
	struct buf leave;
	struct mail mail;
	bool ok = false;

	buf_init(&subject, SUBJECT_BYTES_MAX);
	buf_init(&list, SUBJECT_BYTES_MAX);
	buf_init(&leave, URL_BYTES_MAX);
	if (mail_subject(span_of(wanted->email.subject), digest, &subject, err)) {
		mail = (struct mail){
			.from = span_of(wanted->email.from),
			.to = span_of(to),
			.subject = buf_span(&subject),
			.message_id = edition_message_id(config, name, digest->edition.number,
				digest->edition.created_at, digest->arena),
			.date = digest->edition.created_at,
			.utc_offset_seconds = digest->edition.utc_offset_seconds,
			.list_id = list_id(config, digest, &list),
			.unsubscribe_url = unsubscribe_url(&wanted->email, to, &leave),
			.unsubscribe_mail = span_of(wanted->email.unsubscribe_mail),
			.has_one_click = wanted->email.has_one_click,
		};
		ok = mail_render(digest, &site, &mail, out, err);
	}
	buf_release(&leave);
	buf_release(&list);
	buf_release(&subject);
	return ok;
}

/* A digest that is made with each run is silent when there is nothing to tell. */
static bool
is_worth_an_edition(const struct config_digest *config, uint64_t sequence, size_t n_stories)
{
	if (n_stories > 0 || config->email.when_empty == CONFIG_EMPTY_SEND)
		return true;
	if (sequence == 1)
		return false; /* a first run without a network is no edition: the next run makes it */
	return config->schedule.n_at > 0 || config->schedule.every_seconds > 0;
}

static const struct edition_story *
list_stories(const struct digest *digest, size_t *n)
{
	struct edition_story *stories =
		arena_array(digest->arena, digest_story_count(digest), sizeof *stories);

	*n = 0;
	for (size_t g = 0; g < digest->n_groups; g++)
		for (size_t s = 0; s < digest->groups[g].n_stories; s++) {
			const struct digest_story *story = &digest->groups[g].stories[s];

			stories[(*n)++] = (struct edition_story){
				.story = (int64_t)story->number,
				.headline = story->headline.text,
				.n_items = (int64_t)story->n_sources,
				.n_sources = (int64_t)story->n_sources,
			};
		}
	return stories;
}

/* The ledger comes first: what is promised stands there before anything leaves. */
static bool
record(const struct plan *plan, struct store *store, const struct edition_wish *wish,
	const struct digest *digest, struct error *err)
{
	struct edition_record edition = {
		.digest = digest->name,
		.window_from = wish->window_from,
		.window_to = wish->window_to,
		.created_at = wish->now,
		.message_id = edition_message_id(
			plan->config, wish->config->name, wish->sequence, wish->now, digest->arena),
		.title = digest_top_headline(digest),
		.state = EDITION_RECORDED,
		.tells_again = wish->tells_again,
	};
	struct recipients recipients;

	if (!recipients_list(plan, wish->config, digest, &recipients, err))
		return false;
	edition.stories = list_stories(digest, &edition.n_stories);
	edition.mail = recipients.mail;
	return edition_add(store, &edition, recipients.at, recipients.n, err) &&
	       store_note(store, NOTE_TOLD_UNTIL, wish->window_to, err) &&
	       missed_note(store, wish, err);
}

static bool
write_files(const struct plan *plan, struct store *store, const struct digest *digest,
	struct error *err)
{
	struct site site = publish_site(plan);
	struct archives archives;
	const struct archive *own;
	bool ok = false;

	if (site.dir == NULL)
		return true;
	if (!archives_init(&archives, plan->config, store, err))
		goto out;
	own = archives_find(&archives, digest->name);
	ok = site_publish(&site, digest, own, err) &&
	     site_publish_front(&site, archives.at, archives.n, err) &&
	     subjects_publish(plan, store, &site, digest, err);
out:
	archives_release(&archives);
	return ok;
}

/* The number that the ledger gave to the edition of this moment. */
static bool
mark_published(struct store *store, const struct digest *digest, struct error *err)
{
	struct edition_list list = {.arena = arena_new()};
	bool ok = editions_last(store, digest->name, digest->edition.created_at, &list, err);

	ok = ok && (list.n == 0 || edition_published(store, list.at[0].number, err));
	arena_free(list.arena);
	return ok;
}

bool
publish_files(struct plan *plan, struct store *store, struct edition_wish *wish,
	struct publish_report *report, struct error *err)
{
	struct digest *digest = edition_build(plan, store, wish, err);
	bool ok = digest != NULL;

	*report = (struct publish_report){0};
	if (!ok)
		return false;
	report->n_stories = digest_story_count(digest);
	if (is_worth_an_edition(wish->config, wish->sequence, report->n_stories)) {
		report->sequence = wish->sequence;
		ok = record(plan, store, wish, digest, err) &&
		     write_files(plan, store, digest, err) && mark_published(store, digest, err);
	}
	digest_free(digest);
	return ok;
}

bool
publish_edition(struct plan *plan, struct store *store, struct edition_wish *wish,
	struct publish_report *report, struct error *err)
{
	if (!publish_files(plan, store, wish, report, err))
		return false;
	return report->sequence == 0 || deliver_due(plan->config, store, wish->now, report, err);
}

/* The same window and moment give the same edition again. */
static bool
write_again(struct plan *plan, struct store *store, const struct edition_record *edition,
	struct arena *arena, struct error *err)
{
	struct edition_wish wish = {
		.config = config_find_digest(plan->config, arena_string(arena, edition->digest)),
		.now = edition->created_at,
		.window_from = edition->window_from,
		.window_to = edition->window_to,
		.sequence = (uint64_t)edition->sequence,
		.tells_again = edition->tells_again,
	};
	struct digest *digest;
	bool ok;

	if (wish.config == NULL) /* the digest is configured no more: nothing to write */
		return edition_published(store, edition->number, err);
	if (!missed_read(store, &wish, err))
		return false;
	digest = edition_build(plan, store, &wish, err);
	ok = digest != NULL && write_files(plan, store, digest, err) &&
	     edition_published(store, edition->number, err);
	digest_free(digest);
	return ok;
}

bool
publish_unfinished(struct plan *plan, struct store *store, struct error *err)
{
	struct edition_list list = {.arena = arena_new()};
	bool ok = editions_unpublished(store, &list, err);

	for (size_t i = 0; ok && i < list.n; i++) {
		log_warning(NULL,
			"finishing edition %lld of '%.*s', which an earlier run left undone",
			(long long)list.at[i].sequence, SPAN_ARGS(list.at[i].digest));
		ok = write_again(plan, store, &list.at[i], list.arena, err);
	}
	arena_free(list.arena);
	return ok;
}

bool
publish_pending(struct plan *plan, struct store *store, int64_t now, struct publish_report *report,
	struct error *err)
{
	*report = (struct publish_report){0};
	return publish_unfinished(plan, store, err) &&
	       deliver_due(plan->config, store, now, report, err);
}
