#include "tests/unit/test.h"

#include <stdlib.h>
#include <sysexits.h>

#include "output/mail.h"
#include "output/mail_html.h"
#include "output/sign.h"
#include "tests/lib/digest_fixture.h"

#define HUGE (1 << 20)

static struct mail
mail_to(struct span to)
{
	return (struct mail){.from = SPAN("Broadtape <news@example.com>"),
		.to = to,
		.subject = SPAN("s"),
		.message_id = SPAN("morning.142@news.example.com"),
		.date = 1795435200};
}

static bool
renders(const struct mail *mail, struct buf *out, struct error *err)
{
	struct digest *digest = fixture_morning();
	bool ok = mail_render(digest, &fixture_site, mail, out, err);

	digest_free(digest);
	return ok;
}

static void
the_same_edition_is_the_same_bytes(void **state)
{
	struct mail mail = mail_to(SPAN("desk@example.com"));
	struct error err = {0};
	struct buf first, second;

	(void)state;
	buf_init(&first, BUF_UNLIMITED);
	buf_init(&second, BUF_UNLIMITED);
	assert_true(renders(&mail, &first, &err));
	assert_true(renders(&mail, &second, &err));
	assert_true(span_equal(buf_span(&first), buf_span(&second)));
	buf_release(&first);
	buf_release(&second);
}

static void
a_recipient_is_exactly_one_mailbox(void **state)
{
	static const char *const wrong[] = {"", "desk", "a@example.com, b@example.com",
		"group: a@example.com;", "<>", "Desk <>", "a@example.com\r\nBcc: b@example.com,",
		"undisclosed-recipients:;"};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct error err = {0};
		struct buf out;

		buf_init(&out, BUF_UNLIMITED);
		if (mail_address(span_of(wrong[i]), &out, &err))
			fail_msg("'%s' was read as %s", wrong[i], buf_string(&out));
		assert_int_equal(err.status, EX_DATAERR);
		assert_non_null(strstr(err.text, "expected one address"));
		buf_release(&out);
	}
}

