#include "output/webhook.h"

#include <string.h>
#include <sysexits.h>

#include "feeds/base/utf8.h"
#include "output/escape.h"
#include "output/json_story.h"
#include "output/json_value.h"
#include "output/number.h"
#include "output/seen.h"
#include "output/webhook_kinds.h"
#include "output/when.h"

#define ELLIPSIS "\xe2\x80\xa6"

static const struct {
	struct span name;
	json_t *(*render)(const struct digest *digest, const struct site *site);
} kinds[] = {
	[WEBHOOK_JSON] = {{"json", 4}, webhook_json},
	[WEBHOOK_SLACK] = {{"slack", 5}, webhook_slack},
	[WEBHOOK_DISCORD] = {{"discord", 7}, webhook_discord},
	[WEBHOOK_TEAMS] = {{"teams", 5}, webhook_teams},
};

bool
webhook_kind_of(struct span name, enum webhook_kind *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (span_equal(name, kinds[i].name)) {
			*kind = (enum webhook_kind)i;
			return true;
		}
	}
	return false;
}

static bool
write_body(json_t *body, struct buf *out, struct error *err)
{
	json_value_write(body, JSON_COMPACT, out);
	return !out->is_full ||
	       error_set(err, EX_SOFTWARE, "the payload is larger than %zu bytes", out->max);
}

bool
webhook_render(enum webhook_kind kind, const struct digest *digest, const struct site *site,
	struct buf *out, struct error *err)
{
	return write_body(kinds[kind].render(digest, site), out, err);
}

static json_t *
event_of(const char *type, const struct digest *digest, json_t *data)
{
	json_t *event = json_object();

	json_object_set_new(event, "type", json_string(type));
	json_value_set_time(event, "timestamp", digest->edition.created_at);
	json_object_set_new(event, "data", data);
	return event;
}

static json_t *
all_stories(const struct digest *digest)
{
	json_t *stories = json_array();
	struct seen seen;

	seen_init(&seen, digest);
	for (size_t i = 0; i < digest->n_groups; i++)
		for (size_t j = 0; j < digest->groups[i].n_stories; j++)
			if (seen_add(&seen, &digest->groups[i].stories[j]))
				json_array_append_new(
					stories, json_story(digest, &digest->groups[i].stories[j]));
	seen_release(&seen);
	return stories;
}

json_t *
webhook_json(const struct digest *digest, const struct site *site)
{
	json_t *data = json_object();
	struct buf url;

	buf_init(&url, BUF_UNLIMITED);
	webhook_add_page_url(&url, digest, site);
	json_value_set_text(data, "id", digest->id);
	json_value_set_text(data, "digest", digest->name);
	json_value_set_text(data, "title", digest->title);
	json_object_set_new(data, "number", json_integer((json_int_t)digest->edition.number));
	json_value_set_url(data, "url", buf_span(&url));
	json_value_set_time(data, "window_from", digest->window_from);
	json_value_set_time(data, "window_to", digest->window_to);
	json_object_set_new(data, "items", all_stories(digest));
	buf_release(&url);
	return event_of("edition.published", digest, data);
}

bool
webhook_render_story(const struct digest *digest, const struct digest_story *story, struct buf *out,
	struct error *err)
{
	return write_body(event_of("story.published", digest, json_story(digest, story)), out, err);
}

size_t
webhook_first_stories(
	const struct digest *digest, const struct digest_story *stories[WEBHOOK_STORIES_MAX])
{
	struct seen seen;
	size_t n = 0;

	seen_init(&seen, digest);
	for (size_t i = 0; i < digest->n_groups; i++)
		for (size_t j = 0; j < digest->groups[i].n_stories && n < WEBHOOK_STORIES_MAX; j++)
			if (seen_add(&seen, &digest->groups[i].stories[j]))
				stories[n++] = &digest->groups[i].stories[j];
	seen_release(&seen);
	return n;
}

void
webhook_add_page_url(struct buf *out, const struct digest *digest, const struct site *site)
{
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	site_add_edition_path(&path, digest->html_path, digest->edition.number);
	if (path.len > 0 && site->url.len > 0)
		site_add_url(out, site, buf_span(&path));
	buf_release(&path);
}

void
webhook_add_title(struct buf *out, const struct digest *digest)
{
	escape_line(out, digest->title);
	buf_add_text(out, ", ");
	when_add_day(out, when_of(digest->edition.created_at, digest->edition.utc_offset_seconds));
}

void
webhook_add_sources(struct buf *out, const struct digest_story *story)
{
	if (story->n_sources == 0)
		return;
	escape_line(out, story->sources[0].title);
	if (story->n_sources > 1)
		buf_format(out, ", then %zu more", story->n_sources - 1);
}

void
webhook_add_summary(struct buf *out, const struct digest_story *story)
{
	for (size_t i = 0; i < story->n_sentences; i++) {
		buf_add_text(out, i > 0 ? " " : "");
		buf_add(out, story->sentences[i].text);
	}
}

void
webhook_add_rest(struct buf *out, const struct digest *digest, size_t told)
{
	size_t all = digest_story_count(digest);

	if (all > told)
		number_add_of(out, all - told, "more story", "more stories");
	else
		buf_add_text(out, "Read this edition on the web");
}

void
webhook_add_cut(struct buf *out, struct span text, size_t max)
{
	struct buf line;

	buf_init(&line, BUF_UNLIMITED);
	escape_line(&line, text);
	if (line.len > max) {
		buf_add(out, utf8_head(buf_span(&line), max - SPAN(ELLIPSIS).len));
		buf_add_text(out, ELLIPSIS);
	} else {
		buf_add(out, buf_span(&line));
	}
	buf_release(&line);
}

void
webhook_add_markdown(struct buf *out, struct span text, size_t max)
{
	struct buf line;

	buf_init(&line, BUF_UNLIMITED);
	webhook_add_cut(&line, text, max);
	for (size_t i = 0; i < line.len; i++) {
		if (strchr("\\*_~`|<>[]()#@:-+!", line.at[i]) != NULL)
			buf_add_byte(out, '\\');
		buf_add_byte(out, line.at[i]);
	}
	buf_release(&line);
}

json_t *
webhook_text(struct span text, size_t max)
{
	struct buf cut;
	json_t *value;

	buf_init(&cut, BUF_UNLIMITED);
	if (text.len > max)
		buf_add(&cut, utf8_head(text, max - SPAN(ELLIPSIS).len));
	else
		buf_add(&cut, text);
	if (text.len > max)
		buf_add_text(&cut, ELLIPSIS);
	value = json_value_text(buf_span(&cut));
	buf_release(&cut);
	return value;
}
