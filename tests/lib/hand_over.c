#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "output/maildir.h"
#include "output/sendmail.h"
#include "output/smtp.h"
#include "output/webhook.h"

/*
 * Hands the message on standard input over, for tests: hand_over smtp URL FROM TO,
 * hand_over sendmail PROGRAM FROM TO, hand_over maildir DIR ID, hand_over webhook URL ID TIMESTAMP.
 * Of the environment: SMTP_USER, SMTP_PASSWORD, SMTP_CA, SMTP_PLAIN, SMTP_TIMEOUT_MS, WEBHOOK_SECRET. Exit status: 0 done, 75 later, 69 refused.
 */

#define MESSAGE_BYTES_MAX (8 << 20)

static enum handover
send_by_smtp(char **argv, struct span message, struct error *err)
{
	const char *timeout = getenv("SMTP_TIMEOUT_MS");
	const struct smtp smtp = {.url = argv[2],
		.user = getenv("SMTP_USER"),
		.password = getenv("SMTP_PASSWORD"),
		.ca_file = getenv("SMTP_CA"),
		.is_plain_allowed = getenv("SMTP_PLAIN") != NULL,
		.timeout_ms = timeout != NULL ? strtol(timeout, NULL, 10) : 10000,
		.helo = "sender.example.com"};

	return smtp_send(&smtp, argv[3], argv[4], message, err);
}

static enum handover
post(char **argv, struct span message, struct error *err)
{
	const struct webhook webhook = {
		.url = argv[2], .secret = getenv("WEBHOOK_SECRET"), .timeout_ms = 1000};

	return webhook_send(&webhook,
		&(struct webhook_post){span_of(argv[3]), strtoll(argv[4], NULL, 10), message}, err);
}

static enum handover
deliver(int argc, char **argv, struct span message, struct error *err)
{
	if (argc == 5 && strcmp(argv[1], "smtp") == 0)
		return send_by_smtp(argv, message, err);
	if (argc == 5 && strcmp(argv[1], "webhook") == 0)
		return post(argv, message, err);
	if (argc == 5 && strcmp(argv[1], "sendmail") == 0)
		return sendmail_send(argv[2], argv[3], argv[4], message, err);
	if (argc == 4 && strcmp(argv[1], "maildir") == 0)
		return maildir_deliver(argv[2], span_of(argv[3]), message, err);
	error_set(err, EX_USAGE, "usage: hand_over smtp|sendmail|maildir|webhook ...");
	return HANDOVER_REFUSED;
}

int
main(int argc, char **argv)
{
	static const int statuses[] = {EX_OK, EX_TEMPFAIL, EX_UNAVAILABLE};
	char *bytes = malloc(MESSAGE_BYTES_MAX);
	struct error err = {0};
	enum handover result;

	if (bytes == NULL)
		return EX_OSERR;
	curl_global_init(CURL_GLOBAL_DEFAULT);
	result = deliver(
		argc, argv, span_make(bytes, fread(bytes, 1, MESSAGE_BYTES_MAX, stdin)), &err);
	if (result != HANDOVER_DONE)
		fprintf(stderr, "%s\n", err.text);
	curl_global_cleanup();
	free(bytes);
	return statuses[result];
}
