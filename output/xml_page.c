#include "output/xml_page.h"

#include "output/escape.h"
#include "output/when.h"
#include "output/xml_story.h"

static const char *const kind_names[N_PAGE_KINDS] = {
	[PAGE_EDITION] = "edition",
	[PAGE_ARCHIVE] = "archive",
	[PAGE_FRONT] = "front",
	[PAGE_SUBJECT] = "subject",
	[PAGE_SUBJECTS] = "subjects",
	[PAGE_MAIL] = "mail",
};

/* The root element, and the way from the page's folder to the site's root. */
static void
begin_page(
	struct buf *out, enum page_kind kind, const struct xml_place *place, struct span language)
{
	const struct site *site = place->site;

	buf_format(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<page kind=\"%s\"",
		kind_names[kind]);
	xml_add_attribute(out, "language", escape_is_language(language) ? language : SPAN("en"));
	xml_add_path(out, place, "root", SPAN(""));
	buf_add_text(out, ">\n<site");
	xml_add_attribute(out, "title", site->title);
	xml_add_attribute(out, "url", site->url);
	if (site->has_companies)
		xml_add_path(out, place, "companies", SPAN("company/index.html"));
	if (site->has_topics)
		xml_add_path(out, place, "topics", SPAN("topic/index.html"));
	xml_add_path(out, place, "style", SPAN("broadtape.css"));
	buf_add_text(out, "/>\n");
}

static void
end_page(struct buf *out)
{
	buf_add_text(out, "</page>\n");
}

/* "../" for each folder of the page's path; a page that stands alone has the site's address. */
static void
add_root(struct buf *out, const struct site *site, struct span path, bool is_alone)
{
	if (is_alone || site->is_single_page) {
		buf_add(out, site->url);
		return;
	}
	for (size_t i = 0; i < path.len; i++)
		if (path.at[i] == '/')
			buf_add_text(out, "../");
}

/* A digest, as all its pages name it. */
static void
add_digest(struct buf *out, const struct xml_place *place, const struct archive *archive)
{
	buf_add_text(out, "<digest");
	xml_add_attribute(out, "name", archive->name);
	xml_add_attribute(out, "title", archive->title);
	xml_add_attribute(out, "description", archive->description);
	xml_add_path(out, place, "href", archive->html_path);
	xml_add_path(out, place, "atom", archive->atom_path);
	xml_add_path(out, place, "json", archive->json_path);
	buf_add_text(out, "/>\n");
}

static void
add_when(struct buf *out, const struct digest_edition *edition)
{
	struct when when = when_of(edition->created_at, edition->utc_offset_seconds);

	xml_add_number(out, "number", edition->number);
	buf_add_text(out, " created=\"");
	when_add_rfc3339(out, when);
	buf_add_text(out, "\" day=\"");
	when_add_day(out, when);
	buf_add_text(out, "\" clock=\"");
	when_add_clock(out, when);
	buf_add_byte(out, '"');
}

static void
add_edition_href(struct buf *out, const struct xml_place *place, const char *name,
	struct span html_path, uint64_t number)
{
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	site_add_edition_path(&path, html_path, number);
	if (path.len > 0)
		xml_add_path(out, place, name, buf_span(&path));
	buf_release(&path);
}

static void
add_overview(struct buf *out, const struct xml_place *place, const struct digest_overview *overview)
{
	buf_add_text(out, "<overview");
	xml_add_number(out, "items", overview->items_read);
	xml_add_number(out, "feeds", overview->feeds);
	buf_add_text(out, ">\n");
	for (size_t i = 0; i < overview->n_top; i++)
		buf_format(out, "<top story=\"%llu\"/>\n",
			(unsigned long long)overview->top[i]->number);
	for (size_t i = 0; i < overview->n_attention; i++) {
		buf_format(out, "<attention stories=\"%u\" usually=\"%.1f\">\n",
			overview->attention[i].stories, overview->attention[i].stories_usual);
		xml_add_company(out, place, &overview->attention[i].company);
		buf_add_text(out, "</attention>\n");
	}
	for (size_t i = 0; i < overview->n_dropped; i++) {
		buf_format(out, "<dropped stories=\"%u\"", overview->dropped[i].stories);
		xml_add_attribute(out, "reason", overview->dropped[i].reason);
		buf_add_text(out, "/>\n");
	}
	for (size_t i = 0; i < overview->n_sick; i++) {
		buf_add_text(out, "<trouble");
		xml_add_attribute(out, "feed", overview->sick[i].title);
		xml_add_attribute(out, "what", overview->sick[i].trouble);
		buf_add_text(out, "/>\n");
	}
	buf_add_text(out, "</overview>\n");
}

