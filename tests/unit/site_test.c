#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "output/file.h"
#include "output/site.h"
#include "tests/lib/digest_fixture.h"

static char folder[] = "/tmp/broadtape-site.XXXXXX";
static struct site site;

static int
make_folder(void **state)
{
	(void)state;
	site = fixture_site;
	site.dir = folder;
	return mkdtemp(folder) != NULL ? 0 : -1;
}

static int
remove_folder(void **state)
{
	char command[sizeof(folder) + 20];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	return system(command);
}

static ino_t
inode_of(const char *name)
{
	struct stat found;
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return stat(path, &found) == 0 ? found.st_ino : 0;
}

static void
publish(struct error *err)
{
	struct digest *digest = fixture_morning();

	if (!site_publish(&site, digest, fixture_archive(), err) ||
		!site_publish_front(&site, fixture_archive(), 1, err))
		fail_msg("%s", err->text);
	digest_free(digest);
}

static void
an_edition_has_its_page_its_month_its_index_and_its_feeds(void **state)
{
	static const char *const files[] = {"index.html", "broadtape.css", "morning/index.html",
		"morning/2026-11.html", "morning/142.html", "morning.atom", "morning.json"};
	struct error err = {0};

	(void)state;
	publish(&err);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (inode_of(files[i]) == 0)
			fail_msg("%s is missing", files[i]);
}

static void
what_did_not_change_is_not_written(void **state)
{
	struct error err = {0};
	ino_t page, feed, front;

	(void)state;
	publish(&err);
	page = inode_of("morning/142.html");
	feed = inode_of("morning.atom");
	front = inode_of("index.html");
	publish(&err);
	assert_int_equal(inode_of("morning/142.html"), page);
	assert_int_equal(inode_of("morning.atom"), feed);
	assert_int_equal(inode_of("index.html"), front);
}

/* What a file of the site holds, borrowed until the next call. */
static const char *
text_of(const char *name)
{
	static char text[1 << 16];
	char path[256];
	FILE *file;
	size_t len;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "rb");
	if (file == NULL)
		return "";
	len = fread(text, 1, sizeof(text) - 1, file);
	text[len] = '\0';
	fclose(file);
	return text;
}

static void
publish_as_number(uint64_t number, uint64_t previous)
{
	struct digest *digest = fixture_morning();
	struct error err = {0};

	digest->atom_path = SPAN("chain.atom");
	digest->edition.number = number;
	digest->previous.number = previous;
	assert_true(site_publish(&site, digest, fixture_archive(), &err));
	digest_free(digest);
}

/* RFC 5005, section 4. */
static void
the_feeds_of_editions_are_a_chain(void **state)
{
	(void)state;
	publish_as_number(140, 139);
	assert_null(strstr(text_of("chain/140.atom"), "prev-archive"));
	publish_as_number(141, 140);
	publish_as_number(142, 141);
	assert_non_null(strstr(text_of("chain.atom"),
		"<link rel=\"prev-archive\" type=\"application/atom+xml\" "
		"href=\"https://news.example.com/chain/141.atom\"/>"));
	assert_null(strstr(text_of("chain.atom"), "<fh:archive/>"));
	assert_non_null(strstr(text_of("chain/141.atom"), "chain/140.atom"));
	assert_non_null(strstr(text_of("chain/141.atom"), "<fh:archive/>"));
	assert_non_null(strstr(text_of("chain/141.atom"),
		"<link rel=\"current\" type=\"application/atom+xml\" "
		"href=\"https://news.example.com/chain.atom\"/>"));
}

