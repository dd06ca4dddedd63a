#include "feeds/html_attribute.h"

#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/buf.h"
#include "feeds/html_style.h"
#include "feeds/html_tracker.h"
#include "feeds/link.h"

#define NUMBER_DIGITS_MAX 5
#define TOKEN_BYTES_MAX 64

static const struct html_rule rules[] = {
	{"href", "a", HTML_VALUE_LINK},
	{"src", "img audio video source track", HTML_VALUE_SOURCE},
	{"alt", "img", HTML_VALUE_TEXT},
	{"style", "", HTML_VALUE_STYLE},
	{"title", "", HTML_VALUE_TEXT},
	{"width", "img video table col colgroup td th hr", HTML_VALUE_NUMBER},
	{"height", "img video table td th tr", HTML_VALUE_NUMBER},
	{"align",
		"p div h1 h2 h3 h4 h5 h6 table caption tr td th tbody thead tfoot col colgroup img "
		"hr",
		HTML_VALUE_TOKEN},
	{"lang", "", HTML_VALUE_TOKEN},
	{"dir", "", HTML_VALUE_TOKEN},
	{"srcset", "img source", HTML_VALUE_SOURCES},
	{"sizes", "img source", HTML_VALUE_TEXT},
	{"media", "source", HTML_VALUE_TEXT},
	{"type", "source ol ul li", HTML_VALUE_TOKEN},
	{"hreflang", "a", HTML_VALUE_TOKEN},
	{"color", "font", HTML_VALUE_TOKEN},
	{"face", "font", HTML_VALUE_TEXT},
	{"size", "font", HTML_VALUE_TOKEN},
	{"cite", "blockquote q ins del", HTML_VALUE_LINK},
	{"datetime", "time ins del", HTML_VALUE_TEXT},
	{"colspan", "td th", HTML_VALUE_NUMBER},
	{"rowspan", "td th", HTML_VALUE_NUMBER},
	{"valign", "tr td th tbody thead tfoot", HTML_VALUE_TOKEN},
	{"scope", "th td", HTML_VALUE_TOKEN},
	{"abbr", "th", HTML_VALUE_TEXT},
	{"summary", "table", HTML_VALUE_TEXT},
	{"border", "table img", HTML_VALUE_NUMBER},
	{"cellpadding", "table", HTML_VALUE_NUMBER},
	{"cellspacing", "table", HTML_VALUE_NUMBER},
	{"span", "col colgroup", HTML_VALUE_NUMBER},
	{"start", "ol", HTML_VALUE_TOKEN},
	{"value", "li", HTML_VALUE_NUMBER},
	{"reversed", "ol", HTML_VALUE_FLAG},
	{"open", "details", HTML_VALUE_FLAG},
	{"poster", "video", HTML_VALUE_SOURCE},
	{"controls", "audio video", HTML_VALUE_FLAG},
	{"loop", "audio video", HTML_VALUE_FLAG},
	{"muted", "audio video", HTML_VALUE_FLAG},
	{"kind", "track", HTML_VALUE_TOKEN},
	{"srclang", "track", HTML_VALUE_TOKEN},
	{"label", "track", HTML_VALUE_TEXT},
};

/* Where a link may lead: schemes that open a page, a mail, a call or a transfer, and run nothing. */
static const char *const link_schemes[] = {"http", "https", "mailto", "tel", "sms", "callto", "sip",
	"sips", "skype", "xmpp", "irc", "ircs", "news", "nntp", "ftp", "ftps", "sftp", "gopher",
	"telnet", "feed", "webcal", "geo", "magnet", "bitcoin", "ed2k", "rtsp", "mms", "svn", "git",
	"urn", "tag", NULL};

/* Pictures that come with the page; SVG is no picture but a document. */
static const char *const picture_types[] = {"data:image/png;base64,", "data:image/gif;base64,",
	"data:image/jpeg;base64,", "data:image/jpg;base64,", "data:image/webp;base64,",
	"data:image/avif;base64,", NULL};

static bool
has_word(struct span words, struct span word)
{
	struct span part;

	while (span_split(&words, ' ', &part))
		if (span_equal(part, word))
			return true;
	return false;
}

const struct html_rule *
html_attribute_find(const struct html_element *element, struct span name)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		const struct html_rule *rule = &rules[i];

		if (!span_equal_nocase(span_of(rule->name), name))
			continue;
		if (rule->elements[0] == '\0' ||
			has_word(span_of(rule->elements), span_of(element->name)))
			return rule;
		return NULL;
	}
	return NULL;
}

static bool
starts_with_one_of(struct span text, const char *const *heads)
{
	for (; *heads != NULL; heads++)
		if (span_starts_with_nocase(text, span_of(*heads)))
			return true;
	return false;
}