static void
add_groups(struct buf *out, const struct xml_place *place, const struct digest *digest)
{
	for (size_t i = 0; i < digest->n_groups; i++) {
		const struct digest_group *group = &digest->groups[i];

		buf_add_text(out, "<group");
		xml_add_attribute(out, "title", group->title);
		xml_add_attribute(out, "key", group->key);
		buf_add_text(out, ">\n");
		if (group->company != NULL)
			xml_add_company(out, place, group->company);
		for (size_t j = 0; j < group->n_stories; j++)
			xml_add_story(out, place, &group->stories[j]);
		buf_add_text(out, "</group>\n");
	}
}

/* An edition; with `story` that one alone. */
static void
add_edition(struct buf *out, const struct xml_place *place, const struct digest *digest,
	const struct digest_story *story)
{
	buf_add_text(out, "<edition");
	xml_add_attribute(out, "id", digest->id);
	add_when(out, &digest->edition);
	xml_add_attribute(out, "zone", digest->zone_name);
	xml_add_number(out, "stories", digest_story_count(digest));
	add_edition_href(out, place, "href", digest->html_path, digest->edition.number);
	add_edition_href(out, place, "previous", digest->html_path, digest->previous.number);
	buf_add_text(out, ">\n");
	if (story != NULL) {
		xml_add_story(out, place, story);
	} else {
		add_overview(out, place, &digest->overview);
		add_groups(out, place, digest);
	}
	buf_add_text(out, "</edition>\n");
}

static void
add_digest_page(struct buf *out, enum page_kind kind, const struct digest *digest,
	const struct digest_story *story, const struct site *site)
{
	const struct archive archive = {.name = digest->name,
		.title = digest->title,
		.description = digest->description,
		.html_path = digest->html_path,
		.atom_path = digest->atom_path,
		.json_path = digest->json_path};
	struct xml_place place = {.site = site,
		.today = when_of(digest->edition.created_at, digest->edition.utc_offset_seconds)};
	struct buf root;

	buf_init(&root, BUF_UNLIMITED);
	add_root(&root, site, digest->html_path, kind == PAGE_MAIL);
	place.root = buf_span(&root);
	begin_page(out, kind, &place, digest->language);
	add_digest(out, &place, &archive);
	add_edition(out, &place, digest, story);
	end_page(out);
	buf_release(&root);
}

void
xml_add_edition(
	struct buf *out, enum page_kind kind, const struct digest *digest, const struct site *site)
{
	add_digest_page(out, kind, digest, NULL, site);
}

void
xml_add_payload(struct buf *out, const struct digest *digest, const struct digest_story *story,
	const struct site *site)
{
	add_digest_page(out, PAGE_MAIL, digest, story, site);
}

static struct when
row_when(const struct archive_row *row)
{
	return when_of(row->edition.created_at, row->edition.utc_offset_seconds);
}

static bool
is_same_month(const struct archive_row *a, const struct archive_row *b)
{
	struct when left = row_when(a);
	struct when right = row_when(b);

	return left.year == right.year && left.month == right.month;
}

static void
add_row(struct buf *out, const struct xml_place *place, const struct archive *archive,
	const struct archive_row *row)
{
	buf_add_text(out, "<edition");
	add_when(out, &row->edition);
	xml_add_number(out, "stories", row->n_stories);
	add_edition_href(out, place, "href", archive->html_path, row->edition.number);
	buf_add_byte(out, '>');
	escape_xml_text(out, row->headline);
	buf_add_text(out, "</edition>\n");
}

/* The link to a month, at its first row. */
static void
add_month(struct buf *out, const struct xml_place *place, const struct archive *archive,
	const struct archive_row *row)
{
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	site_add_month_path(&path, archive->html_path, &row->edition);
	buf_add_text(out, "<month title=\"");
	when_add_month(out, row_when(row));
	buf_add_byte(out, '"');
	xml_add_path(out, place, "href", buf_span(&path));
	buf_add_text(out, "/>\n");
	buf_release(&path);
}

