#ifndef AGGREGATOR_SANDBOX_H
#define AGGREGATOR_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/config/config.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * What the program denies itself, once it knows its configuration, so that a mistake in a parser is not
 * the end of the machine: it may write in the folders of its store, its site and its maildir alone
 * (Landlock), start no program, and call nothing of the kernel that a reader of news does not
 * need (seccomp). What a kernel does not have is left out.
 *
 * Programs inherit all of it. So feeds of `exec:` lift what would break them: they may be started and
 * write where the user may; the calls stay denied. A sendmail gains rights when it starts, which a
 * confined process must not: with `mail.sendmail` nothing is denied.
 */

#define SANDBOX_FOLDERS_MAX 8

struct sandbox {
	bool is_on;
	const char *why_off; /* what it would break, where it is not */
	bool runs_programs;  /* there are feeds of `exec:` */
	bool has_landlock;
	bool has_seccomp;
	size_t n_folders;
	char *folders[SANDBOX_FOLDERS_MAX]; /* that may be written in; owned */
};

/* What the configuration needs; nothing is denied yet. */
void sandbox_init(struct sandbox *sandbox, const struct config *config);
void sandbox_release(struct sandbox *sandbox);

/*
 * Denies it to this thread and all that it starts; for ever. Makes the folders that are missing, before.
 * Never fails: what could not be denied is in the log, and in `sandbox`.
 */
void sandbox_enter(struct sandbox *sandbox);

/* Whether another configuration can be used inside. False: `err` names what needs a restart. */
MUST_USE bool sandbox_admits(
	const struct sandbox *sandbox, const struct config *config, struct error *err);

/* The seccomp half (sandbox_calls.c). False: the kernel or the build has none. */
bool sandbox_deny_calls(bool runs_programs);

#endif
