#include "feeds/base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void
blank_controls(char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			*text = '?';
}

bool
error_set(struct error *err, int status, const char *format, ...)
{
	va_list args;

	if (err == NULL)
		return false;
	err->status = status;
	va_start(args, format);
	vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	blank_controls(err->text);
	return false;
}

bool
error_in(struct error *err, const char *format, ...)
{
	char what[ERROR_TEXT_MAX];
	va_list args;
	size_t len;

	if (err == NULL)
		return false;
	memcpy(what, err->text, sizeof what);
	va_start(args, format);
	vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	len = strlen(err->text);
	snprintf(err->text + len, sizeof err->text - len, ": %s", what);
	blank_controls(err->text);
	return false;
}
