#ifndef OUTPUT_MAIL_HTML_H
#define OUTPUT_MAIL_HTML_H

#include <stddef.h>

#include "feeds/base/buf.h"
#include "output/digest.h"
#include "output/site.h"

/*
 * An edition as the HTML of a mail: tables and inlined styles, because Outlook and Gmail read little
 * else; dark where the reader asks for it and the client understands. At most `max` bytes: the
 * stories that do not fit are counted, with a link to the edition's page.
 */
void mail_html_add(
	struct buf *out, const struct digest *digest, const struct site *site, size_t max);

#endif
