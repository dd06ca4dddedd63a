#ifndef OUTPUT_STYLESHEET_H
#define OUTPUT_STYLESHEET_H

#include "feeds/base/buf.h"

/* The style of all pages: output/page.css, as it was when the program was built. */
void stylesheet_add(struct buf *out);

#define STYLESHEET_SUM_SIZE 45

/* Its SHA-256 in Base64, as a Content-Security-Policy names a style inside a page. */
void stylesheet_sum(char sum[STYLESHEET_SUM_SIZE]);

#endif
