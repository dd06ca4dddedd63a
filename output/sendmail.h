#ifndef OUTPUT_SENDMAIL_H
#define OUTPUT_SENDMAIL_H

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"
#include "output/handover.h"

/*
 * Hands `message` to a program that speaks as sendmail does: `program -i -f FROM -- TO`, the message
 * on its standard input with LF line ends, no shell in between. Waits until it exits: 0 is HANDOVER_DONE,
 * EX_TEMPFAIL and a signal are HANDOVER_LATER, everything else is HANDOVER_REFUSED; so is a program
 * that cannot be started. err has the first line of its standard error.
 */
MUST_USE enum handover sendmail_send(const char *program, const char *from, const char *to,
	struct span message, struct error *err);

#endif
