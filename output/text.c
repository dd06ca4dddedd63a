#include "output/text.h"

#include <sysexits.h>

#include "output/escape.h"
#include "output/fragment.h"
#include "output/number.h"
#include "output/seen.h"
#include "output/when.h"
#include "output/width.h"

#define COLUMNS_MIN 20

#define LOOK_BOLD "\x1b[1m"
#define LOOK_DIM "\x1b[2m"
#define LOOK_ACCENT "\x1b[36m"
#define LOOK_PLAIN "\x1b[0m"

struct writer {
	struct buf *out;
	struct buf line; /* the text of the next lines, cleaned */
	const struct digest *digest;
	const struct site *site;
	struct text_look look;
	struct when today;
	size_t stories; /* told so far */
	struct seen seen;
};

/* The end of the first line of `text`: where a word ends within `columns`, or where the word ends. */
static size_t
line_end(struct span text, size_t columns)
{
	size_t fits = width_head(text, columns).len;
	size_t at = fits;

	if (fits == text.len)
		return fits;
	while (at > 0 && text.at[at] != ' ')
		at--;
	if (at > 0)
		return at;
	at = span_find_byte(text, ' '); /* one long word: an address, or a script without spaces */
	if (escape_may_link(span_head(text, at)) || fits == 0)
		return at;
	return fits;
}

/* Ends the paragraph that stands in writer->line: wrapped, each line after `first` or `rest`. */
static void
put_paragraph(struct writer *writer, const char *look, const char *first, const char *rest)
{
	struct span text = buf_span(&writer->line);
	const char *indent = first;
	bool has_look = writer->look.has_colour && look[0] != '\0';

	while (text.len > 0) {
		size_t end = line_end(text, writer->look.columns - span_of(indent).len);

		buf_add_text(writer->out, indent);
		buf_add_text(writer->out, has_look ? look : "");
		buf_add(writer->out, span_head(text, end));
		buf_add_text(writer->out, has_look ? LOOK_PLAIN : "");
		buf_add_byte(writer->out, '\n');
		text = span_trim(span_from(text, end));
		indent = rest;
	}
	buf_clear(&writer->line);
}

static void
put_gap(struct writer *writer)
{
	buf_add_byte(writer->out, '\n');
}

/* A row of `character` as long as the last title, at most a line. */
static void
put_rule(struct writer *writer, struct span title, char character)
{
	struct buf clean;
	size_t columns;

	buf_init(&clean, BUF_UNLIMITED);
	escape_line(&clean, title);
	columns = width_columns(buf_span(&clean));
	buf_release(&clean);
	if (columns > writer->look.columns)
		columns = writer->look.columns;
	for (size_t i = 0; i < columns; i++)
		buf_add_byte(writer->out, character);
	buf_add_byte(writer->out, '\n');
}

static void
put_title(struct writer *writer, struct span title, char rule)
{
	escape_line(&writer->line, title);
	put_paragraph(writer, LOOK_BOLD, "", "");
	put_rule(writer, title, rule);
}

static void
put_address(struct writer *writer, struct span url, const char *indent)
{
	if (!escape_may_link(url))
		return;
	escape_line(&writer->line, url);
	put_paragraph(writer, LOOK_DIM, indent, indent);
}

/* "First Reuters 08:14, then 7 more" */
static void
add_byline(struct writer *writer, const struct digest_story *story)
{
	struct buf *line = &writer->line;

	if (story->n_sources == 0)
		return;
	escape_line(line, story->sources[0].title);
	if (story->sources[0].published != TIME_NONE) {
		buf_add_byte(line, ' ');
		when_add_relative(line,
			when_of(story->sources[0].published, writer->today.offset_seconds),
			writer->today);
	}
	if (story->n_sources > 1)
		buf_format(line, ", then %zu more", story->n_sources - 1);
}

static void
add_companies(struct writer *writer, const struct digest_story *story)
{
	for (size_t i = 0; i < story->n_companies; i++) {
		const struct digest_company *company = &story->companies[i];

		buf_add_text(&writer->line, i > 0 ? ", " : "");
		escape_line(&writer->line, company->name);
		if (company->ticker.len > 0) {
			buf_add_text(&writer->line, " (");
			escape_line(&writer->line, company->ticker);
			buf_add_byte(&writer->line, ')');
		}
		if (company->role == DIGEST_ROLE_MENTION)
			buf_add_text(&writer->line, " mentioned");
	}
}

static void
put_tags(struct writer *writer, const struct digest_story *story)
{
	add_companies(writer, story);
	for (size_t i = 0; i < story->n_topics; i++) {
		buf_add_text(&writer->line, writer->line.len == 0 ? "#" : i == 0 ? "; #" : ", #");
		escape_line(&writer->line, story->topics[i]);
	}
	put_paragraph(writer, LOOK_DIM, "  ", "  ");
}

static void
put_summary(struct writer *writer, const struct digest_story *story)
{
	for (size_t i = 0; i < story->n_sentences; i++) {
		if (i > 0)
			buf_add_byte(&writer->line, ' ');
		escape_line(&writer->line, story->sentences[i].text);
	}
	put_paragraph(writer, "", "  ", "  ");
}

