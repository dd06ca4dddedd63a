#include "tests/unit/test.h"

#include <gumbo.h>
#include <stdio.h>
#include <stdlib.h>

#include "output/html.h"
#include "output/mail_html.h"
#include "tests/lib/digest_fixture.h"

#define IDS_MAX 4096
#define HUGE (1 << 20)

/* What a page may not have, counted by walking its tree as a browser would build it. */
struct findings {
	const char *fault; /* the first one */
	const char *where;
	const char *ids[IDS_MAX];
	size_t n_ids;
	size_t links, marks;
};

static void
blame(struct findings *found, const char *fault, const char *where)
{
	if (found->fault == NULL) {
		found->fault = fault;
		found->where = where;
	}
}

static void
check_id(struct findings *found, const char *id)
{
	for (size_t i = 0; i < found->n_ids; i++)
		if (strcmp(found->ids[i], id) == 0)
			blame(found, "an id twice", id);
	if (found->n_ids < IDS_MAX)
		found->ids[found->n_ids++] = id;
}

static bool
leads_out(const char *href)
{
	return strncmp(href, "http://", 7) == 0 || strncmp(href, "https://", 8) == 0;
}

/* A link to a feed is followed by nobody but the reader. */
static bool
is_alternate(const GumboElement *element)
{
	const GumboAttribute *rel = gumbo_get_attribute(&element->attributes, "rel");

	return rel != NULL && strcmp(rel->value, "alternate") == 0;
}

static void
check_address(struct findings *found, const GumboElement *element, const char *href)
{
	bool is_icon =
		element->tag == GUMBO_TAG_LINK && strncmp(href, "data:image/svg+xml,", 19) == 0;

	found->links++;
	if (strchr(href, ':') != NULL && !leads_out(href) && !is_icon)
		blame(found, "an address that is not of the web", href);
	if (element->tag == GUMBO_TAG_LINK && leads_out(href) && !is_alternate(element))
		blame(found, "a request to another host", href);
}

static void
check_attributes(struct findings *found, const GumboElement *element)
{
	for (unsigned i = 0; i < element->attributes.length; i++) {
		const GumboAttribute *attribute = element->attributes.data[i];

		if (strncmp(attribute->name, "on", 2) == 0)
			blame(found, "an event handler", attribute->name);
		if (strcmp(attribute->name, "src") == 0 || strcmp(attribute->name, "srcset") == 0)
			blame(found, "something to load", attribute->value);
		if (strcmp(attribute->name, "href") == 0)
			check_address(found, element, attribute->value);
		if (strcmp(attribute->name, "id") == 0)
			check_id(found, attribute->value);
	}
}

static void
walk(struct findings *found, const GumboNode *node)
{
	static const GumboTag banned[] = {GUMBO_TAG_SCRIPT, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT,
		GUMBO_TAG_EMBED, GUMBO_TAG_IMG, GUMBO_TAG_FORM, GUMBO_TAG_BASE, GUMBO_TAG_UNKNOWN};
	const GumboElement *element = &node->v.element;

	if (node->type != GUMBO_NODE_ELEMENT)
		return;
	for (size_t i = 0; i < sizeof(banned) / sizeof(banned[0]); i++)
		if (element->tag == banned[i] && element->tag_namespace == GUMBO_NAMESPACE_HTML &&
			element->tag != GUMBO_TAG_BDI)
			blame(found, "a banned element", gumbo_normalized_tagname(element->tag));
	found->marks += element->tag == GUMBO_TAG_MARK ? 1 : 0;
	check_attributes(found, element);
	for (unsigned i = 0; i < element->children.length; i++)
		walk(found, element->children.data[i]);
}

static struct findings
examine(const struct buf *page, const char *what)
{
	struct findings found = {0};
	GumboOutput *tree = gumbo_parse_with_options(&kGumboDefaultOptions, page->at, page->len);

	if (tree->errors.length > 0)
		fail_msg("%s: %u errors of syntax", what, tree->errors.length);
	walk(&found, tree->root);
	if (found.fault != NULL)
		fail_msg("%s: %s: %s", what, found.fault, found.where);
	gumbo_destroy_output(&kGumboDefaultOptions, tree);
	return found;
}

static struct findings
examine_page(struct digest *digest, const struct site *site, const char *what)
{
	struct error err = {0};
	struct findings found;
	struct buf page;

	buf_init(&page, BUF_UNLIMITED);
	assert_true(html_render(digest, site, &page, &err));
	found = examine(&page, what);
	buf_release(&page);
	digest_free(digest);
	return found;
}

static void
a_page_is_well_formed_and_asks_nobody_for_anything(void **state)
{
	struct findings found;

	(void)state;
	found = examine_page(fixture_morning(), &fixture_site, "morning");
	assert_int_equal(found.marks, 15);
	assert_true(found.links > 20);
	examine_page(fixture_empty(), &fixture_site, "empty");
	examine_page(fixture_morning(), &fixture_site_without_url, "morning without an address");
	examine_page(fixture_many(400), &fixture_site, "many");
}

static void
a_single_page_is_well_formed_too(void **state)
{
	struct site site = fixture_site;

	(void)state;
	site.is_single_page = true;
	examine_page(fixture_morning(), &site, "single");
	site = fixture_site_without_url;
	site.is_single_page = true;
	examine_page(fixture_morning(), &site, "single without an address");
}

