#include "aggregator/commands/check_report.h"

#include <stdarg.h>
#include <stdio.h>

#include "aggregator/commands/table.h"
#include "feeds/base/buf.h"

#define LINES_MAX 1000000000
#define DOUBT_BYTES_MAX 2048

void
check_report_init(struct check_report *report, const struct invocation *call)
{
	*report = (struct check_report){.is_quiet = call->is_quiet};
	if (!call->is_json)
		return;
	report->errors = json_array();
	report->warnings = json_array();
}

void
check_report_release(struct check_report *report)
{
	json_decref(report->errors);
	json_decref(report->warnings);
	*report = (struct check_report){0};
}

/* Takes "FILE:12: " or "FILE: " off the text; one that does not begin so is of no file of ours. */
static struct span
take_place(struct span text, struct check_place *place)
{
	struct span rest = span_from(text, span_of(place->file).len);
	struct span number = span_head(rest, span_find(rest, SPAN(": ")));
	unsigned long long line = 0;

	if (place->file != NULL && span_starts_with(text, span_of(place->file)) &&
		(number.len == 0 || (number.at[0] == ':' && span_to_uint(span_from(number, 1),
								    LINES_MAX, &line)))) {
		place->line = (int)line;
		return span_from(rest, number.len + 2);
	}
	*place = (struct check_place){NULL, 0};
	return text;
}

static void
note(json_t *list, const char *file, const char *text)
{
	struct check_place place = {file, 0};
	struct span message = take_place(span_of(text), &place);
	json_t *found = json_object();

	json_object_set_new(found, "file", table_string(span_of(place.file)));
	json_object_set_new(found, "line", place.line > 0 ? json_integer(place.line) : json_null());
	json_object_set_new(found, "message", table_string(message));
	json_array_append_new(list, found);
}

void
check_report_wrong(struct check_report *report, const char *file, const char *text)
{
	if (report->errors != NULL)
		note(report->errors, file, text);
	else
		fprintf(stderr, "%s\n", text);
}

void
check_report_doubtful(struct check_report *report, const char *file, const char *text)
{
	if (report->warnings != NULL)
		note(report->warnings, file, text);
	else if (!report->is_quiet)
		fprintf(stderr, "warning: %s\n", text);
}

void
check_report_doubt(struct check_report *report, struct check_place place, const char *format, ...)
{
	char what[DOUBT_BYTES_MAX];
	struct buf text;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	buf_init(&text, BUF_UNLIMITED);
	buf_format(&text, "%s:%d: %s", place.file, place.line, what);
	check_report_doubtful(report, place.file, buf_string(&text));
	buf_release(&text);
}

void
check_report_print(struct check_report *report, json_t *summary)
{
	if (report->errors == NULL) {
		json_decref(summary);
		return;
	}
	json_object_set_new(summary, "ok", json_boolean(json_array_size(report->errors) == 0));
	json_object_set(summary, "errors", report->errors);
	json_object_set(summary, "warnings", report->warnings);
	table_print_json(summary);
}
