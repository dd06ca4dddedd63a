#ifndef TESTS_LIB_HTML_CHECK_H
#define TESTS_LIB_HTML_CHECK_H

#include "feeds/base/span.h"

/*
 * What is dangerous or broken in HTML that was cleaned, by lists of what is forbidden (the cleaner
 * has lists of what is allowed); NULL: nothing.
 */
const char *html_fault(struct span html);

#endif
