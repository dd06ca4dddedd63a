#ifndef OUTPUT_PRESS_H
#define OUTPUT_PRESS_H

#include <stdbool.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/file_batch.h"
#include "output/site.h"

/* The files of one publication, and room to render the next of them. */
struct press {
	const struct site *site;
	struct file_batch *batch;
	struct buf page;
	struct buf path; /* under the site */
	struct buf file; /* with the site's folder */
};

void press_init(struct press *press, const struct site *site);
void press_release(struct press *press);

/* The file of a path under the site, borrowed until the next call. */
const char *press_file(struct press *press, struct span path);

/* What was rendered into `page` becomes a file at `path` under the site; page and path are empty again. */
MUST_USE bool press_put(struct press *press, struct span path, struct error *err);

/* All of them appear. */
MUST_USE bool press_commit(struct press *press, struct error *err);

#endif
