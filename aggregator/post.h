#ifndef AGGREGATOR_POST_H
#define AGGREGATOR_POST_H

#include "aggregator/config/config.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"
#include "output/handover.h"

/* How handing a mail over ended. */
enum post_outcome {
	POST_SENT,
	POST_LATER,   /* not now: try again, with the same Message-ID */
	POST_REFUSED, /* never, unless a person changes something */
};

/* The same of a door of output/. */
enum post_outcome post_outcome_of(enum handover handover);

/* One mail to one recipient. */
struct letter {
	struct span from; /* "Broadtape <news@example.com>" */
	struct span to;
	struct span message_id; /* without < > */
	struct span message;    /* whole, with CR LF */
};

/*
 * Hands a letter over, the way that the configuration says: SMTP, a sendmail program, or a maildir.
 * Blocks, up to the limits of each. What went wrong is in `err`.
 */
enum post_outcome post_letter(
	const struct config_mail *mail, const struct letter *letter, struct error *err) MUST_USE;

#endif
