#include "aggregator/commands/table.h"

#include <math.h>
#include <stdio.h>

#include "feeds/date.h"

static bool
is_known(int64_t at)
{
	return at != 0 && at != TIME_NONE && at != INT64_MAX;
}

const char *
table_moment(int64_t at, char text[MOMENT_TEXT_SIZE])
{
	_Static_assert(MOMENT_TEXT_SIZE >= DATE_TEXT_SIZE, "a date fits");

	if (!is_known(at))
		return "-";
	date_format_rfc3339(at, text);
	return text;
}

json_t *
table_string(struct span span)
{
	json_t *string = span.at != NULL ? json_stringn(span.at, span.len) : NULL;

	return string != NULL ? string : json_null();
}

json_t *
table_json_real(double number)
{
	return json_real(round(number * 10000) / 10000);
}

json_t *
table_json_moment(int64_t at)
{
	char text[MOMENT_TEXT_SIZE];

	return is_known(at) ? json_string(table_moment(at, text)) : json_null();
}

void
table_print_json(json_t *document)
{
	json_dumpf(document, stdout, JSON_INDENT(1) | TABLE_REALS);
	printf("\n");
	json_decref(document);
}
