#ifndef FEEDS_LINK_H
#define FEEDS_LINK_H

#include <stdbool.h>

#include "feeds/base/arena.h"
#include "feeds/base/compiler.h"
#include "feeds/base/span.h"

#define LINK_BYTES_MAX                                                                             \
	65536 /* longer addresses are refused; browsers stop at 2 MB, servers at 8 KB */

/* An http or https address that was checked. The type is the proof: only link_normalise makes one. */
struct link {
	struct span url;
};

/*
 * `reference` made absolute by `base` (RFC 3986, section 5.2; and as browsers do: white space around
 * it trimmed, tabs, line ends and control characters in it dropped, blanks and '"<>\^`{|}' written
 * as percent codes, for http(s) '\' read as '/'). Without a usable base the reference, thus mended, comes back as
 * it is. Other bytes, percent codes and the case of letters stay as they were.
 *
 * In `arena` or the reference itself. SPAN_NONE: there is no reference, or it is longer than
 * LINK_BYTES_MAX.
 */
struct span link_resolve(struct span base, struct span reference, struct arena *arena);

/*
 * An absolute http(s) address in its one spelling: scheme and host in lower case, default port and
 * empty port gone, dot segments resolved, an empty path "/", percent codes in upper case. Query and
 * fragment stay as they are. A host beyond ASCII stays UTF-8, in lower case; user names stay.
 * False: it is no http(s) address with a host, or one with a port that is none.
 */
bool link_normalise(struct span url, struct arena *arena, struct link *link) MUST_USE;

/* The host, without user, port and the brackets of an IPv6 address; borrowed from the link. */
struct span link_host(struct link link);

/* The scheme of an address without its ':', or an empty span. Borrowed; case as it stands. */
struct span link_scheme(struct span url);

/* Whether it is http: or https: with something behind. */
bool link_is_web(struct span url);

#endif
