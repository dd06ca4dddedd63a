#ifndef FEEDS_PERSON_H
#define FEEDS_PERSON_H

#include "feeds/base/span.h"
#include "feeds/feed.h"

/*
 * A person as RSS writes them on one line: "mail (name)", "name (mail)", "name <mail>", a mail
 * address alone, a name alone. What is not there is SPAN_NONE. Borrowed from `text`.
 */
struct author person_parse(struct span text);

#endif
