#include "output/live.h"

#include <inttypes.h>

#include "output/escape.h"
#include "output/fragment.h"
#include "output/html_page.h"
#include "output/number.h"
#include "output/when.h"

static void
open_part(struct buf *out, const char *title)
{
	buf_format(out, "<section class=\"group\">\n<header><h2>%s</h2></header>\n", title);
}

static void
add_time(struct buf *out, const struct live_page *live, int64_t at, const char *otherwise)
{
	struct when today = when_of(live->now, live->utc_offset_seconds);

	if (at == TIME_NONE)
		buf_add_text(out, otherwise);
	else
		fragment_add_time(out, at, today);
}

static void
add_store(struct buf *out, const struct live_page *live, const struct live_status *status)
{
	open_part(out, "Store");
	buf_add_text(out, "<dl class=\"figures\">\n<div><dt>Items</dt><dd>");
	number_add(out, status->items);
	buf_add_text(out, "</dd></div>\n<div><dt>Stories</dt><dd>");
	number_add(out, status->stories);
	buf_format(out, "</dd></div>\n<div><dt>On the disk</dt><dd>%.1f MB</dd></div>\n",
		(double)status->bytes / 1e6);
	buf_add_text(out, "<div><dt>Newest item</dt><dd>");
	add_time(out, live, status->newest, "none yet");
	buf_add_text(out, "</dd></div>\n<div><dt>Not yet searchable</dt><dd>");
	number_add(out, status->unindexed);
	buf_add_text(out, "</dd></div>\n</dl>\n</section>\n");
}

static void
add_digest(struct buf *out, const struct live_page *live, const struct html_page *page,
	const struct live_digest *digest)
{
	buf_add_text(out, "<li><h3><bdi>");
	if (digest->html_path.at != NULL) {
		buf_add_text(out, "<a ");
		html_page_add_href(out, page, digest->html_path);
		buf_add_byte(out, '>');
	}
	escape_html_text(out, digest->title);
	buf_add_text(out, digest->html_path.at != NULL ? "</a></bdi></h3>\n" : "</bdi></h3>\n");
	buf_add_text(out, "<p>Next: ");
	if (digest->next == TIME_NONE) {
		buf_add_text(out, "its schedule names no hour");
	} else if (digest->next <= live->now) {
		buf_add_text(out, "now");
	} else {
		fragment_add_time(
			out, digest->next, when_of(live->now, digest->utc_offset_seconds));
		buf_add_byte(out, ' ');
		escape_html_text(out, digest->zone_name);
	}
	buf_add_text(out, " \xc2\xb7 last: ");
	if (digest->editions > 0)
		buf_format(out, "edition %" PRIu64 ", ", digest->editions);
	add_time(out, live, digest->last, "no edition yet");
	buf_add_text(out, "</p>\n");
	if (digest->is_unwritten)
		buf_add_text(out, "<p class=\"advice\">Its files are not written yet: the "
				  "daemon's log says why.</p>\n");
	buf_add_text(out, "</li>\n");
}

static void
add_digests(struct buf *out, const struct live_page *live, const struct html_page *page,
	const struct live_status *status)
{
	open_part(out, "Digests");
	if (status->n_digests == 0)
		buf_add_text(out, "<p class=\"dateline\">None is configured.</p>\n");
	buf_add_text(out, "<ul class=\"rows\">\n");
	for (size_t i = 0; i < status->n_digests; i++)
		add_digest(out, live, page, &status->digests[i]);
	buf_add_text(out, "</ul>\n</section>\n");
}

static void
add_feed(struct buf *out, const struct live_feed *feed)
{
	buf_add_text(out, "<li><h3><bdi>");
	escape_html_text(out, feed->title);
	buf_add_text(out, "</bdi> <span class=\"state\">");
	escape_html_text(out, feed->state);
	buf_add_text(out, "</span></h3>\n<p>");
	escape_html_text(out, feed->trouble);
	buf_add_text(out, "</p>");
	if (feed->advice.len > 0) {
		buf_add_text(out, "\n<p class=\"advice\">What to do: ");
		escape_html_text(out, feed->advice);
		buf_add_text(out, "</p>");
	}
	buf_add_text(out, "</li>\n");
}

static void
add_more(struct buf *out, uint64_t more)
{
	if (more == 0)
		return;
	buf_add_text(out, "<p class=\"dateline\">And ");
	number_add(out, more);
	buf_add_text(out, " more.</p>\n");
}