static void
put_story(struct writer *writer, const struct digest_story *story)
{
	escape_line(&writer->line, story->headline.text);
	put_paragraph(writer, LOOK_BOLD, "* ", "  ");
	if (!seen_add(&writer->seen, story)) {
		buf_add_text(writer->out, "  (told above)\n\n");
		return;
	}
	writer->stories++;
	add_byline(writer, story);
	put_paragraph(writer, LOOK_ACCENT, "  ", "  ");
	if (story->what_is_new.len > 0) {
		buf_format(&writer->line, "%s: ", fragment_news_word(story->news));
		escape_line(&writer->line, story->what_is_new);
		put_paragraph(writer, LOOK_ACCENT, "  ", "  ");
	}
	put_summary(writer, story);
	put_tags(writer, story);
	put_address(writer, story->url, "  ");
	put_gap(writer);
}

static bool
has_room(const struct writer *writer)
{
	return writer->look.max_stories == 0 || writer->stories < writer->look.max_stories;
}

static void
put_group(struct writer *writer, const struct digest_group *group)
{
	if (!has_room(writer) || group->n_stories == 0)
		return;
	if (group->title.len > 0)
		put_title(writer, group->title, '-');
	for (size_t i = 0; i < group->n_stories && has_room(writer); i++)
		put_story(writer, &group->stories[i]);
}

static void
put_head(struct writer *writer)
{
	const struct digest *digest = writer->digest;
	const struct digest_overview *overview = &digest->overview;
	struct buf *line = &writer->line;

	put_title(writer, digest->title, '=');
	when_add_day(line, writer->today);
	buf_add_text(line, ", ");
	when_add_clock(line, writer->today);
	if (digest->zone_name.len > 0) {
		buf_add_byte(line, ' ');
		escape_line(line, digest->zone_name);
	}
	put_paragraph(writer, "", "", "");
	number_add_of(line, digest_story_count(digest), "story", "stories");
	if (overview->items_read > 0) {
		buf_add_text(line, " from ");
		number_add_of(line, overview->items_read, "new item", "new items");
		buf_add_text(line, " in ");
		number_add_of(line, overview->feeds, "feed", "feeds");
	}
	put_paragraph(writer, LOOK_DIM, "", "");
	put_gap(writer);
}

static void
put_attention(struct writer *writer)
{
	const struct digest_overview *overview = &writer->digest->overview;

	if (overview->n_attention == 0)
		return;
	put_title(writer, SPAN("Unusual attention"), '-');
	for (size_t i = 0; i < overview->n_attention; i++) {
		const struct digest_attention *attention = &overview->attention[i];

		escape_line(&writer->line, attention->company.name);
		buf_format(&writer->line, ": %u %s, usually %.1f", attention->stories,
			attention->stories == 1 ? "story" : "stories", attention->stories_usual);
		put_paragraph(writer, "", "* ", "  ");
	}
	put_gap(writer);
}

/* What was dropped and which feeds are ill: for the curious, at the end. */
static void
put_foot(struct writer *writer)
{
	const struct digest_overview *overview = &writer->digest->overview;
	struct buf *line = &writer->line;

	for (size_t i = 0; i < overview->n_dropped; i++) {
		buf_format(line, "Left out: %u, ", overview->dropped[i].stories);
		escape_line(line, overview->dropped[i].reason);
		put_paragraph(writer, LOOK_DIM, "", "  ");
	}
	for (size_t i = 0; i < overview->n_sick; i++) {
		buf_add_text(line, "Feed in trouble: ");
		escape_line(line, overview->sick[i].title);
		buf_add_text(line, ": ");
		escape_line(line, overview->sick[i].trouble);
		put_paragraph(writer, LOOK_DIM, "", "  ");
	}
}

static void
put_rest(struct writer *writer)
{
	size_t all = digest_story_count(writer->digest);
	struct buf path, url;

	if (writer->stories < all) {
		number_add_of(&writer->line, all - writer->stories, "more story", "more stories");
		put_paragraph(writer, LOOK_BOLD, "", "");
	}
	if (writer->digest->html_path.at == NULL || writer->site->url.len == 0)
		return;
	buf_init(&path, BUF_UNLIMITED);
	buf_init(&url, BUF_UNLIMITED);
	site_add_edition_path(&path, writer->digest->html_path, writer->digest->edition.number);
	site_add_url(&url, writer->site, buf_span(&path));
	put_address(writer, buf_span(&url), "");
	buf_release(&path);
	buf_release(&url);
}

bool
text_render(const struct digest *digest, const struct site *site, const struct text_look *look,
	struct buf *out, struct error *err)
{
	struct writer writer = {.out = out, .digest = digest, .site = site, .look = *look};

	if (writer.look.columns == 0)
		writer.look.columns = TEXT_COLUMNS;
	if (writer.look.columns < COLUMNS_MIN)
		writer.look.columns = COLUMNS_MIN;
	writer.today = when_of(digest->edition.created_at, digest->edition.utc_offset_seconds);
	buf_init(&writer.line, BUF_UNLIMITED);
	seen_init(&writer.seen, digest);
	put_head(&writer);
	put_attention(&writer);
	if (digest_story_count(digest) == 0)
		buf_add_text(out, "Nothing new that matters to this digest.\n\n");
	for (size_t i = 0; i < digest->n_groups; i++)
		put_group(&writer, &digest->groups[i]);
	put_rest(&writer);
	put_foot(&writer);
	buf_release(&writer.line);
	seen_release(&writer.seen);
	return !out->is_full ||
	       error_set(err, EX_SOFTWARE, "the text is larger than %zu bytes", out->max);
}
