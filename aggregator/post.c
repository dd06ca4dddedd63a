#include "aggregator/post.h"

#include <sysexits.h>

#include "aggregator/base/hash.h"
#include "feeds/base/buf.h"
#include "output/mail.h"
#include "output/maildir.h"
#include "output/sendmail.h"
#include "output/smtp.h"

#define ADDRESS_BYTES_MAX 998

enum post_outcome
post_outcome_of(enum handover handover)
{
	switch (handover) {
	case HANDOVER_DONE:
		return POST_SENT;
	case HANDOVER_LATER:
		return POST_LATER;
	case HANDOVER_REFUSED:
		return POST_REFUSED;
	}
	return POST_LATER;
}

/* A server on this machine: what goes there is seen by nobody on the way. */
static bool
is_here(const char *url)
{
	static const char *const hosts[] = {"127.0.0.1", "[::1]", "localhost"};
	struct span rest = span_of(url);
	struct span host;

	rest = span_from(rest, span_find(rest, SPAN("://")) + SPAN("://").len);
	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
		host = span_of(hosts[i]);
		if (span_starts_with(rest, host) &&
			(rest.len == host.len || rest.at[host.len] == ':' ||
				rest.at[host.len] == '/'))
			return true;
	}
	return false;
}

/* The envelope holds bare addresses. */
static enum post_outcome
post_from_to(const struct config_mail *mail, const struct letter *letter, const char *from,
	const char *to, struct error *err)
{
	struct smtp smtp = {.url = mail->smtp,
		.user = mail->user,
		.password = mail->password,
		.ca_file = mail->ca_file,
		.is_plain_allowed = mail->smtp != NULL && is_here(mail->smtp)};

	if (mail->smtp != NULL)
		return post_outcome_of(smtp_send(&smtp, from, to, letter->message, err));
	return post_outcome_of(sendmail_send(mail->sendmail, from, to, letter->message, err));
}

/* One mail serves all recipients, with one Message-ID; in a maildir each has a file of its own. */
static enum post_outcome
put_into_maildir(const char *maildir, const struct letter *letter, struct error *err)
{
	enum post_outcome outcome;
	struct buf name;

	buf_init(&name, BUF_UNLIMITED);
	buf_format(&name, "%016llx.", (unsigned long long)hash_span(letter->to));
	buf_add(&name, letter->message_id);
	outcome = post_outcome_of(maildir_deliver(maildir, buf_span(&name), letter->message, err));
	buf_release(&name);
	return outcome;
}

enum post_outcome
post_letter(const struct config_mail *mail, const struct letter *letter, struct error *err)
{
	enum post_outcome outcome = POST_REFUSED;
	struct buf from;
	struct buf to;

	if (mail->maildir != NULL)
		return put_into_maildir(mail->maildir, letter, err);
	if (mail->smtp == NULL && mail->sendmail == NULL) {
		error_set(err, EX_CONFIG,
			"`mail:` names no way to send mail: give smtp, sendmail or maildir");
		return POST_LATER; /* the edition waits until the configuration is mended */
	}
	buf_init(&from, ADDRESS_BYTES_MAX);
	buf_init(&to, ADDRESS_BYTES_MAX);
	if (mail_address(letter->from, &from, err) && mail_address(letter->to, &to, err))
		outcome = post_from_to(mail, letter, buf_string(&from), buf_string(&to), err);
	buf_release(&from);
	buf_release(&to);
	return outcome;
}