/* Rows [from, to), and with `has_months` the months of all. */
static void
add_rows(struct buf *out, const struct archive *archive, size_t from, size_t to,
	const struct site *site)
{
	bool has_months = from == 0 && to == archive->n_rows;
	struct xml_place place = {.site = site};
	struct buf root;

	buf_init(&root, BUF_UNLIMITED);
	add_root(&root, site, archive->html_path, false);
	place.root = buf_span(&root);
	begin_page(out, PAGE_ARCHIVE, &place, archive->language);
	add_digest(out, &place, archive);
	for (size_t i = from; i < to; i++) {
		if (has_months &&
			(i == 0 || !is_same_month(&archive->rows[i - 1], &archive->rows[i])))
			add_month(out, &place, archive, &archive->rows[i]);
		add_row(out, &place, archive, &archive->rows[i]);
	}
	end_page(out);
	buf_release(&root);
}

void
xml_add_archive(struct buf *out, const struct archive *archive, const struct site *site)
{
	add_rows(out, archive, 0, archive->n_rows, site);
}

void
xml_add_month(struct buf *out, const struct archive *archive, size_t first, const struct site *site)
{
	size_t end = first;

	while (end < archive->n_rows && is_same_month(&archive->rows[first], &archive->rows[end]))
		end++;
	add_rows(out, archive, first, end, site);
}

void
xml_add_front(struct buf *out, const struct archive *archives, size_t n, const struct site *site)
{
	const struct xml_place place = {.site = site, .root = SPAN("")};

	begin_page(out, PAGE_FRONT, &place, n > 0 ? archives[0].language : SPAN_NONE);
	for (size_t i = 0; i < n; i++) {
		add_digest(out, &place, &archives[i]);
		if (archives[i].n_rows > 0)
			add_row(out, &place, &archives[i], &archives[i].rows[0]);
	}
	end_page(out);
}

static void
add_subject(struct buf *out, const struct xml_place *place, const struct subject *subject)
{
	const struct digest_company company = {
		.daily = subject->daily, .n_daily = subject->n_daily};
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	buf_add_text(out, "<subject");
	xml_add_attribute(
		out, "kind", subject->kind == SUBJECT_COMPANY ? SPAN("company") : SPAN("topic"));
	xml_add_attribute(out, "name", subject->name);
	xml_add_attribute(out, "ticker", subject->ticker);
	subject_add_path(&path, subject->kind, subject->key, ".html");
	xml_add_path(out, place, "href", buf_span(&path));
	buf_clear(&path);
	subject_add_path(&path, subject->kind, subject->key, ".atom");
	xml_add_path(out, place, "atom", buf_span(&path));
	buf_add_text(out, ">\n");
	for (size_t i = 0; i < company.n_daily; i++)
		buf_format(out, "<day stories=\"%u\"/>", (unsigned)company.daily[i]);
	buf_release(&path);
}

/* The day of its newest story: a page does not change because time goes by. */
static struct when
day_of(const struct subject *subject)
{
	int64_t at = subject->n_stories > 0 ? subject->stories[0].updated : 0;

	return when_of(at, subject->utc_offset_seconds);
}

void
xml_add_subject(struct buf *out, const struct subject *subject, const struct site *site)
{
	const struct xml_place place = {
		.site = site, .root = SPAN("../"), .today = day_of(subject)};

	begin_page(out, PAGE_SUBJECT, &place, SPAN_NONE);
	add_subject(out, &place, subject);
	for (size_t i = 0; i < subject->n_stories; i++)
		xml_add_story(out, &place, &subject->stories[i]);
	buf_add_text(out, "</subject>\n");
	end_page(out);
}

void
xml_add_subjects(struct buf *out, const struct subject_list *list, const struct site *site)
{
	const struct xml_place place = {.site = site, .root = SPAN("../")};

	begin_page(out, PAGE_SUBJECTS, &place, SPAN_NONE);
	for (size_t i = 0; i < list->n; i++) {
		add_subject(out, &place, &list->at[i]);
		if (list->at[i].n_stories > 0)
			xml_add_element(out, "latest", list->at[i].stories[0].headline.text);
		buf_add_text(out, "</subject>\n");
	}
	end_page(out);
}