static void
hostile_text_is_shown_and_does_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < fixture_hostile_texts_count; i++) {
		char what[40];

		snprintf(what, sizeof(what), "hostile text %zu", i);
		examine_page(fixture_filled_with(fixture_hostile_texts[i]), &fixture_site, what);
	}
}

static void
every_byte_and_a_huge_text_are_shown(void **state)
{
	char *huge = malloc(HUGE);
	char bytes[256];

	(void)state;
	assert_non_null(huge);
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)i;
	examine_page(
		fixture_filled_with(span_make(bytes, sizeof(bytes))), &fixture_site, "all bytes");
	memset(huge, '<', HUGE);
	examine_page(fixture_filled_with(span_make(huge, HUGE)), &fixture_site, "huge");
	free(huge);
}

static void
a_page_that_does_not_fit_is_told(void **state)
{
	struct digest *digest = fixture_morning();
	struct error err = {0};
	struct buf page;

	(void)state;
	buf_init(&page, 1000);
	assert_false(html_render(digest, &fixture_site, &page, &err));
	assert_non_null(strstr(err.text, "larger than 1000 bytes"));
	buf_release(&page);
	digest_free(digest);
}

static void
the_pages_of_editions_are_well_formed(void **state)
{
	struct error err = {0};
	struct buf page;

	(void)state;
	buf_init(&page, BUF_UNLIMITED);
	assert_true(html_render_archive(fixture_archive(), &fixture_site, &page, &err));
	examine(&page, "archive");
	buf_clear(&page);
	assert_true(html_render_month(fixture_archive(), 12, &fixture_site, &page, &err));
	examine(&page, "month");
	assert_non_null(strstr(buf_string(&page), "October 2026"));
	assert_null(strstr(buf_string(&page), "2026-11-01"));
	buf_clear(&page);
	assert_true(html_render_front(fixture_archive(), 1, &fixture_site, &page, &err));
	examine(&page, "front");
	buf_release(&page);
}

static void
the_pages_of_subjects_are_well_formed(void **state)
{
	struct digest *digest = fixture_morning();
	struct subject subjects[2];
	struct site linked = fixture_site;
	struct error err = {0};
	struct buf page;

	(void)state;
	linked.has_companies = linked.has_topics = true;
	fixture_subjects(digest, subjects, 2);
	buf_init(&page, BUF_UNLIMITED);
	assert_true(subject_render(&subjects[0], &linked, &page, &err));
	assert_non_null(strstr(buf_string(&page), "href=\"../topic/product_delay.html\""));
	examine(&page, "company");
	buf_clear(&page);
	subjects[1].n_stories = 0;
	assert_true(subject_render(&subjects[1], &linked, &page, &err));
	examine(&page, "company without a story");
	buf_clear(&page);
	assert_true(subject_render_index(
		&(struct subject_list){SUBJECT_COMPANY, subjects, 2}, &linked, &page, &err));
	examine(&page, "index");
	assert_non_null(
		strstr(buf_string(&page), "<span class=\"away\"> stories in 30 days</span>"));
	buf_clear(&page);
	subjects[0].n_daily = subjects[1].n_daily = 0; /* topics are not counted day by day */
	assert_true(subject_render_index(
		&(struct subject_list){SUBJECT_TOPIC, subjects, 2}, &linked, &page, &err));
	examine(&page, "index of topics");
	assert_null(strstr(buf_string(&page), "class=\"count\""));
	buf_release(&page);
	digest_free(digest);
}

static void
hostile_subjects_are_shown_and_do_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < fixture_hostile_texts_count; i++) {
		struct span text = fixture_hostile_texts[i];
		struct digest *digest = fixture_filled_with(text);
		struct subject subject = {.key = text,
			.name = text,
			.ticker = text,
			.feed_id = text,
			.stories = digest->groups[0].stories,
			.n_stories = 1};
		struct error err = {0};
		struct buf page;

		buf_init(&page, BUF_UNLIMITED);
		assert_true(subject_render(&subject, &fixture_site, &page, &err));
		examine(&page, "hostile company");
		buf_clear(&page);
		assert_true(subject_render_index(&(struct subject_list){SUBJECT_TOPIC, &subject, 1},
			&fixture_site, &page, &err));
		examine(&page, "hostile index");
		buf_release(&page);
		digest_free(digest);
	}
}

static void
the_html_of_a_mail_is_well_formed(void **state)
{
	(void)state;
	for (size_t i = 0; i <= fixture_hostile_texts_count; i++) {
		struct digest *digest = i < fixture_hostile_texts_count
						? fixture_filled_with(fixture_hostile_texts[i])
						: fixture_morning();
		struct buf page;

		buf_init(&page, BUF_UNLIMITED);
		mail_html_add(
			&page, digest, &fixture_site, &(struct mail_look){.max_bytes = 100000});
		examine(&page, "mail");
		buf_release(&page);
		digest_free(digest);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_well_formed_and_asks_nobody_for_anything),
		cmocka_unit_test(a_single_page_is_well_formed_too),
		cmocka_unit_test(hostile_text_is_shown_and_does_nothing),
		cmocka_unit_test(every_byte_and_a_huge_text_are_shown),
		cmocka_unit_test(a_page_that_does_not_fit_is_told),
		cmocka_unit_test(the_pages_of_editions_are_well_formed),
		cmocka_unit_test(the_pages_of_subjects_are_well_formed),
		cmocka_unit_test(hostile_subjects_are_shown_and_do_nothing),
		cmocka_unit_test(the_html_of_a_mail_is_well_formed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
