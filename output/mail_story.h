#ifndef OUTPUT_MAIL_STORY_H
#define OUTPUT_MAIL_STORY_H

#include <stdbool.h>

#include "feeds/base/buf.h"
#include "output/digest.h"
#include "output/when.h"

/* Styles that stand in the elements themselves, because most mail programs read no other. */
#define MAIL_SERIF "font-family:Charter,Georgia,'Times New Roman',serif;"
#define MAIL_SANS "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
#define MAIL_QUIET "color:#5f5c56;"

/* A row of the table that the mail is; a class is for the rules of a dark screen alone. */
void mail_row_begin(struct buf *out, const char *class, const char *style);
void mail_row_end(struct buf *out);

/* A story as a row; `is_again`: the mail has told it, and its headline is enough. */
void mail_story_add(
	struct buf *out, const struct digest_story *story, struct when today, bool is_again);

#endif