static void
every_key_has_a_path_of_its_own(void **state)
{
	static const struct {
		struct span key;
		const char *want;
	} rows[] = {
		{{"meta", 4}, "company/meta.html"},
		{{"005930.KS", 9}, "company/005930.KS.html"},
		{{"product delay", 13}, "company/product_delay.html"},
		{{"product_delay", 13}, "company/product=5Fdelay.html"},
		{{"../evil", 7}, "company/=2E.=2Fevil.html"},
		{{".", 1}, "company/=2E.html"},
		{{"a\0b", 3}, "company/a=00b.html"},
		{{"\xc3\xa9", 2}, "company/=C3=A9.html"},
		{{"index", 5}, "company/=69ndex.html"},
		{{"=69ndex", 7}, "company/=3D69ndex.html"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf out;

		buf_init(&out, BUF_UNLIMITED);
		subject_add_path(&out, SUBJECT_COMPANY, rows[i].key, ".html");
		assert_string_equal(buf_string(&out), rows[i].want);
		buf_release(&out);
	}
}

static void
subjects_have_pages_feeds_and_an_index(void **state)
{
	struct digest *digest = fixture_morning();
	struct subject subjects[20];
	struct error err = {0};
	ino_t page, feed, index;

	(void)state;
	fixture_subjects(digest, subjects, 20);
	assert_true(subject_publish(
		&site, &(struct subject_list){SUBJECT_COMPANY, subjects, 20}, &err));
	page = inode_of("company/meta.html");
	feed = inode_of("company/c19.atom");
	index = inode_of("company/index.html");
	assert_true(page != 0 && feed != 0 && index != 0);
	assert_non_null(strstr(text_of("company/meta.html"), "Monday 23 November 2026"));
	subjects[19].n_stories = 1;
	assert_true(subject_publish(
		&site, &(struct subject_list){SUBJECT_COMPANY, subjects, 20}, &err));
	assert_int_equal(inode_of("company/meta.html"), page);
	assert_int_equal(inode_of("company/index.html"), index);
	assert_int_not_equal(inode_of("company/c19.atom"), feed);
	digest_free(digest);
}

static void
what_is_not_configured_is_not_made(void **state)
{
	struct digest *digest = fixture_morning();
	struct error err = {0};

	(void)state;
	digest->html_path = digest->json_path = SPAN_NONE;
	digest->atom_path = SPAN("feeds/only.atom");
	digest->edition.number = 7;
	assert_true(site_publish(&site, digest, fixture_archive(), &err));
	assert_int_not_equal(inode_of("feeds/only.atom"), 0);
	assert_int_equal(inode_of("morning/7.html"), 0);
	assert_int_equal(inode_of("7.html"), 0);
	digest_free(digest);
}

static void
a_style_sheet_of_the_user_is_seen_and_kept(void **state)
{
	struct site mine = site;
	struct error err = {0};
	char path[256];
	ino_t before;

	(void)state;
	site_look(&mine);
	assert_false(mine.has_user_style);
	snprintf(path, sizeof(path), "%s/style.css", folder);
	assert_true(file_replace(path, SPAN("h1 { color: red }"), &err));
	before = inode_of("style.css");
	site_look(&mine);
	assert_true(mine.has_user_style);
	publish(&err);
	assert_int_equal(inode_of("style.css"), before);
	assert_int_equal(unlink(path), 0);
}

static void
a_site_that_cannot_be_written_says_where(void **state)
{
	struct digest *digest = fixture_morning();
	struct site broken = fixture_site;
	struct error err = {0};

	(void)state;
	broken.dir = "/dev/null/site";
	assert_false(site_publish(&broken, digest, fixture_archive(), &err));
	assert_int_equal(err.status, EX_CANTCREAT);
	assert_non_null(strstr(err.text, "/dev/null/site"));
	digest_free(digest);
}

static void
an_address_is_made_of_the_site_and_a_path(void **state)
{
	struct site bare = {.url = SPAN("https://example.com/news")};
	struct buf out;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	site_add_url(&out, &bare, SPAN("a/1.html"));
	buf_add_text(&out, " ");
	site_add_url(&out, &fixture_site, SPAN("a/1.html"));
	buf_add_text(&out, " ");
	site_add_url(&out, &fixture_site_without_url, SPAN("a/1.html"));
	assert_string_equal(buf_string(&out),
		"https://example.com/news/a/1.html https://news.example.com/a/1.html a/1.html");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edition_has_its_page_its_month_its_index_and_its_feeds),
		cmocka_unit_test(what_did_not_change_is_not_written),
		cmocka_unit_test(the_feeds_of_editions_are_a_chain),
		cmocka_unit_test(every_key_has_a_path_of_its_own),
		cmocka_unit_test(subjects_have_pages_feeds_and_an_index),
		cmocka_unit_test(what_is_not_configured_is_not_made),
		cmocka_unit_test(a_style_sheet_of_the_user_is_seen_and_kept),
		cmocka_unit_test(a_site_that_cannot_be_written_says_where),
		cmocka_unit_test(an_address_is_made_of_the_site_and_a_path),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