static bool
is_scheme_of(struct span scheme, const char *const *schemes)
{
	for (; *schemes != NULL; schemes++)
		if (span_equal_nocase(scheme, span_of(*schemes)))
			return true;
	return false;
}

/* A ':' before the first '/', '?' or '#' that makes no scheme for us may make one for a browser. */
static bool
is_doubtful(struct span url)
{
	for (size_t i = 0; i < url.len; i++) {
		if (url.at[i] == '/' || url.at[i] == '?' || url.at[i] == '#')
			return false;
		if (url.at[i] == ':')
			return true;
	}
	return false;
}

static struct span
clean_link(struct span value, struct span base_url, struct arena *arena)
{
	struct span url = link_resolve(base_url, value, arena);
	struct span scheme = link_scheme(url);

	if (scheme.len == 0)
		return url.len == 0 || is_doubtful(url) ? SPAN_NONE : url;
	return is_scheme_of(scheme, link_schemes) ? url : SPAN_NONE;
}

static struct span
clean_source(struct span value, struct span base_url, struct arena *arena)
{
	struct span trimmed = span_trim(value);
	struct span url;

	if (starts_with_one_of(trimmed, picture_types))
		return span_find_byte(trimmed, '"') == trimmed.len ? trimmed : SPAN_NONE;
	url = link_resolve(base_url, value, arena);
	if (link_scheme(url).len == 0)
		return url.len == 0 || is_doubtful(url) ? SPAN_NONE : url;
	return link_is_web(url) && !html_tracker_is(url) ? url : SPAN_NONE;
}

/* The next "address width" of a srcset (HTML standard, 4.8.4.2.2). */
static bool
next_source(struct span *rest, struct span *url, struct span *width)
{
	size_t len = 0;

	while (rest->len > 0 && (ascii_is_space(rest->at[0]) || rest->at[0] == ','))
		*rest = span_from(*rest, 1);
	while (len < rest->len && !ascii_is_space(rest->at[len]))
		len++;
	*url = span_head(*rest, len);
	*rest = span_from(*rest, len);
	*width = SPAN("");
	if (len > 0 && url->at[len - 1] == ',') {
		while (url->len > 0 && url->at[url->len - 1] == ',')
			url->len--;
		return true;
	}
	*width = span_trim(span_head(*rest, span_find_byte(*rest, ',')));
	*rest = span_from(*rest, span_find_byte(*rest, ','));
	return len > 0;
}

static bool
is_token(struct span value)
{
	if (value.len == 0 || value.len > TOKEN_BYTES_MAX)
		return false;
	for (size_t i = 0; i < value.len; i++)
		if (!ascii_is_alnum(value.at[i]) &&
			memchr("-_#/+.,", value.at[i], strlen("-_#/+.,")) == NULL)
			return false;
	return true;
}

static struct span
clean_sources(struct span value, struct span base_url, struct arena *arena)
{
	struct buf list;
	struct span url, width, copy;

	buf_init(&list, LINK_BYTES_MAX);
	while (next_source(&value, &url, &width) && !list.is_full) {
		url = clean_source(url, base_url, arena);
		if (url.at == NULL || span_find_byte(url, ',') < url.len ||
			(width.len > 0 && !is_token(width)))
			continue;
		if (list.len > 0)
			buf_add_text(&list, ", ");
		buf_add(&list, url);
		if (width.len > 0)
			buf_add_byte(&list, ' ');
		buf_add(&list, width);
	}
	copy = list.len > 0 && !list.is_full ? arena_copy(arena, buf_span(&list)) : SPAN_NONE;
	buf_release(&list);
	return copy;
}

static bool
is_number(struct span value)
{
	size_t digits = 0;

	while (digits < value.len && ascii_is_digit(value.at[digits]))
		digits++;
	return digits > 0 && digits <= NUMBER_DIGITS_MAX &&
	       (digits == value.len || (digits + 1 == value.len && value.at[digits] == '%'));
}

struct span
html_attribute_clean(
	const struct html_rule *rule, struct span value, struct span base_url, struct arena *arena)
{
	switch (rule->value) {
	case HTML_VALUE_TEXT:
		return value;
	case HTML_VALUE_TOKEN:
		return is_token(span_trim(value)) ? span_trim(value) : SPAN_NONE;
	case HTML_VALUE_NUMBER:
		return is_number(span_trim(value)) ? span_trim(value) : SPAN_NONE;
	case HTML_VALUE_FLAG:
		return SPAN("");
	case HTML_VALUE_LINK:
		return clean_link(value, base_url, arena);
	case HTML_VALUE_SOURCE:
		return clean_source(value, base_url, arena);
	case HTML_VALUE_SOURCES:
		return clean_sources(value, base_url, arena);
	case HTML_VALUE_STYLE:
		return html_style_clean(value, arena);
	}
	return SPAN_NONE;
}
