#include "output/mail.h"

#include <gmime/gmime.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "feeds/base/utf8.h"
#include "output/escape.h"
#include "output/mail_html.h"
#include "output/text.h"
#include "output/themed.h"

#define TEXT_STORIES_MAX 200
#define VALUE_BYTES_MAX 900    /* of a header: a line has 998 at most (RFC 5322, section 2.1.1) */
#define BOUNDARY "=_broadtape" /* quoted-printable text cannot hold "=_" (RFC 2045, section 6.7) */

/* GMime starts once a process and is never shut down: its tables are the process's. */
static void
start_gmime(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, g_mime_init);
}

/* A value without line ends and control characters, as a C string to free. */
static char *
one_line(struct span value)
{
	struct buf line;

	buf_init(&line, VALUE_BYTES_MAX);
	escape_line(&line, value);
	buf_cut(&line, utf8_head(buf_span(&line), line.len).len);
	return buf_take_string(&line);
}

/* The one mailbox that `text` names, owned by the caller; NULL: it is none, or more than one. */
static InternetAddressList *
read_mailbox(struct span text, struct error *err)
{
	char *line = one_line(text);
	InternetAddressList *list = internet_address_list_parse(NULL, line);
	InternetAddress *first = NULL;

	if (list != NULL && internet_address_list_length(list) == 1)
		first = internet_address_list_get_address(list, 0);
	if (first == NULL || !INTERNET_ADDRESS_IS_MAILBOX(first) ||
		strchr(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)), '@') ==
			NULL) {
		error_set(err, EX_DATAERR,
			"expected one address such as 'Name <name@example.com>', found '%s'", line);
		g_clear_object(&list);
	}
	free(line);
	return list;
}

bool
mail_address(struct span mailbox, struct buf *out, struct error *err)
{
	InternetAddressList *list;

	start_gmime();
	list = read_mailbox(mailbox, err);
	if (list == NULL)
		return false;
	buf_add_text(out, internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(
				  internet_address_list_get_address(list, 0))));
	g_object_unref(list);
	return true;
}

/* Where the header field that begins at `at` ends: a folded line begins with white space. */
static size_t
field_end(struct span message, size_t at)
{
	do {
		at += span_find(span_from(message, at), SPAN("\r\n"));
		at = at < message.len ? at + 2 : at;
	} while (at < message.len && (message.at[at] == ' ' || message.at[at] == '\t'));
	return at;
}

bool
mail_readdress(struct span message, struct span to, struct buf *out, struct error *err)
{
	GMimeFormatOptions *options;
	InternetAddressList *list;
	size_t at = 0;
	char *text;

	start_gmime();
	list = read_mailbox(to, err);
	if (list == NULL)
		return false;
	while (at < message.len && message.at[at] != '\r' &&
		!span_starts_with_nocase(span_from(message, at), SPAN("To:")))
		at = field_end(message, at);
	options = g_mime_format_options_new();
	text = internet_address_list_to_string(list, options, TRUE);
	buf_add(out, span_head(message, at));
	buf_format(out, "To: %s\r\n", text);
	if (span_starts_with_nocase(span_from(message, at), SPAN("To:")))
		at = field_end(message, at);
	buf_add(out, span_from(message, at));
	g_free(text);
	g_mime_format_options_free(options);
	g_object_unref(list);
	return true;
}

static bool
set_addresses(GMimeMessage *message, GMimeAddressType type, struct span text, struct error *err)
{
	InternetAddressList *list;

	if (text.len == 0)
		return true;
	list = read_mailbox(text, err);
	if (list == NULL)
		return false;
	internet_address_list_append(g_mime_message_get_addresses(message, type), list);
	g_object_unref(list);
	return true;
}

static void
set_header(GMimeMessage *message, const char *name, struct span value)
{
	char *line;

	if (value.len == 0)
		return;
	line = one_line(value);
	g_mime_object_set_header(GMIME_OBJECT(message), name, line, "utf-8");
	free(line);
}

/* RFC 2369, section 3.2: each in angle brackets. */
static void
set_unsubscribe(GMimeMessage *message, const struct mail *mail)
{
	bool has_url = escape_may_link(mail->unsubscribe_url);
	struct buf value;

	buf_init(&value, VALUE_BYTES_MAX);
	if (has_url)
		buf_format(&value, "<%.*s>", SPAN_ARGS(mail->unsubscribe_url));
	if (mail->unsubscribe_mail.len > 0)
		buf_format(&value, "%s<mailto:%.*s>", has_url ? ", " : "",
			SPAN_ARGS(mail->unsubscribe_mail));
	if (!value.is_full)
		set_header(message, "List-Unsubscribe", buf_span(&value));
	if (has_url && mail->has_one_click && !value.is_full)
		set_header(message, "List-Unsubscribe-Post", SPAN("List-Unsubscribe=One-Click"));
	buf_release(&value);
}

