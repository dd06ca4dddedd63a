#include "aggregator/fetch/websub.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/entropy.h"
#include "aggregator/base/hash.h"
#include "aggregator/base/hmac.h"
#include "aggregator/fetch/link_header.h"
#include "feeds/base/ascii.h"

#define DAY INT64_C(86400)
#define LEASE_WANTED (10 * DAY)
#define LEASE_MIN 300        /* a hub that gives less would be asked all the time */
#define LEASE_MAX (90 * DAY) /* one that gives more is asked all the same */
#define VERIFY_WITHIN 3600   /* a hub that took a request has so long to verify it */
#define REPEAT_FIRST 600     /* after a failed request; doubles ... */
#define REPEAT_MAX DAY       /* ... up to this */
#define DOUBLINGS_MAX 10
#define REFUSED_FOR (7 * DAY) /* a hub that said no is asked again */
#define LEAVES_MAX 3          /* tries to leave: then the lease ends it */
#define MISSED_MAX 2          /* visits that find too much: the hub has forgotten us */
#define LEASE_DIGITS_MAX 10
#define MARK_DIGITS 8 /* of the token; the others, 96 bits, nobody can guess */
#define RENEW_PART 10 /* renewed when a tenth of the lease is left */

static const char *const state_names[] = {
	[WEBSUB_WANTED] = "wanted",
	[WEBSUB_ASKED] = "asked",
	[WEBSUB_ACTIVE] = "active",
	[WEBSUB_LEAVING] = "leaving",
	[WEBSUB_REFUSED] = "refused",
	[WEBSUB_OVER] = "over",
};

const char *
websub_state_name(enum websub_state state)
{
	return state_names[state];
}

bool
websub_find_offer(struct span link_header, const struct websub_offer *document,
	struct span final_url, struct websub_offer *offer)
{
	offer->hub = link_header_find(link_header, SPAN("hub"));
	offer->topic = link_header_find(link_header, SPAN("self"));
	if (offer->hub.len == 0) {
		offer->hub = document->hub;
		if (offer->topic.len == 0)
			offer->topic = document->topic;
	}
	if (offer->topic.len == 0)
		offer->topic = final_url;
	return offer->hub.len > 0 && offer->topic.len > 0;
}

/* An http or https URL that fits, and has nothing in it that a URL must not. */
static bool
take_url(char *url, struct span text)
{
	if (text.len > WEBSUB_URL_MAX || (!span_starts_with_nocase(text, SPAN("http://")) &&
						 !span_starts_with_nocase(text, SPAN("https://"))))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] <= ' ' || text.at[i] == 0x7f)
			return false;
	memcpy(url, text.at, text.len);
	url[text.len] = '\0';
	return true;
}

bool
websub_init(struct websub *websub, int64_t feed, const struct websub_offer *offer,
	const struct entropy *entropy)
{
	*websub = (struct websub){.feed = feed, .state = WEBSUB_WANTED};
	return take_url(websub->hub, offer->hub) && take_url(websub->topic, offer->topic) &&
	       entropy_digits(entropy, websub->token, WEBSUB_TOKEN_DIGITS / 2) &&
	       entropy_digits(entropy, websub->secret, WEBSUB_SECRET_DIGITS / 2);
}

static void
mark_of(const char *callback_base, char mark[MARK_DIGITS + 1])
{
	snprintf(mark, MARK_DIGITS + 1, "%08x",
		(unsigned)(hash_span(span_of(callback_base)) & 0xffffffffU));
}

void
websub_mark_address(struct websub *websub, const char *callback_base)
{
	mark_of(callback_base, websub->token + WEBSUB_TOKEN_DIGITS - MARK_DIGITS);
}

bool
websub_is_at(const struct websub *websub, const char *callback_base)
{
	char mark[MARK_DIGITS + 1];

	mark_of(callback_base, mark);
	return span_ends_with(span_of(websub->token), span_of(mark));
}