static void
add_push(struct buf *out, const struct live_status *status)
{
	if (status->pushed_line.len == 0)
		return;
	buf_add_text(out, "<p class=\"dateline\">Pushed: ");
	escape_html_text(out, status->pushed_line);
	buf_add_text(out, "</p>\n<ul class=\"rows\">\n");
	for (size_t i = 0; i < status->n_hubs; i++) {
		buf_add_text(out, "<li><h3><bdi>");
		escape_html_text(out, status->hubs[i].name);
		buf_add_text(out, "</bdi> <span class=\"state\">hub</span></h3>\n<p>");
		escape_html_text(out, status->hubs[i].trouble);
		buf_add_text(out, "</p></li>\n");
	}
	buf_add_text(out, "</ul>\n");
}

static void
add_feeds(struct buf *out, const struct live_page *live, const struct live_status *status)
{
	open_part(out, "Feeds");
	buf_add_text(out, "<p class=\"dateline\">");
	number_add_of(out, status->feeds, "feed", "feeds");
	if (status->feeds_line.len > 0) {
		buf_add_text(out, ": ");
		escape_html_text(out, status->feeds_line);
	}
	buf_add_text(out, " \xc2\xb7 next visit: ");
	if (status->next_visit != TIME_NONE && status->next_visit <= live->now)
		buf_add_text(out, "now");
	else
		add_time(out, live, status->next_visit, "none is due");
	buf_add_text(out, "</p>\n");
	if (status->n_troubled == 0)
		buf_add_text(out, "<p class=\"good\">None needs you.</p>\n");
	buf_add_text(out, "<ul class=\"rows\">\n");
	for (size_t i = 0; i < status->n_troubled; i++)
		add_feed(out, &status->troubled[i]);
	buf_add_text(out, "</ul>\n");
	add_more(out, status->more_troubled);
	add_push(out, status);
	buf_add_text(out, "</section>\n");
}

static void
add_delivery(struct buf *out, const struct live_page *live, const struct live_delivery *delivery)
{
	buf_add_text(out, "<li><h3><bdi>");
	escape_html_text(out, delivery->recipient);
	buf_format(out, "</bdi> <span class=\"state\">%s</span></h3>\n<p>",
		delivery->next == TIME_NONE ? "refused" : "waits");
	escape_html_text(out, delivery->reason);
	if (delivery->next != TIME_NONE) {
		buf_add_text(out, delivery->reason.len > 0 ? "; next attempt " : "next attempt ");
		add_time(out, live, delivery->next, "");
	}
	if (delivery->attempts > 0) {
		buf_add_text(out, "; ");
		number_add_of(out, delivery->attempts, "attempt", "attempts");
		buf_add_text(out, " so far");
	}
	buf_add_text(out, "</p></li>\n");
}

static void
add_deliveries(struct buf *out, const struct live_page *live, const struct live_status *status)
{
	open_part(out, "Deliveries");
	if (status->n_deliveries == 0)
		buf_add_text(out, "<p class=\"good\">All that was to be sent has been sent.</p>\n");
	buf_add_text(out, "<ul class=\"rows\">\n");
	for (size_t i = 0; i < status->n_deliveries; i++)
		add_delivery(out, live, &status->deliveries[i]);
	buf_add_text(out, "</ul>\n");
	add_more(out, status->more_deliveries);
	buf_add_text(out, "</section>\n");
}

bool
live_render_status(const struct live_page *live, const struct live_status *status, struct buf *out,
	struct error *err)
{
	const struct html_page page = {
		.site = live->site, .path = live->path, .title = SPAN("Status")};
	struct when today = when_of(live->now, live->utc_offset_seconds);

	html_page_begin(out, &page);
	buf_add_text(out, "<h1>Status</h1>\n<p class=\"dateline\">");
	when_add_day(out, today);
	buf_add_text(out, ", ");
	when_add_clock(out, today);
	buf_add_byte(out, ' ');
	escape_html_text(out, live->zone_name);
	buf_add_text(out, " \xc2\xb7 broadtape ");
	escape_html_text(out, status->version);
	buf_add_text(out, "</p>\n<div class=\"columns\">\n<div>\n");
	add_feeds(out, live, status);
	add_digests(out, live, &page, status);
	add_deliveries(out, live, status);
	add_store(out, live, status);
	buf_add_text(out, "</div>\n</div>\n");
	html_page_end(out, &page);
	return live_finish(out, err);
}
