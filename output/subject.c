#include "output/subject.h"

#include <sysexits.h>

#include "feeds/base/ascii.h"
#include "output/atom.h"
#include "output/escape.h"
#include "output/html_page.h"
#include "output/html_story.h"
#include "output/number.h"
#include "output/svg.h"
#include "output/themed.h"
#include "output/when.h"

static const struct {
	const char *folder;
	const char *plural;
} kinds[] = {
	[SUBJECT_COMPANY] = {"company", "Companies"},
	[SUBJECT_TOPIC] = {"topic", "Topics"},
};

static void
add_key(struct buf *out, struct span key)
{
	for (size_t i = 0; i < key.len; i++) {
		char byte = key.at[i];

		if (i == 0 &&
			span_equal(key, SPAN("index"))) /* the index of its kind has that name */
			buf_format(out, "=%02X", (unsigned)(unsigned char)byte);
		else if (ascii_is_alnum(byte) || byte == '-' || (byte == '.' && i > 0))
			buf_add_byte(out, byte);
		else if (byte == ' ')
			buf_add_byte(out, '_');
		else
			buf_format(out, "=%02X", (unsigned)(unsigned char)byte);
	}
}

void
subject_add_path(struct buf *out, enum subject_kind kind, struct span key, const char *suffix)
{
	buf_format(out, "%s/", kinds[kind].folder);
	add_key(out, key);
	buf_add_text(out, suffix);
}

void
subject_add_index_path(struct buf *out, enum subject_kind kind)
{
	buf_format(out, "%s/index.html", kinds[kind].folder);
}

static struct digest_company
as_company(const struct subject *subject)
{
	return (struct digest_company){.id = subject->key,
		.name = subject->name,
		.ticker = subject->ticker,
		.daily = subject->daily,
		.n_daily = subject->n_daily};
}

static uint64_t
stories_in_days(const struct subject *subject)
{
	uint64_t n = 0;

	for (size_t i = 0; i < subject->n_daily; i++)
		n += subject->daily[i];
	return n;
}

static void
add_head(struct buf *out, const struct subject *subject)
{
	struct digest_company company = as_company(subject);

	buf_add_text(out, "<div class=\"subject\">\n<h1 dir=\"auto\">");
	escape_html_text(out, subject->name);
	buf_add_text(out, "</h1>");
	if (subject->ticker.len > 0) {
		buf_add_text(out, "<span class=\"ticker\">");
		escape_html_text(out, subject->ticker);
		buf_add_text(out, "</span>");
	}
	buf_add_text(out, "</div>\n<p class=\"dateline\">");
	if (subject->n_daily > 0) {
		svg_add_sparkline(out, &company);
		buf_add_byte(out, ' ');
		number_add_of(out, stories_in_days(subject), "story", "stories");
		buf_format(out, " in %zu days", subject->n_daily);
	}
	buf_add_text(out, "</p>\n");
}

static struct when
story_when(const struct subject *subject, const struct digest_story *story)
{
	int64_t at = story->published != TIME_NONE ? story->published : story->updated;

	return when_of(at, subject->utc_offset_seconds);
}

static void
open_day(struct buf *out, struct when day, size_t number)
{
	buf_format(out,
		"<section class=\"group\" aria-labelledby=\"d%zu\">\n<header><h2 id=\"d%zu\">",
		number, number);
	when_add_day(out, day);
	buf_add_text(out, "</h2></header>\n");
}

static void
add_days(struct buf *out, const struct html_page *page, const struct subject *subject)
{
	struct when day = {0};
	size_t n_days = 0;

	for (size_t i = 0; i < subject->n_stories; i++) {
		const struct digest_story *story = &subject->stories[i];
		struct when when = story_when(subject, story);

		if (n_days == 0 || !when_is_same_day(day, when)) {
			buf_add_text(out, n_days > 0 ? "</section>\n" : "");
			open_day(out, when, ++n_days);
			day = when;
		}
		html_story_add(out, page, story, day);
	}
	if (n_days > 0)
		buf_add_text(out, "</section>\n");
	else
		buf_add_text(out, "<p class=\"empty\">No stories yet.</p>\n");
}

static bool
finish(const struct buf *out, struct error *err)
{
	return !out->is_full ||
	       error_set(err, EX_SOFTWARE, "the page is larger than %zu bytes", out->max);
}

