#ifndef AGGREGATOR_BASE_LOG_H
#define AGGREGATOR_BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/compiler.h"

enum log_level {
	LOG_ERROR,   /* a person must act */
	LOG_WARNING, /* something was lost or refused */
	LOG_INFO,    /* once a cycle */
	LOG_DEBUG,   /* every step */
};

enum log_format { LOG_TEXT, LOG_JSON };

/* Set once, before the first thread. */
void log_setup(enum log_level level, enum log_format format);
/* Warnings are not shown from here on, unless more than them was asked for: the caller tells himself. */
void log_keep_errors(void);
bool log_is_on(enum log_level level);

/*
 * Who a line is about: "feed=7 host=example.com", in logfmt pairs, owned by the object that has the
 * log. NULL and "" are fine. A line says what happened and no more; it goes to stderr in one write,
 * so that threads do not mix theirs. Never a password, a token, a whole body.
 */
struct log {
	const char *about;
};

void log_error(const struct log *log, const char *format, ...) PRINTF_LIKE(2, 3);
void log_warning(const struct log *log, const char *format, ...) PRINTF_LIKE(2, 3);
void log_info(const struct log *log, const char *format, ...) PRINTF_LIKE(2, 3);
void log_debug(const struct log *log, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