void
websub_move(struct websub *websub, const char *callback_base, int64_t now)
{
	bool is_over = callback_base == NULL || websub->state == WEBSUB_LEAVING ||
		       websub->state == WEBSUB_OVER;

	websub->state = is_over ? WEBSUB_OVER : WEBSUB_WANTED;
	websub->lease_until = 0;
	websub->failures = 0;
	websub->error[0] = '\0';
	websub->next_try = now;
	if (!is_over)
		websub_mark_address(websub, callback_base);
}

bool
websub_is_of(const struct websub *websub, const struct websub_offer *offer)
{
	return span_equal(span_of(websub->hub), offer->hub) &&
	       span_equal(span_of(websub->topic), offer->topic);
}

bool
websub_is_due(const struct websub *websub, int64_t now)
{
	return websub->state != WEBSUB_OVER && websub->next_try <= now;
}

/* Every byte that is not unreserved (RFC 3986, section 2.3) is escaped. */
static void
add_escaped(struct buf *body, const char *text)
{
	for (; *text != '\0'; text++) {
		if (ascii_is_alnum(*text) || strchr("-._~", *text) != NULL)
			buf_add_byte(body, *text);
		else
			buf_format(body, "%%%02X", (unsigned)(unsigned char)*text);
	}
}

static void
add_field(struct buf *body, const char *name, const char *value)
{
	if (body->len > 0)
		buf_add_byte(body, '&');
	buf_format(body, "%s=", name);
	add_escaped(body, value);
}

void
websub_add_request(const struct websub *websub, const char *callback_base, struct buf *body)
{
	bool leaves = websub->state == WEBSUB_LEAVING;

	buf_clear(body);
	add_field(body, "hub.mode", leaves ? "unsubscribe" : "subscribe");
	add_field(body, "hub.topic", websub->topic);
	add_field(body, "hub.callback", callback_base);
	add_escaped(body, websub->token);
	if (leaves)
		return;
	buf_format(body, "&hub.lease_seconds=%lld", (long long)LEASE_WANTED);
	add_field(body, "hub.secret", websub->secret);
}

static void
set_error(struct websub *websub, const char *text)
{
	snprintf(websub->error, sizeof websub->error, "%s", text);
}

static void
try_again(struct websub *websub, const struct clock *clock)
{
	uint32_t doublings = websub->failures < DOUBLINGS_MAX ? websub->failures : DOUBLINGS_MAX;
	int64_t pause = (int64_t)REPEAT_FIRST << doublings;

	if (pause > REPEAT_MAX)
		pause = REPEAT_MAX;
	pause += (int64_t)clock_random_below(clock, (uint64_t)pause / 10 + 1);
	websub->failures++;
	websub->next_try = clock_now(clock) + pause;
}

static void
refuse(struct websub *websub, const char *why, const struct clock *clock)
{
	set_error(websub, why);
	websub->state = WEBSUB_REFUSED;
	websub->lease_until = 0;
	websub->next_try = clock_now(clock) + REFUSED_FOR + (int64_t)clock_random_below(clock, DAY);
}

/*
 * The hub took it: what is not verified in time is asked for again. Some hubs verify before they
 * answer: then all is done.
 */
static void
note_accepted(struct websub *websub, const struct clock *clock)
{
	websub->error[0] = '\0';
	if (websub->state == WEBSUB_ACTIVE && websub->next_try > clock_now(clock))
		return;
	if (websub->state == WEBSUB_WANTED || websub->state == WEBSUB_REFUSED)
		websub->state = WEBSUB_ASKED;
	try_again(websub, clock);
	if (websub->next_try < clock_now(clock) + VERIFY_WITHIN)
		websub->next_try = clock_now(clock) + VERIFY_WITHIN;
}

static void
note_leaving(struct websub *websub, int status, const struct clock *clock)
{
	try_again(websub, clock);
	if ((status >= 400 && status < 500 && status != 429) || websub->failures >= LEAVES_MAX)
		websub->state = WEBSUB_OVER;
}

void
websub_note_answer(struct websub *websub, int status, const char *why, const struct clock *clock)
{
	if (websub->state == WEBSUB_LEAVING) {
		note_leaving(websub, status, clock);
		return;
	}
	if (status >= 200 && status < 300) {
		note_accepted(websub, clock);
		return;
	}
	set_error(websub, why);
	if (status >= 400 && status < 500 && status != 408 && status != 429)
		refuse(websub, why, clock); /* 410 among them: this hub does not serve it */
	else
		try_again(websub, clock);
}

