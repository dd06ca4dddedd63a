#ifndef OUTPUT_MAIL_H
#define OUTPUT_MAIL_H

#include <stdbool.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"
#include "output/digest.h"
#include "output/site.h"

#define MAIL_HTML_MAX (100 * 1024) /* Gmail clips what is longer */

/* What stands around an edition for one recipient. Everything may come from a configuration. */
struct mail {
	struct span from; /* "Broadtape <news@example.com>" */
	struct span to;   /* one recipient */
	struct span reply_to;
	struct span subject; /* finished text, any script: mail_subject makes it */
	struct span
		message_id; /* without < >, the edition's for ever: "morning.142@news.example.com" */
	int64_t date;       /* of the header: the edition's created_at */
	int32_t utc_offset_seconds;
	struct span list_id; /* "morning.news.example.com" (RFC 2919); SPAN_NONE: no header */
	struct span unsubscribe_url;  /* http(s); SPAN_NONE: none */
	struct span unsubscribe_mail; /* an address; SPAN_NONE: none */
	bool has_one_click;           /* unsubscribe_url takes the POST of RFC 8058 */
};

/*
 * An edition as a mail: multipart/alternative of text/plain and text/html, lines ended by CR LF, no
 * line above 998 bytes, all of it ASCII (RFC 5322, 2045, 2047), with List-Id (2919),
 * List-Unsubscribe (2369, 8058) and Auto-Submitted: auto-generated (3834). The HTML needs no image
 * and no style sheet, and stays below MAIL_HTML_MAX: what does not fit is "N more stories", with a
 * link to the edition's page. A line end in any value ends nothing: it becomes a space. The same
 * arguments give the same bytes.
 *
 * Adds the message to `out`. False: an address cannot be read (err names it), or `out` was full.
 */
MUST_USE bool mail_render(const struct digest *digest, const struct site *site,
	const struct mail *mail, struct buf *out, struct error *err);

/*
 * Adds `message`, as mail_render made it, to `out` with another recipient: its To becomes `to`, all
 * else stays, byte for byte. So an edition that was kept as it was sent goes to each of its
 * recipients, and none of them reads of another. False: `to` cannot be read.
 */
MUST_USE bool mail_readdress(
	struct span message, struct span to, struct buf *out, struct error *err);

/*
 * Puts the subject that a template makes into `out`: {title}, {top} (the first headline, cut at a
 * word if long), {date}, {stories} (their count), {number}; everything else as it stands. False: a
 * brace has an unknown name, or is not closed; err says which.
 */
MUST_USE bool mail_subject(
	struct span pattern, const struct digest *digest, struct buf *out, struct error *err);

/*
 * Puts the address alone, "news@example.com", of "Broadtape <news@example.com>" into `out`, for the
 * envelope. False: it cannot be read as exactly one mailbox.
 */
MUST_USE bool mail_address(struct span mailbox, struct buf *out, struct error *err);

#endif