static void
set_list(GMimeMessage *message, const struct mail *mail)
{
	struct buf value;

	buf_init(&value, VALUE_BYTES_MAX);
	buf_format(&value, "<%.*s>", SPAN_ARGS(mail->list_id));
	if (mail->list_id.len > 0)
		set_header(message, "List-Id", buf_span(&value));
	buf_release(&value);
	set_unsubscribe(message, mail);
	set_header(message, "Auto-Submitted", SPAN("auto-generated"));
	set_header(message, "X-Auto-Response-Suppress", SPAN("All"));
}

static void
set_date(GMimeMessage *message, const struct mail *mail)
{
	GTimeZone *zone = g_time_zone_new_offset(mail->utc_offset_seconds);
	GDateTime *utc = g_date_time_new_from_unix_utc(mail->date);
	GDateTime *local = utc != NULL ? g_date_time_to_timezone(utc, zone) : NULL;

	if (local != NULL)
		g_mime_message_set_date(message, local);
	g_clear_pointer(&local, g_date_time_unref);
	g_clear_pointer(&utc, g_date_time_unref);
	g_time_zone_unref(zone);
}

static bool
set_headers(GMimeMessage *message, const struct mail *mail, struct error *err)
{
	char *subject = one_line(mail->subject);
	char *id = one_line(mail->message_id);

	g_mime_message_set_subject(message, subject, "utf-8");
	g_mime_message_set_message_id(message, id);
	free(subject);
	free(id);
	set_date(message, mail);
	set_list(message, mail);
	if (!set_addresses(message, GMIME_ADDRESS_TYPE_FROM, mail->from, err))
		return error_in(err, "from");
	if (!set_addresses(message, GMIME_ADDRESS_TYPE_TO, mail->to, err))
		return error_in(err, "to");
	return set_addresses(message, GMIME_ADDRESS_TYPE_REPLY_TO, mail->reply_to, err) ||
	       error_in(err, "reply_to");
}

static void
add_part(GMimeMultipart *parts, const char *subtype, struct buf *content)
{
	GMimeTextPart *part = g_mime_text_part_new_with_subtype(subtype);

	g_mime_text_part_set_charset(part, "utf-8");
	g_mime_text_part_set_text(part, buf_string(content));
	g_mime_part_set_content_encoding(GMIME_PART(part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	g_mime_multipart_add(parts, GMIME_OBJECT(part));
	g_object_unref(part);
}

static bool
add_parts(GMimeMultipart *parts, const struct digest *digest, const struct site *site,
	const struct mail *mail, struct error *err)
{
	const struct text_look look = {
		.max_stories = TEXT_STORIES_MAX, .unsubscribe_url = mail->unsubscribe_url};
	const struct mail_look html_look = {MAIL_HTML_MAX, mail->unsubscribe_url};
	struct buf content;
	bool ok;

	buf_init(&content, BUF_UNLIMITED);
	ok = text_render(digest, site, &look, &content, err);
	if (ok) {
		add_part(parts, "plain", &content);
		buf_clear(&content);
		if (templates_for(site->templates, PAGE_MAIL) != NULL)
			ok = themed_edition(PAGE_MAIL, digest, site, &content, err);
		else
			mail_html_add(&content, digest, site, &html_look);
		add_part(parts, "html", &content);
	}
	buf_release(&content);
	return ok;
}

static void
write_message(GMimeMessage *message, struct buf *out)
{
	GMimeFormatOptions *options = g_mime_format_options_new();
	char *text;

	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
	text = g_mime_object_to_string(GMIME_OBJECT(message), options);
	buf_add_text(out, text);
	g_free(text);
	g_mime_format_options_free(options);
}

bool
mail_render(const struct digest *digest, const struct site *site, const struct mail *mail,
	struct buf *out, struct error *err)
{
	GMimeMessage *message;
	GMimeMultipart *parts;
	bool ok;

	start_gmime();
	message = g_mime_message_new(TRUE);
	parts = g_mime_multipart_new_with_subtype("alternative");
	g_mime_multipart_set_boundary(parts, BOUNDARY);
	ok = set_headers(message, mail, err) && add_parts(parts, digest, site, mail, err);
	if (ok) {
		g_mime_message_set_mime_part(message, GMIME_OBJECT(parts));
		write_message(message, out);
	}
	g_object_unref(parts);
	g_object_unref(message);
	return ok && (!out->is_full || error_set(err, EX_SOFTWARE,
					       "the mail is larger than %zu bytes", out->max));
}
