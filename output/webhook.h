#ifndef OUTPUT_WEBHOOK_H
#define OUTPUT_WEBHOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"
#include "output/digest.h"
#include "output/handover.h"
#include "output/site.h"

/* What the other side understands. */
enum webhook_kind {
	WEBHOOK_JSON,    /* ours: {"type": "edition.published", "timestamp", "data"} */
	WEBHOOK_SLACK,   /* an incoming webhook: blocks */
	WEBHOOK_DISCORD, /* a channel's webhook: embeds, which mention nobody */
	WEBHOOK_TEAMS,   /* a workflow that takes an Adaptive Card */
};

/* The kind that a configuration names: "json", "slack", "discord", "teams". False: none of them. */
bool webhook_kind_of(struct span name, enum webhook_kind *kind);

/*
 * An edition as the body of a POST. Ours has every story, as items of JSON Feed; the others have the
 * first ten, within the limits that their services set, and then "N more stories" with the page's
 * address. Texts are escaped for the markup of each service. False: `out` was full.
 */
MUST_USE bool webhook_render(enum webhook_kind kind, const struct digest *digest,
	const struct site *site, struct buf *out, struct error *err);

/* One story of the edition as the body of a POST of ours: "type": "story.published". */
MUST_USE bool webhook_render_story(const struct digest *digest, const struct digest_story *story,
	struct buf *out, struct error *err);

/* One attempt to deliver a body. */
struct webhook_post {
	struct span
		id; /* the delivery's for ever, so that the other side can drop what it has seen */
	int64_t timestamp; /* of this attempt */
	struct span body;
};

/*
 * The value of webhook-signature (Standard Webhooks 1.0): "v1," and the HMAC of "ID.TIMESTAMP.BODY"
 * with the key of `secret`, which is "whsec_" and 24 to 64 bytes in Base64. False: it is not.
 */
MUST_USE bool webhook_sign(
	struct span secret, const struct webhook_post *post, struct buf *out, struct error *err);

/* Where to, and how. NULL: not set. */
struct webhook {
	const char *url;          /* http or https; redirects are not followed */
	const char *content_type; /* NULL: application/json */
	const char *secret;       /* signs the request; NULL: no signature */
	const char *ca_file;
	long timeout_ms; /* 0: 30 s */
};

/*
 * Posts it. Blocks. HANDOVER_DONE after 2xx; HANDOVER_LATER after 408, 429, 5xx, silence or no
 * connection; HANDOVER_REFUSED after every other answer, a bad certificate, or a secret or address
 * that cannot be. Neither the secret nor the address's path is in err.
 */
MUST_USE enum handover webhook_send(
	const struct webhook *webhook, const struct webhook_post *post, struct error *err);

#endif
