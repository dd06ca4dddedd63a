#include "output/live.h"

#include <sysexits.h>

#include "output/escape.h"
#include "output/html_page.h"

bool
live_finish(const struct buf *out, struct error *err)
{
	return !out->is_full ||
	       error_set(err, EX_SOFTWARE, "the page is larger than %zu bytes", out->max);
}

bool
live_render_message(const struct live_page *live, struct span title, struct span text,
	struct buf *out, struct error *err)
{
	const struct html_page page = {.site = live->site, .path = live->path, .title = title};

	html_page_begin(out, &page);
	buf_add_text(out, "<h1>");
	escape_html_text(out, title);
	buf_add_text(out, "</h1>\n<p class=\"intro\">");
	escape_html_text(out, text);
	buf_add_text(out, "</p>\n<nav class=\"pages\" aria-label=\"Where to go\"><a ");
	html_page_add_href(out, &page, SPAN(""));
	buf_add_text(out, ">All digests</a>");
	if (live->site->has_search) {
		buf_add_text(out, "<a ");
		html_page_add_href(out, &page, SPAN("search"));
		buf_add_text(out, ">Search</a>");
	}
	buf_add_text(out, "</nav>\n");
	html_page_end(out, &page);
	return live_finish(out, err);
}
