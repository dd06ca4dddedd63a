#include "output/html_page.h"

#include "output/escape.h"
#include "output/stylesheet.h"
#include "output/subject.h"

/* A page asks for nothing but its own style sheets; even a hole in the escaping runs no script. */
#define POLICY_SITE                                                                                \
	"default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action '%s'"
#define POLICY_SINGLE                                                                              \
	"default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action "  \
	"'none'"

/* Three bars of a tape; no file to ask for. */
#define ICON                                                                                       \
	"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"      \
	"%3Crect width='16' height='16' rx='3' fill='%230b5394'/%3E%3Cpath d='M3 5h10M3 8h10M3 "   \
	"11h6' stroke='%23fff' stroke-width='1.6'/%3E%3C/svg%3E"

void
html_page_add_href(struct buf *out, const struct html_page *page, struct span path)
{
	buf_add_text(out, "href=\"");
	if (page->site->is_single_page) {
		escape_html_attr(out, page->site->url);
	} else {
		size_t before = out->len;

		for (size_t i = 0; i < page->path.len; i++)
			if (page->path.at[i] == '/')
				buf_add_text(out, "../");
		if (path.len == 0 && out->len == before)
			buf_add_text(out, "./");
	}
	escape_html_attr(out, path);
	buf_add_byte(out, '"');
}

static void
add_subject(struct buf *out, const struct html_page *page, enum subject_kind kind, struct span key,
	struct span name)
{
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	subject_add_path(&path, kind, key, ".html");
	buf_add_text(out, "<a ");
	html_page_add_href(out, page, buf_span(&path));
	buf_add_byte(out, '>');
	escape_html_text(out, name);
	buf_add_text(out, "</a>");
	buf_release(&path);
}

void
html_page_add_company(
	struct buf *out, const struct html_page *page, const struct digest_company *company)
{
	if (company->has_page)
		add_subject(out, page, SUBJECT_COMPANY, company->id, company->name);
	else
		escape_html_text(out, company->name);
}

void
html_page_add_topic(struct buf *out, const struct html_page *page, struct span topic)
{
	if (page->site->has_topics)
		add_subject(out, page, SUBJECT_TOPIC, topic, topic);
	else
		escape_html_text(out, topic);
}

static void
add_style(struct buf *out, const struct html_page *page)
{
	if (page->site->is_single_page) {
		buf_add_text(out, "<style>");
		stylesheet_add(out);
		buf_add_text(out, "</style>\n");
		return;
	}
	buf_add_text(out, "<link rel=\"stylesheet\" ");
	html_page_add_href(out, page, SPAN("broadtape.css"));
	buf_add_text(out, ">\n");
	if (page->site->has_user_style) {
		buf_add_text(out, "<link rel=\"stylesheet\" ");
		html_page_add_href(out, page, SPAN("style.css"));
		buf_add_text(out, ">\n");
	}
}

static void
add_policy(struct buf *out, const struct html_page *page)
{
	char sum[STYLESHEET_SUM_SIZE];

	buf_add_text(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"");
	if (page->site->is_single_page) {
		stylesheet_sum(sum);
		buf_format(out, POLICY_SINGLE, sum);
	} else {
		buf_format(out, POLICY_SITE, page->has_form ? "self" : "none");
	}
	buf_add_text(out, "\">\n");
}

static void
add_feed_link(struct buf *out, const struct html_page *page, const char *type, struct span path)
{
	if (path.at == NULL)
		return;
	buf_format(out, "<link rel=\"alternate\" type=\"%s\" title=\"", type);
	escape_html_attr(out, page->digest_title);
	buf_add_text(out, "\" ");
	html_page_add_href(out, page, path);
	buf_add_text(out, ">\n");
}

static void
add_head(struct buf *out, const struct html_page *page)
{
	buf_add_text(out, "<!DOCTYPE html>\n<html lang=\"");
	escape_html_attr(out, escape_is_language(page->language) ? page->language : SPAN("en"));
	buf_add_text(out, "\">\n<head>\n<meta charset=\"utf-8\">\n");
	add_policy(out, page);
	buf_add_text(out,
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	escape_html_text(out, page->title);
	buf_add_text(out, "</title>\n");
	if (page->description.len > 0) {
		buf_add_text(out, "<meta name=\"description\" content=\"");
		escape_html_attr(out, page->description);
		buf_add_text(out, "\">\n");
	}
	buf_add_text(out, "<link rel=\"icon\" href=\"" ICON "\">\n");
	add_style(out, page);
	add_feed_link(out, page, "application/atom+xml", page->atom_path);
	add_feed_link(out, page, "application/feed+json", page->json_path);
	buf_add_text(out, "</head>\n");
}

static void
add_place(struct buf *out, const struct html_page *page, struct span path, struct span text)
{
	buf_add_text(out, "<a ");
	html_page_add_href(out, page, path);
	buf_add_byte(out, '>');
	escape_html_text(out, text);
	buf_add_text(out, "</a>\n");
}

static void
add_masthead(struct buf *out, const struct html_page *page)
{
	const struct site *site = page->site;

	buf_add_text(out, "<header class=\"masthead\">\n<nav aria-label=\"Site\">\n");
	add_place(out, page, SPAN(""), site->title.len > 0 ? site->title : SPAN("All digests"));
	if (page->html_path.at != NULL)
		add_place(out, page, page->html_path, page->digest_title);
	if (site->has_companies)
		add_place(out, page, SPAN("company/index.html"), SPAN("Companies"));
	if (site->has_topics)
		add_place(out, page, SPAN("topic/index.html"), SPAN("Topics"));
	if (site->has_search)
		add_place(out, page, SPAN("search"), SPAN("Search"));
	buf_add_text(out, "</nav>\n</header>\n");
}

void
html_page_begin(struct buf *out, const struct html_page *page)
{
	add_head(out, page);
	buf_add_text(out, "<body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n");
	if (!page->site->is_single_page || page->site->url.len > 0)
		add_masthead(out, page);
	buf_add_text(out, "<main id=\"content\">\n");
}

void
html_page_end(struct buf *out, const struct html_page *page)
{
	buf_add_text(out, "</main>\n<footer>\n<p>");
	if (page->atom_path.at != NULL && !page->site->is_single_page)
		add_place(out, page, page->atom_path, SPAN("Atom feed"));
	if (page->json_path.at != NULL && !page->site->is_single_page)
		add_place(out, page, page->json_path, SPAN("JSON Feed"));
	if (page->site->has_search)
		add_place(out, page, SPAN("status"), SPAN("Status"));
	buf_add_text(out, "<span>Made by broadtape</span></p>\n</footer>\n</body>\n</html>\n");
}