static int64_t
read_lease(struct span text)
{
	unsigned long long seconds;

	if (text.len > LEASE_DIGITS_MAX || !span_to_uint(text, LEASE_MAX, &seconds))
		return text.len == 0 ? LEASE_WANTED : LEASE_MAX;
	return seconds < LEASE_MIN ? LEASE_MIN : (int64_t)seconds;
}

/* Only what we asked for is confirmed: no hub can subscribe us to anything. */
static bool
confirm(struct websub *websub, struct span lease_seconds, const struct clock *clock)
{
	int64_t now = clock_now(clock);
	int64_t lease = read_lease(lease_seconds);

	if (websub->state != WEBSUB_WANTED && websub->state != WEBSUB_ASKED &&
		websub->state != WEBSUB_ACTIVE)
		return false;
	websub->state = WEBSUB_ACTIVE;
	websub->lease_until = now + lease;
	websub->next_try = websub->lease_until - lease / RENEW_PART -
			   (int64_t)clock_random_below(clock, (uint64_t)lease / RENEW_PART + 1);
	websub->failures = 0;
	websub->error[0] = '\0';
	return true;
}

static void
note_denied(struct websub *websub, struct span reason, const struct clock *clock)
{
	char why[WEBSUB_ERROR_MAX];

	snprintf(why, sizeof why, "the hub refuses: %.*s",
		(int)(reason.len < 200 ? reason.len : 200), reason.at != NULL ? reason.at : "");
	if (websub->state == WEBSUB_LEAVING)
		websub->state = WEBSUB_OVER;
	else
		refuse(websub, reason.len > 0 ? why : "the hub refuses", clock);
}

bool
websub_verify(
	struct websub *websub, const struct websub_question *question, const struct clock *clock)
{
	bool is_denial = span_equal(question->mode, SPAN("denied"));

	if (!span_equal(question->topic, span_of(websub->topic)))
		return false;
	if (is_denial) {
		note_denied(websub, question->reason, clock);
		return true;
	}
	if (question->challenge.len == 0)
		return false;
	if (span_equal(question->mode, SPAN("subscribe")))
		return confirm(websub, question->lease_seconds, clock);
	if (!span_equal(question->mode, SPAN("unsubscribe")) || websub->state != WEBSUB_LEAVING)
		return false;
	websub->state = WEBSUB_OVER;
	return true;
}

bool
websub_is_signed(const struct websub *websub, struct span signature, struct span body)
{
	size_t equals = span_find_byte(signature, '=');

	if (equals >= signature.len)
		return false;
	return hmac_verify(span_head(signature, equals), span_of(websub->secret), body,
		span_from(signature, equals + 1));
}

void
websub_note_push(struct websub *websub, int64_t now)
{
	websub->pushes++;
	websub->pushed_at = now;
	websub->missed = 0;
}

void
websub_note_visit(struct websub *websub, size_t n_missed, int64_t now)
{
	if (websub->state != WEBSUB_ACTIVE)
		return;
	if (n_missed == 0) {
		websub->missed = 0;
		return;
	}
	websub->missed++;
	if (websub->missed % MISSED_MAX == 0)
		websub->next_try =
			now; /* the hub may have forgotten us: a new request does no harm */
}

void
websub_leave(struct websub *websub, int64_t now)
{
	bool is_known = websub->state == WEBSUB_ASKED || websub->state == WEBSUB_ACTIVE;

	if (websub->state == WEBSUB_LEAVING)
		return;
	websub->state = is_known ? WEBSUB_LEAVING : WEBSUB_OVER;
	websub->failures = 0;
	websub->next_try = now;
}

bool
websub_is_trusted(const struct websub *websub, int64_t now)
{
	return websub->state == WEBSUB_ACTIVE && websub->lease_until > now && websub->missed == 0 &&
	       websub->pushes > 0;
}
