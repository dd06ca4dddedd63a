#include "aggregator/base/log.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "aggregator/base/clock.h"
#include "feeds/base/buf.h"
#include "feeds/base/utf8.h"

#define LINE_MAX_BYTES 16384 /* JSON makes six bytes of a control character */
#define MESSAGE_MAX_BYTES 2048

static const char *const level_names[] = {"error", "warning", "info", "debug"};

static enum log_level level_shown = LOG_WARNING;
static enum log_format line_format = LOG_TEXT;

void
log_setup(enum log_level level, enum log_format format)
{
	level_shown = level;
	line_format = format;
}

void
log_keep_errors(void)
{
	if (level_shown == LOG_WARNING)
		level_shown = LOG_ERROR;
}

bool
log_is_on(enum log_level level)
{
	return level <= level_shown;
}

/* One line of text; control characters, which could fake a line or drive a terminal, become '?'. */
static void
add_text_line(struct buf *line, enum log_level level, const char *about, const char *message)
{
	size_t start = line->len;

	buf_format(line, "broadtape: %s: %s", level_names[level], message);
	if (about[0] != '\0')
		buf_format(line, " (%s)", about);
	for (size_t i = start; i < line->len; i++)
		if ((unsigned char)line->at[i] < ' ' || line->at[i] == 0x7f)
			line->at[i] = '?';
}

/* Names of files and pieces of what came from outside may be no UTF-8; JSON is nothing else. */
static json_t *
json_of(const char *text)
{
	char character[UTF8_MAX_BYTES];
	struct span rest = span_of(text);
	struct buf clean;
	json_t *string;

	buf_init(&clean, LINE_MAX_BYTES);
	while (rest.len > 0) {
		uint32_t point;
		size_t len = utf8_decode(rest, &point);

		buf_add(&clean, span_make(character, utf8_encode(point, character)));
		rest = span_from(rest, len);
	}
	string = json_string(buf_string(&clean));
	buf_release(&clean);
	return string;
}

static void
add_json_line(struct buf *line, enum log_level level, const char *about, const char *message)
{
	json_t *object = json_object();
	char *text;

	json_object_set_new(
		object, "time_ms", json_integer((json_int_t)clock_now_ms(clock_real())));
	json_object_set_new(object, "level", json_string(level_names[level]));
	json_object_set_new(object, "message", json_of(message));
	json_object_set_new(object, "about", json_of(about));
	text = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	buf_add_text(line, text != NULL ? text : "{}");
	free(text);
}

static void
write_line(enum log_level level, const struct log *log, const char *message)
{
	const char *about = log != NULL && log->about != NULL ? log->about : "";
	struct buf line;

	buf_init(&line, LINE_MAX_BYTES);
	if (line_format == LOG_JSON)
		add_json_line(&line, level, about, message);
	else
		add_text_line(&line, level, about, message);
	buf_add_byte(&line, '\n');
	if (write(STDERR_FILENO, line.at, line.len) < 0) {
		/* nobody left to tell */
	}
	buf_release(&line);
}

#define LOG_AT(level)                                                                              \
	char message[MESSAGE_MAX_BYTES];                                                           \
	va_list args;                                                                              \
                                                                                                   \
	if (!log_is_on(level))                                                                     \
		return;                                                                            \
	va_start(args, format);                                                                    \
	vsnprintf(message, sizeof message, format, args);                                          \
	va_end(args);                                                                              \
	write_line(level, log, message)

void
log_error(const struct log *log, const char *format, ...)
{
	LOG_AT(LOG_ERROR);
}

void
log_warning(const struct log *log, const char *format, ...)
{
	LOG_AT(LOG_WARNING);
}

void
log_info(const struct log *log, const char *format, ...)
{
	LOG_AT(LOG_INFO);
}

void
log_debug(const struct log *log, const char *format, ...)
{
	LOG_AT(LOG_DEBUG);
}
