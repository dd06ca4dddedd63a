#ifndef OUTPUT_SMTP_H
#define OUTPUT_SMTP_H

#include <stdbool.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"
#include "output/handover.h"

/* A mail server. NULL: not set. */
struct smtp {
	const char *url;  /* "smtps://mail.example.com:465" or "smtp://...:587" (STARTTLS) */
	const char *user; /* AUTH, only over TLS unless is_plain_allowed */
	const char *password;
	const char *ca_file; /* instead of the system's certificates */
	const char *helo;    /* the name that we greet with; NULL: this machine's */
	bool is_plain_allowed; /* smtp: without TLS, if the server has no STARTTLS (loopback, tests) */
	long connect_timeout_ms; /* 0: 30 s */
	long timeout_ms;         /* of the whole conversation; 0: 5 min */
};

/*
 * Hands `message` (CR LF, as mail_render made it) to the server, from and to bare addresses. Blocks:
 * not for the loop thread. HANDOVER_DONE after the server's 250 to the last dot, HANDOVER_LATER for
 * 4xx, no connection, or silence, HANDOVER_REFUSED for 5xx, a bad certificate or a wrong password; err
 * has the server's own words for the last two. The password is in no message.
 */
MUST_USE enum handover smtp_send(const struct smtp *smtp, const char *from, const char *to,
	struct span message, struct error *err);

#endif
