#include "aggregator/fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

#define V4_BYTES 4
#define V6_BYTES 16
#define V6_NETWORK_BYTES 8 /* of a /64 */

struct block {
	unsigned char prefix[V6_BYTES];
	unsigned bits;
	const char *why;
};

/* IANA IPv4 Special-Purpose Address Registry; each row's RFC beside it. */
static const struct block v4_blocks[] = {
	{{0}, 8, "'this network'"},                /* RFC 791 */
	{{10}, 8, "private"},                      /* RFC 1918 */
	{{100, 64}, 10, "carrier-grade NAT"},      /* RFC 6598 */
	{{127}, 8, "loopback"},                    /* RFC 1122 */
	{{169, 254}, 16, "link-local"},            /* RFC 3927; clouds keep their secrets there */
	{{172, 16}, 12, "private"},                /* RFC 1918 */
	{{192, 0, 0}, 24, "protocol assignments"}, /* RFC 6890 */
	{{192, 0, 2}, 24, "documentation"},        /* RFC 5737 */
	{{192, 88, 99}, 24, "6to4 relay"},         /* RFC 7526 */
	{{192, 168}, 16, "private"},               /* RFC 1918 */
	{{198, 18}, 15, "benchmarking"},           /* RFC 2544 */
	{{198, 51, 100}, 24, "documentation"},     /* RFC 5737 */
	{{203, 0, 113}, 24, "documentation"},      /* RFC 5737 */
	{{224}, 4, "multicast"},                   /* RFC 5771 */
	{{240}, 4, "reserved"},                    /* RFC 1112; 255.255.255.255 is in it */
};

/* IANA IPv6 Special-Purpose Address Registry. */
static const struct block v6_blocks[] = {
	{{0}, 127, "loopback"},                              /* :: and ::1, RFC 4291 */
	{{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, "NAT64"}, /* local-use, RFC 8215 */
	{{0x01}, 64, "discard-only"},                        /* 100::/64, RFC 6666 */
	{{0x20, 0x01, 0x00, 0x00}, 32, "Teredo"},            /* RFC 4380 */
	{{0x20, 0x01, 0x00, 0x02}, 48, "benchmarking"},      /* RFC 5180 */
	{{0x20, 0x01, 0x00, 0x10}, 28, "ORCHID"},            /* RFC 4843 */
	{{0x20, 0x01, 0x00, 0x20}, 28, "ORCHID"},            /* RFC 7343 */
	{{0x20, 0x01, 0x0d, 0xb8}, 32, "documentation"},     /* RFC 3849 */
	{{0x3f, 0xff}, 20, "documentation"},                 /* RFC 9637 */
	{{0x5f, 0x00}, 16, "segment routing"},               /* RFC 9602 */
	{{0xfc}, 7, "private"},                              /* unique local, RFC 4193 */
	{{0xfe, 0x80}, 10, "link-local"},                    /* RFC 4291 */
	{{0xfe, 0xc0}, 10, "private"},                       /* site-local, RFC 3879 */
	{{0xff}, 8, "multicast"},                            /* RFC 4291 */
};

/* Where an IPv6 address carries an IPv4 one: behind which prefix, at which byte. */
static const struct carrier {
	unsigned char prefix[V6_BYTES];
	unsigned bits;
	unsigned at;
} carriers[] = {
	{{[10] = 0xff, [11] = 0xff}, 96, 12}, /* IPv4-mapped, RFC 4291 */
	{{[8] = 0xff, [9] = 0xff}, 96, 12},   /* IPv4-translated, RFC 2765 */
	{{0x00, 0x64, 0xff, 0x9b}, 96, 12},   /* NAT64, RFC 6052 */
	{{0x20, 0x02}, 16, 2},                /* 6to4, RFC 3056 */
	{{0}, 96, 12},                        /* IPv4-compatible, RFC 4291; after :: and ::1 */
};

static bool
is_in(const unsigned char *address, const unsigned char *prefix, unsigned bits)
{
	unsigned whole = bits / 8;
	unsigned char mask = (unsigned char)(0xff00 >> bits % 8);

	return memcmp(address, prefix, whole) == 0 &&
	       (bits % 8 == 0 || ((address[whole] ^ prefix[whole]) & mask) == 0);
}

static const char *
find_block(const unsigned char *address, const struct block *blocks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_in(address, blocks[i].prefix, blocks[i].bits))
			return blocks[i].why;
	return NULL;
}

static const char *
v4_refusal(const unsigned char address[V4_BYTES])
{
	return find_block(address, v4_blocks, sizeof v4_blocks / sizeof v4_blocks[0]);
}

/* The IPv4 address that an IPv6 one carries; NULL: none. */
static const unsigned char *
carried(const unsigned char address[V6_BYTES])
{
	for (size_t i = 0; i < sizeof carriers / sizeof carriers[0]; i++)
		if (is_in(address, carriers[i].prefix, carriers[i].bits))
			return address + carriers[i].at;
	return NULL;
}

static const char *
v6_refusal(const unsigned char address[V6_BYTES])
{
	const char *why = find_block(address, v6_blocks, sizeof v6_blocks / sizeof v6_blocks[0]);
	const unsigned char *v4 = carried(address);

	return why == NULL && v4 != NULL ? v4_refusal(v4) : why;
}

const char *
address_refusal(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		struct sockaddr_in v4;

		memcpy(&v4, address, sizeof v4);
		return v4_refusal((const unsigned char *)&v4.sin_addr);
	}
	if (address->sa_family == AF_INET6) {
		struct sockaddr_in6 v6;

		memcpy(&v6, address, sizeof v6);
		return v6_refusal(v6.sin6_addr.s6_addr);
	}
	return "not of the Internet";
}

const char *
address_literal_refusal(const char *host)
{
	char bare[INET6_ADDRSTRLEN];
	unsigned char bytes[V6_BYTES];
	size_t len = strlen(host);

	if (inet_pton(AF_INET, host, bytes) == 1)
		return v4_refusal(bytes);
	if (len > 2 && len < sizeof bare && host[0] == '[' && host[len - 1] == ']') {
		memcpy(bare, host + 1, len - 2);
		bare[len - 2] = '\0';
		host = bare;
	}
	return inet_pton(AF_INET6, host, bytes) == 1 ? v6_refusal(bytes) : NULL;
}

static void
v4_key(const unsigned char address[V4_BYTES], struct address_key *key)
{
	*key = (struct address_key){{[10] = 0xff, [11] = 0xff}};
	memcpy(key->bytes + V6_BYTES - V4_BYTES, address, V4_BYTES);
}

/* ::1 and :: are no IPv4 addresses, and the only ones of their network. */
static void
v6_key(const unsigned char address[V6_BYTES], struct address_key *key)
{
	const unsigned char *v4 = carried(address);

	*key = (struct address_key){0};
	if (v4 != NULL && !is_in(address, v6_blocks[0].prefix, v6_blocks[0].bits))
		v4_key(v4, key);
	else
		memcpy(key->bytes, address, V6_NETWORK_BYTES);
}

bool
address_key_of(const struct sockaddr *address, struct address_key *key)
{
	struct sockaddr_in6 v6;
	struct sockaddr_in v4;

	if (address->sa_family == AF_INET) {
		memcpy(&v4, address, sizeof v4);
		v4_key((const unsigned char *)&v4.sin_addr, key);
		return true;
	}
	if (address->sa_family != AF_INET6)
		return false;
	memcpy(&v6, address, sizeof v6);
	v6_key(v6.sin6_addr.s6_addr, key);
	return true;
}
