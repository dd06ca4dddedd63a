#ifndef OUTPUT_SENDMAIL_H
#define OUTPUT_SENDMAIL_H

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"
#include "output/delivery.h"

/*
 * Hands `message` to a program that speaks as sendmail does: `program -i -f FROM -- TO`, the message
 * on its standard input with LF line ends, no shell in between. Waits until it exits: 0 is DELIVERY_DONE,
 * EX_TEMPFAIL and a signal are DELIVERY_LATER, everything else is DELIVERY_REFUSED; so is a program
 * that cannot be started. err has the first line of its standard error.
 */
MUST_USE enum delivery sendmail_send(const char *program, const char *from, const char *to,
	struct span message, struct error *err);

#endif