static void
an_address_is_taken_out_of_its_mailbox(void **state)
{
	static const struct {
		const char *mailbox;
		const char *want;
	} rows[] = {
		{"news@example.com", "news@example.com"},
		{"  Broadtape <news@example.com> ", "news@example.com"},
		{"\"Doe, \\\"J\\\"\" <j.doe+x@example.com>", "j.doe+x@example.com"},
		{"\xc3\x9c"
		 "bersicht <news@example.com>",
			"news@example.com"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct error err = {0};
		struct buf out;

		buf_init(&out, BUF_UNLIMITED);
		assert_true(mail_address(span_of(rows[i].mailbox), &out, &err));
		assert_string_equal(buf_string(&out), rows[i].want);
		buf_release(&out);
	}
}

static void
a_bad_address_says_whose_it_is(void **state)
{
	struct mail mail = mail_to(SPAN("nobody"));
	struct error err = {0};
	struct buf out;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	assert_false(renders(&mail, &out, &err));
	assert_string_equal(err.text,
		"to: expected one address such as 'Name <name@example.com>', found 'nobody'");
	assert_int_equal(out.len, 0);
	buf_release(&out);
}

/* How many lines of the header begin with `name`. */
static int
headers_named(const struct buf *message, const char *name)
{
	struct span head =
		span_head(buf_span(message), span_find(buf_span(message), SPAN("\r\n\r\n")));
	struct span line;
	int n = 0;

	while (span_split(&head, '\n', &line))
		n += span_starts_with_nocase(line, span_of(name)) ? 1 : 0;
	return n;
}

static void
no_value_can_begin_another_header(void **state)
{
	static const char evil[] =
		"x\r\nBcc: victim@example.com\r\n\r\nbody\nSubject: other\r\rX-Evil: 1";
	struct span value = span_of(evil);
	struct mail mail = mail_to(SPAN("desk@example.com"));
	struct error err = {0};
	struct buf out;

	(void)state;
	mail.subject = mail.message_id = mail.list_id = mail.unsubscribe_mail = value;
	mail.unsubscribe_url = SPAN("https://example.com/\r\nBcc: victim@example.com");
	buf_init(&out, BUF_UNLIMITED);
	assert_true(renders(&mail, &out, &err));
	assert_int_equal(headers_named(&out, "Bcc"), 0);
	assert_int_equal(headers_named(&out, "X-Evil"), 0);
	assert_int_equal(headers_named(&out, "Subject"), 1);
	assert_int_equal(headers_named(&out, "To"), 1);
	buf_release(&out);
}

static void
a_kept_mail_goes_to_another_recipient_with_no_word_of_the_first(void **state)
{
	struct mail mail = mail_to(SPAN("Desk <desk@example.com>"));
	struct mail other = mail_to(SPAN("\xc3\x9c"
					 "bersicht <other@example.com>"));
	struct error err = {0};
	struct buf kept, sent, want;

	(void)state;
	buf_init(&kept, BUF_UNLIMITED);
	buf_init(&sent, BUF_UNLIMITED);
	buf_init(&want, BUF_UNLIMITED);
	assert_true(renders(&mail, &kept, &err));
	assert_true(renders(&other, &want, &err));
	assert_true(mail_readdress(buf_span(&kept), other.to, &sent, &err));
	assert_string_equal(buf_string(&sent), buf_string(&want));
	buf_clear(&sent);
	assert_false(
		mail_readdress(buf_span(&kept), SPAN("a@example.com, b@example.com"), &sent, &err));
	assert_int_equal(sent.len, 0);
	buf_clear(&sent);
	assert_true(mail_readdress(buf_span(&kept), SPAN("x <a@example.com>\r\nBcc: c@example.com"),
			    &sent, &err) ||
		    sent.len == 0);
	assert_int_equal(headers_named(&sent, "Bcc"), 0);
	buf_release(&kept);
	buf_release(&sent);
	buf_release(&want);
}

static void
a_long_subject_is_folded_and_kept_below_the_limit_of_a_line(void **state)
{
	static char subject[8000];
	struct mail mail = mail_to(SPAN("desk@example.com"));
	struct error err = {0};
	struct span rest, line;
	struct buf out;

	(void)state;
	memset(subject, 'a', sizeof(subject));
	mail.subject = span_make(subject, sizeof(subject));
	buf_init(&out, BUF_UNLIMITED);
	assert_true(renders(&mail, &out, &err));
	rest = buf_span(&out);
	while (span_split(&rest, '\n', &line))
		assert_true(line.len <= 999);
	buf_release(&out);
}

static void
a_list_that_nobody_named_has_no_header(void **state)
{
	struct mail mail = mail_to(SPAN("desk@example.com"));
	struct error err = {0};
	struct buf out;

	(void)state;
	mail.unsubscribe_url = SPAN("javascript:alert(1)");
	mail.has_one_click = true;
	buf_init(&out, BUF_UNLIMITED);
	assert_true(renders(&mail, &out, &err));
	assert_int_equal(headers_named(&out, "List-"), 0);
	assert_int_equal(headers_named(&out, "Reply-To"), 0);
	assert_int_equal(headers_named(&out, "Auto-Submitted"), 1);
	buf_release(&out);
}

static void
a_subject_is_filled_from_the_digest(void **state)
{
	static const struct {
		const char *pattern;
		const char *want;
	} rows[] = {
		{"{title}: {top}", "Before the open: Meta delays smart glasses to May and lifts "
				   "capex guidance again"},
		{"{stories} stories, {date}, no. {number}",
			"5 stories, Monday 23 November 2026, no. 142"},
		{"plain", "plain"},
		{"", ""},
		{"}{title}}", "}Before the open}"},
	};
	struct digest *digest = fixture_morning();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct error err = {0};
		struct buf out;

		buf_init(&out, BUF_UNLIMITED);
		assert_true(mail_subject(span_of(rows[i].pattern), digest, &out, &err));
		assert_string_equal(buf_string(&out), rows[i].want);
		buf_release(&out);
	}
	digest_free(digest);
}

