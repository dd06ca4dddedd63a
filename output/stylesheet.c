#include "output/stylesheet.h"

#include <string.h>

#include "output/sign.h"

/* One string a line of output/page.css; the build makes it. */
static const char *const lines[] = {
#include "output/page_css.h"
};

void
stylesheet_add(struct buf *out)
{
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		buf_add_text(out, lines[i]);
}

void
stylesheet_sum(char sum[STYLESHEET_SUM_SIZE])
{
	struct buf style;

	buf_init(&style, BUF_UNLIMITED);
	stylesheet_add(&style);
	sign_sha256(buf_span(&style), sum);
	buf_release(&style);
}
