#ifndef OUTPUT_MAIL_HTML_H
#define OUTPUT_MAIL_HTML_H

#include <stddef.h>

#include "feeds/base/buf.h"
#include "output/digest.h"
#include "output/site.h"

/*
 * An edition as the HTML of a mail: tables and inlined styles, because Outlook and Gmail read little
 * else; dark where the reader asks for it and the client understands. At most `max_bytes`: the
 * stories that do not fit are counted, with a link to the edition's page.
 */
struct mail_look {
	size_t max_bytes;
	struct span unsubscribe_url; /* linked at the end; SPAN_NONE: none */
};

void mail_html_add(struct buf *out, const struct digest *digest, const struct site *site,
	const struct mail_look *look);

#endif
