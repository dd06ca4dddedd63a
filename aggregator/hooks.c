#include "aggregator/hooks.h"

#include <sysexits.h>

#include "aggregator/publish.h"
#include "feeds/base/ascii.h"
#include "feeds/base/buf.h"
#include "output/seen.h"
#include "output/themed.h"
#include "output/webhook.h"

#define BODY_BYTES_MAX ((size_t)8 << 20)
#define WEBHOOK_PREFIX "webhook "
#define HUB_PREFIX "hub "
#define FORM_TYPE "application/x-www-form-urlencoded"

bool
hooks_has(struct span recipient)
{
	return span_starts_with(recipient, SPAN(WEBHOOK_PREFIX)) ||
	       span_starts_with(recipient, SPAN(HUB_PREFIX));
}

/* What is made for one webhook. */
struct making {
	const struct config_webhook *webhook;
	const struct digest *digest;
	const struct site *site;
	struct recipients *recipients;
};

static bool
render_own(const struct making *making, const struct digest_story *story, struct buf *body,
	struct error *err)
{
	struct template *template = template_load(making->webhook->template, err);
	const struct themed_payload payload = {template, making->digest, story, making->site};
	bool ok = template != NULL && themed_payload(&payload, body, err);

	template_free(template);
	return ok;
}

/* `story` NULL: the whole edition. */
static bool
render(const struct making *making, const struct digest_story *story, struct buf *body,
	struct error *err)
{
	enum webhook_kind kind = WEBHOOK_JSON;

	if (making->webhook->template != NULL)
		return render_own(making, story, body, err);
	if (story != NULL)
		return webhook_render_story(making->digest, story, body, err);
	return webhook_kind_of(span_of(making->webhook->kind), &kind) &&
	       webhook_render(kind, making->digest, making->site, body, err);
}

static bool
add_payload(const struct making *making, const struct digest_story *story, struct error *err)
{
	struct buf name;
	struct buf body;
	bool ok;

	buf_init(&name, BUF_UNLIMITED);
	buf_init(&body, BODY_BYTES_MAX);
	buf_format(&name, WEBHOOK_PREFIX "%s", making->webhook->name);
	if (story != NULL)
		buf_format(&name, " story %llu", (unsigned long long)story->number);
	ok = render(making, story, &body, err);
	if (ok)
		recipients_add(making->recipients, buf_span(&name), buf_span(&body));
	else
		error_in(err, "webhook '%s'", making->webhook->name);
	buf_release(&body);
	buf_release(&name);
	return ok;
}

static bool
add_stories(const struct making *making, struct error *err)
{
	const struct digest *digest = making->digest;
	struct seen seen;
	bool ok = true;

	seen_init(&seen, digest);
	for (size_t i = 0; i < digest->n_groups; i++)
		for (size_t j = 0; ok && j < digest->groups[i].n_stories; j++)
			if (seen_add(&seen, &digest->groups[i].stories[j]))
				ok = add_payload(making, &digest->groups[i].stories[j], err);
	seen_release(&seen);
	return ok;
}

/* application/x-www-form-urlencoded (URL standard, section 5.2), all but letters and digits. */
static void
add_form_value(struct buf *out, struct span value)
{
	for (size_t i = 0; i < value.len; i++)
		if (ascii_is_alnum(value.at[i]))
			buf_add_byte(out, value.at[i]);
		else
			buf_format(out, "%%%02X", (unsigned)(unsigned char)value.at[i]);
}

/* The feed has changed: what hubs agree on, and WebSub (section 7) leaves to them. */
static void
add_hub(const struct site *site, struct span path, struct recipients *recipients)
{
	struct buf name;
	struct buf body;

	if (path.len == 0)
		return;
	buf_init(&name, BUF_UNLIMITED);
	buf_init(&body, BUF_UNLIMITED);
	buf_add_text(&name, HUB_PREFIX);
	site_add_url(&name, site, path);
	buf_add_text(&body, "hub.mode=publish&hub.url=");
	add_form_value(&body, span_from(buf_span(&name), SPAN(HUB_PREFIX).len));
	recipients_add(recipients, buf_span(&name), buf_span(&body));
	buf_release(&body);
	buf_release(&name);
}

bool
hooks_add(const struct plan *plan, const struct config_digest *wanted, const struct digest *digest,
	struct recipients *recipients, struct error *err)
{
	struct site site = publish_site(plan);

	for (size_t i = 0; i < wanted->n_webhooks; i++) {
		const struct making making = {&wanted->webhooks[i], digest, &site, recipients};

		if (making.webhook->is_per_story ? !add_stories(&making, err)
						 : !add_payload(&making, NULL, err))
			return false;
	}
	if (site.hub_url.len > 0 && site.url.len > 0) {
		add_hub(&site, digest->atom_path, recipients);
		add_hub(&site, digest->json_path, recipients);
	}
	return true;
}

/* The webhook of "webhook NAME story 42", as the configuration has it today. */
static const struct config_webhook *
find_webhook(const struct config *config, const struct hook_post *post)
{
	struct span name = span_from(post->recipient, SPAN(WEBHOOK_PREFIX).len);

	name = span_head(name, span_find_byte(name, ' '));
	for (size_t i = 0; i < config->n_digests; i++) {
		const struct config_digest *digest = &config->digests[i];

		if (!span_equal(span_of(digest->name), post->edition->digest))
			continue;
		for (size_t j = 0; j < digest->n_webhooks; j++)
			if (span_equal(span_of(digest->webhooks[j].name), name))
				return &digest->webhooks[j];
	}
	return NULL;
}

/* Where a delivery goes now. False: the configuration has no such place any more. */
static bool
find_place(const struct config *config, const struct hook_post *post, struct webhook *place,
	struct error *err)
{
	const struct config_webhook *webhook;

	if (span_starts_with(post->recipient, SPAN(HUB_PREFIX))) {
		*place = (struct webhook){.url = config->site.hub, .content_type = FORM_TYPE};
		return place->url != NULL ||
		       error_set(err, EX_CONFIG, "site.hub is not configured any more");
	}
	webhook = find_webhook(config, post);
	if (webhook == NULL)
		return error_set(err, EX_CONFIG,
			"digest '%.*s' has no such webhook in the configuration any more",
			SPAN_ARGS(post->edition->digest));
	*place = (struct webhook){.url = webhook->url, .secret = webhook->secret};
	return true;
}

/* The delivery's for ever: "morning.142.1795435200@news.example.com/desk-story-42". */
static void
add_id(struct buf *id, const struct hook_post *post)
{
	struct span name = span_from(post->recipient, span_find_byte(post->recipient, ' ') + 1);

	buf_add(id, post->edition->message_id);
	buf_add_byte(id, '/');
	for (size_t i = 0; i < name.len; i++)
		buf_add_byte(id, name.at[i] == ' ' ? '-' : name.at[i]);
}

enum post_outcome
hooks_post(const struct config *config, const struct hook_post *post, struct error *err)
{
	enum post_outcome outcome;
	struct webhook place;
	struct buf id;

	if (!find_place(config, post, &place, err))
		return POST_REFUSED;
	buf_init(&id, BUF_UNLIMITED);
	add_id(&id, post);
	outcome = post_outcome_of(webhook_send(
		&place, &(struct webhook_post){buf_span(&id), post->now, post->body}, err));
	buf_release(&id);
	return outcome;
}