bool
subject_render(
	const struct subject *subject, const struct site *site, struct buf *out, struct error *err)
{
	struct html_page page = {
		.site = site, .title = subject->name, .digest_title = subject->name};
	struct buf path, atom;

	if (templates_for(site->templates, PAGE_SUBJECT) != NULL)
		return themed_subject(subject, site, out, err);
	buf_init(&path, BUF_UNLIMITED);
	buf_init(&atom, BUF_UNLIMITED);
	subject_add_path(&path, subject->kind, subject->key, ".html");
	subject_add_path(&atom, subject->kind, subject->key, ".atom");
	page.path = buf_span(&path);
	page.atom_path = buf_span(&atom);
	html_page_begin(out, &page);
	add_head(out, subject);
	buf_add_text(out, "<div class=\"columns\">\n<div>\n");
	add_days(out, &page, subject);
	buf_add_text(out, "</div>\n</div>\n");
	html_page_end(out, &page);
	buf_release(&path);
	buf_release(&atom);
	return finish(out, err);
}

bool
subject_render_atom(
	const struct subject *subject, const struct site *site, struct buf *out, struct error *err)
{
	struct digest_group group = {.stories = subject->stories, .n_stories = subject->n_stories};
	struct digest digest = {.title = subject->name,
		.feed_id = subject->feed_id,
		.groups = &group,
		.n_groups = 1};
	struct buf path, atom;
	bool ok;

	buf_init(&path, BUF_UNLIMITED);
	buf_init(&atom, BUF_UNLIMITED);
	subject_add_path(&path, subject->kind, subject->key, ".html");
	subject_add_path(&atom, subject->kind, subject->key, ".atom");
	digest.html_path = buf_span(&path);
	digest.atom_path = buf_span(&atom);
	ok = atom_render(&digest, site, out, err);
	buf_release(&path);
	buf_release(&atom);
	return ok;
}

/* What is counted day by day, and what the number is, for who does not see its column. */
static void
add_count(struct buf *out, const struct subject *subject)
{
	struct digest_company company = as_company(subject);

	buf_add_text(out, " <span class=\"bars\">");
	svg_add_sparkline(out, &company);
	buf_add_text(out, "</span> <span class=\"count\">");
	number_add(out, stories_in_days(subject));
	buf_format(out, "<span class=\"away\"> %s in %zu days</span></span>",
		stories_in_days(subject) == 1 ? "story" : "stories", subject->n_daily);
}

static void
add_row(struct buf *out, const struct html_page *page, const struct subject *subject)
{
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	subject_add_path(&path, subject->kind, subject->key, ".html");
	buf_add_text(out, subject->n_daily > 0 ? "<li>" : "<li class=\"uncounted\">");
	buf_add_text(out, "<span class=\"who\"><a ");
	html_page_add_href(out, page, buf_span(&path));
	buf_add_text(out, " dir=\"auto\">");
	escape_html_text(out, subject->name);
	buf_add_text(out, "</a> <span class=\"ticker\">");
	escape_html_text(out, subject->ticker);
	buf_add_text(out, "</span></span>");
	if (subject->n_daily > 0)
		add_count(out, subject);
	if (subject->n_stories > 0) {
		buf_add_text(out, " <span class=\"last\" dir=\"auto\">");
		escape_html_text(out, subject->stories[0].headline.text);
		buf_add_text(out, "</span>");
	}
	buf_add_text(out, "</li>\n");
	buf_release(&path);
}

bool
subject_render_index(const struct subject_list *list, const struct site *site, struct buf *out,
	struct error *err)
{
	struct html_page page = {.site = site, .title = span_of(kinds[list->kind].plural)};
	struct buf path;

	if (templates_for(site->templates, PAGE_SUBJECTS) != NULL)
		return themed_subjects(list, site, out, err);
	buf_init(&path, BUF_UNLIMITED);
	subject_add_index_path(&path, list->kind);
	page.path = buf_span(&path);
	html_page_begin(out, &page);
	buf_format(out, "<h1>%s</h1>\n<ul class=\"subjects\">\n", kinds[list->kind].plural);
	for (size_t i = 0; i < list->n; i++)
		add_row(out, &page, &list->at[i]);
	buf_add_text(out, "</ul>\n");
	html_page_end(out, &page);
	buf_release(&path);
	return finish(out, err);
}
