#include "tests/unit/test.h"

#include <jansson.h>
#include <stdlib.h>
#include <sysexits.h>

#include "output/webhook.h"
#include "tests/lib/digest_fixture.h"

static json_t *
payload(enum webhook_kind kind, struct digest *digest, size_t *len)
{
	struct error err = {0};
	struct buf out;
	json_t *value;

	buf_init(&out, BUF_UNLIMITED);
	if (!webhook_render(kind, digest, &fixture_site, &out, &err))
		fail_msg("%s", err.text);
	value = json_loadb(out.at, out.len, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(value);
	*len = out.len;
	buf_release(&out);
	digest_free(digest);
	return value;
}

static const char *
text_at(const json_t *value, const char *key)
{
	const char *text = json_string_value(json_object_get(value, key));

	return text != NULL ? text : "(none)";
}

static void
an_edition_is_an_event_with_all_its_stories(void **state)
{
	size_t len;
	json_t *event = payload(WEBHOOK_JSON, fixture_morning(), &len);
	json_t *data = json_object_get(event, "data");

	(void)state;
	assert_string_equal(text_at(event, "type"), "edition.published");
	assert_string_equal(text_at(event, "timestamp"), "2026-11-23T12:00:00Z");
	assert_string_equal(text_at(data, "url"), "https://news.example.com/morning/142.html");
	assert_int_equal(json_array_size(json_object_get(data, "items")), 5);
	json_decref(event);
}

static void
a_story_is_an_event_of_its_own(void **state)
{
	struct digest *digest = fixture_morning();
	struct error err = {0};
	struct buf out;
	json_t *event;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	assert_true(webhook_render_story(digest, &digest->groups[1].stories[0], &out, &err));
	event = json_loadb(out.at, out.len, 0, NULL);
	assert_string_equal(text_at(event, "type"), "story.published");
	assert_string_equal(text_at(json_object_get(event, "data"), "title"),
		"Ford recalls 355,000 trucks over dark dashboards");
	json_decref(event);
	buf_release(&out);
	digest_free(digest);
}

static void
slack_gets_blocks_within_its_limits(void **state)
{
	size_t len, i;
	json_t *message = payload(WEBHOOK_SLACK, fixture_many(400), &len);
	json_t *blocks = json_object_get(message, "blocks");
	json_t *block;

	(void)state;
	assert_int_equal(json_array_size(blocks), 12);
	json_array_foreach(blocks, i, block) assert_true(
		json_string_length(json_object_get(json_object_get(block, "text"), "text")) <=
		3000);
	block = json_array_get(blocks, 11);
	assert_string_equal(text_at(json_object_get(block, "text"), "text"),
		"<https://news.example.com/morning/142.html|390 more stories>");
	json_decref(message);
}

static void
discord_gets_embeds_that_mention_nobody(void **state)
{
	static char evil[5000];
	size_t len, i, sum = 0;
	json_t *message, *embed;

	(void)state;
	memset(evil, '@', sizeof(evil));
	message =
		payload(WEBHOOK_DISCORD, fixture_filled_with(span_make(evil, sizeof(evil))), &len);
	assert_int_equal(json_array_size(json_object_get(
				 json_object_get(message, "allowed_mentions"), "parse")),
		0);
	assert_true(json_string_length(json_object_get(message, "content")) <= 2000);
	json_decref(message);
	message = payload(WEBHOOK_DISCORD, fixture_many(400), &len);
	assert_int_equal(json_array_size(json_object_get(message, "embeds")), 10);
	json_array_foreach(json_object_get(message, "embeds"), i, embed) sum +=
		json_string_length(json_object_get(embed, "title")) +
		json_string_length(json_object_get(embed, "description")) +
		json_string_length(json_object_get(json_object_get(embed, "footer"), "text"));
	assert_true(sum <= 6000);
	json_decref(message);
}

static void
teams_gets_a_card_below_28_kilobytes(void **state)
{
	size_t len;
	json_t *message = payload(WEBHOOK_TEAMS, fixture_many(400), &len);
	json_t *attachment = json_array_get(json_object_get(message, "attachments"), 0);
	json_t *card = json_object_get(attachment, "content");

	(void)state;
	assert_true(len < 28 * 1024);
	assert_string_equal(
		text_at(attachment, "contentType"), "application/vnd.microsoft.card.adaptive");
	assert_string_equal(text_at(card, "type"), "AdaptiveCard");
	assert_int_equal(json_array_size(json_object_get(card, "body")), 11);
	assert_int_equal(json_array_size(json_object_get(card, "actions")), 1);
	json_decref(message);
}

static void
hostile_text_obeys_no_markup(void **state)
{
	static const enum webhook_kind kinds[] = {
		WEBHOOK_JSON, WEBHOOK_SLACK, WEBHOOK_DISCORD, WEBHOOK_TEAMS};
	size_t len;

	(void)state;
	for (size_t i = 0; i < fixture_hostile_texts_count; i++)
		for (size_t j = 0; j < 4; j++)
			json_decref(payload(
				kinds[j], fixture_filled_with(fixture_hostile_texts[i]), &len));
}

static void
a_headline_cannot_call_a_channel_or_forge_a_link(void **state)
{
	struct span evil = SPAN("<!channel> [x](https://evil.example) **b** `c` <@U1|you>");
	size_t len;
	json_t *message = payload(WEBHOOK_SLACK, fixture_filled_with(evil), &len);
	json_t *block = json_array_get(json_object_get(message, "blocks"), 1);

	(void)state;
	assert_non_null(strstr(text_at(json_object_get(block, "text"), "text"),
		"&lt;!channel&gt; [x](https://evil.example)"));
	json_decref(message);
	message = payload(WEBHOOK_DISCORD, fixture_filled_with(evil), &len);
	block = json_array_get(json_object_get(message, "embeds"), 0);
	assert_string_equal(text_at(block, "title"),
		"\\<\\!channel\\> \\[x\\]\\(https\\://evil.example\\) \\*\\*b\\*\\* \\`c\\` "
		"\\<\\@U1\\|you\\>");
	json_decref(message);
}

/* The example of the specification's reference implementations. */
static void
a_signature_is_that_of_standard_webhooks(void **state)
{
	struct error err = {0};
	struct buf out;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	assert_true(webhook_sign(SPAN("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
		&(struct webhook_post){SPAN("msg_p5jXN8AQM9LWM0D4loKWxJek"), 1614265330,
			SPAN("{\"test\": 2432232314}")},
		&out, &err));
	assert_string_equal(buf_string(&out), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
	buf_release(&out);
}

static void
what_is_no_secret_is_told_and_not_shown(void **state)
{
	static const char *const wrong[] = {"", "secret", "whsec_", "whsec_!!!!", "whsec_c2hvcnQ="};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct error err = {0};
		struct buf out;

		buf_init(&out, BUF_UNLIMITED);
		assert_false(webhook_sign(span_of(wrong[i]),
			&(struct webhook_post){SPAN("1"), 1, SPAN("x")}, &out, &err));
		assert_int_equal(err.status, EX_CONFIG);
		assert_null(strstr(err.text, "c2hvcnQ"));
		buf_release(&out);
	}
}

static void
a_kind_is_known_by_its_name(void **state)
{
	enum webhook_kind kind = WEBHOOK_JSON;

	(void)state;
	assert_true(webhook_kind_of(SPAN("teams"), &kind));
	assert_int_equal(kind, WEBHOOK_TEAMS);
	assert_false(webhook_kind_of(SPAN("Teams"), &kind));
	assert_false(webhook_kind_of(SPAN(""), &kind));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edition_is_an_event_with_all_its_stories),
		cmocka_unit_test(a_story_is_an_event_of_its_own),
		cmocka_unit_test(slack_gets_blocks_within_its_limits),
		cmocka_unit_test(discord_gets_embeds_that_mention_nobody),
		cmocka_unit_test(teams_gets_a_card_below_28_kilobytes),
		cmocka_unit_test(hostile_text_obeys_no_markup),
		cmocka_unit_test(a_headline_cannot_call_a_channel_or_forge_a_link),
		cmocka_unit_test(a_signature_is_that_of_standard_webhooks),
		cmocka_unit_test(what_is_no_secret_is_told_and_not_shown),
		cmocka_unit_test(a_kind_is_known_by_its_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
