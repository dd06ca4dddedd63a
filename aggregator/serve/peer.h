#ifndef AGGREGATOR_SERVE_PEER_H
#define AGGREGATOR_SERVE_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "aggregator/serve/head.h"
#include "feeds/base/arena.h"
#include "feeds/base/span.h"

/*
 * Who asks. IPv4 addresses are kept as ::ffff:a.b.c.d, so that there is one kind.
 */
struct peer {
	uint8_t bytes[16];
	bool is_local; /* over a socket file: whoever may open it is trusted */
};

/* "192.0.2.0/24", "2001:db8::/32", "127.0.0.1": the first `bits` of the address count. */
struct network {
	struct peer peer;
	unsigned bits;
};

/* The other end of a connection. */
struct peer peer_of(const struct sockaddr *address);

/* An address, in brackets or not, with a port or not. False: it is none. */
bool peer_read(struct span text, struct peer *peer);

/* As text: "192.0.2.7", "2001:db8::1"; "local" for a socket file. With a NUL. */
#define PEER_TEXT_SIZE 48
void peer_tell(const struct peer *peer, char text[PEER_TEXT_SIZE]);

/* Whether both are one customer: one IPv4 address, or one /64 of IPv6. */
bool peer_is_same_site(const struct peer *a, const struct peer *b);

/* An address or a network. False: it is none, or has bits behind its mask. */
bool network_read(struct span text, struct network *network);

bool network_has(const struct network *networks, size_t n, const struct peer *peer);

/* A request as the first trusted proxy saw it. */
struct origin {
	struct peer client;
	struct span host;
	bool is_secure;
};

/*
 * Who asked, by which name. The X-Forwarded headers count only if `peer` is trusted, and of
 * X-Forwarded-For the last address that is no trusted one: what stands before it anybody may have
 * written.
 */
struct origin origin_of(const struct head *head, const struct peer *peer,
	const struct network *trusted, size_t n_trusted);

/* What a request may call us. */
struct host_rule {
	const struct span *names; /* "news.example.com" */
	size_t n_names;
	bool takes_any; /* every well-formed name */
};

/*
 * Whether `host` ("name", "name:port", "[::1]:80") is well formed and one of ours. Addresses and
 * localhost always are: what a page of another site makes a browser ask (DNS rebinding) comes with
 * that site's name.
 */
bool host_is_ours(const struct host_rule *rule, struct span host);

#endif