static void
a_mistake_in_the_template_of_a_subject_is_shown(void **state)
{
	struct digest *digest = fixture_morning();
	struct error err = {0};
	struct buf out;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	assert_false(mail_subject(SPAN("a {headline}"), digest, &out, &err));
	assert_string_equal(err.text,
		"expected {title}, {top}, {date}, {stories} or {number}, found '{headline}'");
	assert_false(mail_subject(SPAN("a {title"), digest, &out, &err));
	assert_string_equal(err.text, "expected '}' after '{title'");
	assert_int_equal(err.status, EX_CONFIG);
	buf_release(&out);
	digest_free(digest);
}

static void
a_long_top_story_is_cut_at_a_word(void **state)
{
	static char words[400];
	struct digest *digest;
	struct error err = {0};
	struct buf out;

	(void)state;
	for (size_t i = 0; i < sizeof(words); i++)
		words[i] = i % 7 == 6 ? ' ' : 'w';
	digest = fixture_filled_with(span_make(words, sizeof(words)));
	buf_init(&out, BUF_UNLIMITED);
	assert_true(mail_subject(SPAN("{top}"), digest, &out, &err));
	assert_int_equal(out.len, 118 + 3);
	assert_non_null(strstr(buf_string(&out), "wwwwww\xe2\x80\xa6"));
	buf_release(&out);
	digest_free(digest);
}

static void
no_text_makes_the_html_longer_than_its_limit(void **state)
{
	char *huge = malloc(HUGE);
	struct digest *digest;
	struct buf out;

	(void)state;
	assert_non_null(huge);
	memset(huge, '&', HUGE);
	digest = fixture_filled_with(span_make(huge, HUGE));
	buf_init(&out, BUF_UNLIMITED);
	mail_html_add(&out, digest, &fixture_site, &(struct mail_look){.max_bytes = MAIL_HTML_MAX});
	assert_in_range(out.len, 1000, MAIL_HTML_MAX);
	assert_non_null(strstr(buf_string(&out), "1 more story"));
	buf_release(&out);
	digest_free(digest);
	free(huge);
}

/* The examples of FIPS 180-2 and of RFC 4231, section 4.3, in Base64. */
static void
sums_are_those_of_the_standards(void **state)
{
	char sum[SIGN_SIZE];

	(void)state;
	sign_sha256(SPAN("abc"), sum);
	assert_string_equal(sum, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
	sign_hmac_sha256(SPAN("Jefe"), SPAN("what do ya want for nothing?"), sum);
	assert_string_equal(sum, "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_edition_is_the_same_bytes),
		cmocka_unit_test(a_recipient_is_exactly_one_mailbox),
		cmocka_unit_test(an_address_is_taken_out_of_its_mailbox),
		cmocka_unit_test(a_bad_address_says_whose_it_is),
		cmocka_unit_test(no_value_can_begin_another_header),
		cmocka_unit_test(a_kept_mail_goes_to_another_recipient_with_no_word_of_the_first),
		cmocka_unit_test(a_long_subject_is_folded_and_kept_below_the_limit_of_a_line),
		cmocka_unit_test(a_list_that_nobody_named_has_no_header),
		cmocka_unit_test(a_subject_is_filled_from_the_digest),
		cmocka_unit_test(a_mistake_in_the_template_of_a_subject_is_shown),
		cmocka_unit_test(a_long_top_story_is_cut_at_a_word),
		cmocka_unit_test(no_text_makes_the_html_longer_than_its_limit),
		cmocka_unit_test(sums_are_those_of_the_standards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
