#ifndef OUTPUT_MAILDIR_H
#define OUTPUT_MAILDIR_H

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"
#include "output/handover.h"

/*
 * Puts `message` into the maildir `dir`, making it and its tmp, new and cur if they are missing. The
 * file's name is made of `message_id` (so a second delivery of the same edition replaces the first,
 * and is not a second mail): written in tmp, synced, renamed to new. A message that the reader has
 * already moved to cur is not delivered again. Line ends become LF.
 */
MUST_USE enum handover maildir_deliver(
	const char *dir, struct span message_id, struct span message, struct error *err);

#endif
