#include "aggregator/serve/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "feeds/base/ascii.h"

#define ADDRESS_TEXT_MAX 45
#define SITE_BITS 64
#define HOST_BYTES_MAX 255
#define PORT_DIGITS_MAX 5

static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

static struct peer
of_ipv4(const void *bytes)
{
	struct peer peer = {.is_local = false};

	memcpy(peer.bytes, mapped, sizeof mapped);
	memcpy(peer.bytes + sizeof mapped, bytes, 4);
	return peer;
}

static bool
is_ipv4(const struct peer *peer)
{
	return memcmp(peer->bytes, mapped, sizeof mapped) == 0;
}

struct peer
peer_of(const struct sockaddr *address)
{
	struct peer peer = {.is_local = address->sa_family == AF_UNIX};
	struct sockaddr_in four;
	struct sockaddr_in6 six;

	if (address->sa_family == AF_INET) {
		memcpy(&four, address, sizeof four);
		return of_ipv4(&four.sin_addr);
	}
	if (address->sa_family == AF_INET6) {
		memcpy(&six, address, sizeof six);
		memcpy(peer.bytes, &six.sin6_addr, sizeof peer.bytes);
	}
	return peer;
}

/* Without brackets and port: "[::1]:80" is "::1"; "192.0.2.1:80" is "192.0.2.1". */
static struct span
bare_address(struct span text)
{
	size_t colon = span_find_byte(text, ':');

	if (text.len > 0 && text.at[0] == '[')
		return span_head(span_from(text, 1), span_find_byte(span_from(text, 1), ']'));
	if (colon < text.len &&
		span_find_byte(span_from(text, colon + 1), ':') == span_from(text, colon + 1).len)
		return span_head(text, colon);
	return text;
}

bool
peer_read(struct span text, struct peer *peer)
{
	char address[ADDRESS_TEXT_MAX + 1] = "";
	struct in_addr four;
	struct in6_addr six;

	text = bare_address(text);
	if (text.len == 0 || text.len > ADDRESS_TEXT_MAX || span_find_byte(text, '\0') < text.len)
		return false;
	memcpy(address, text.at, text.len);
	if (inet_pton(AF_INET, address, &four) == 1) {
		*peer = of_ipv4(&four);
		return true;
	}
	if (inet_pton(AF_INET6, address, &six) != 1)
		return false;
	*peer = (struct peer){.is_local = false};
	memcpy(peer->bytes, &six, sizeof peer->bytes);
	return true;
}

void
peer_tell(const struct peer *peer, char text[PEER_TEXT_SIZE])
{
	if (peer->is_local)
		memcpy(text, "local", sizeof "local");
	else if (is_ipv4(peer))
		inet_ntop(AF_INET, peer->bytes + sizeof mapped, text, PEER_TEXT_SIZE);
	else
		inet_ntop(AF_INET6, peer->bytes, text, PEER_TEXT_SIZE);
}

static bool
has_same_bits(const struct peer *a, const struct peer *b, unsigned bits)
{
	unsigned whole = bits / 8;
	uint8_t mask = (uint8_t)(0xff << (8 - bits % 8));

	if (memcmp(a->bytes, b->bytes, whole) != 0)
		return false;
	return bits % 8 == 0 || ((a->bytes[whole] ^ b->bytes[whole]) & mask) == 0;
}

bool
peer_is_same_site(const struct peer *a, const struct peer *b)
{
	if (a->is_local || b->is_local)
		return a->is_local == b->is_local;
	return has_same_bits(a, b, is_ipv4(a) ? 128 : SITE_BITS);
}

bool
network_read(struct span text, struct network *network)
{
	size_t slash = span_find_byte(text, '/');
	unsigned long long bits = 128;

	if (!peer_read(span_head(text, slash), &network->peer))
		return false;
	if (slash < text.len) {
		unsigned most = is_ipv4(&network->peer) ? 32 : 128;

		if (!span_to_uint(span_from(text, slash + 1), most, &bits))
			return false;
		bits += 128 - most;
	}
	network->bits = (unsigned)bits;
	for (unsigned i = network->bits; i < 128; i++)
		if ((network->peer.bytes[i / 8] >> (7 - i % 8) & 1) != 0)
			return false;
	return true;
}

bool
network_has(const struct network *networks, size_t n, const struct peer *peer)
{
	for (size_t i = 0; i < n; i++)
		if (!peer->is_local && has_same_bits(&networks[i].peer, peer, networks[i].bits))
			return true;
	return peer->is_local;
}

/* The last of a list, taken off it; false: nothing is left. */
static bool
take_last(struct span *list, struct span *last)
{
	size_t at = list->len;

	if (list->at == NULL)
		return false;
	while (at > 0 && list->at[at - 1] != ',')
		at--;
	*last = span_trim(span_from(*list, at));
	*list = at > 0 ? span_head(*list, at - 1) : SPAN_NONE;
	return true;
}

static struct peer
find_client(struct span list, struct peer peer, const struct network *trusted, size_t n_trusted)
{
	struct peer before;
	struct span last;

	while (network_has(trusted, n_trusted, &peer) && take_last(&list, &last) &&
		peer_read(last, &before))
		peer = before;
	return peer;
}

struct origin
origin_of(const struct head *head, const struct peer *peer, const struct network *trusted,
	size_t n_trusted)
{
	struct origin origin = {.client = *peer, .host = head->host};
	struct span host;

	if (!network_has(trusted, n_trusted, peer))
		return origin;
	origin.client =
		find_client(head_find(head, SPAN("X-Forwarded-For")), *peer, trusted, n_trusted);
	host = head_find(head, SPAN("X-Forwarded-Host"));
	if (host.len > 0)
		origin.host = host;
	origin.is_secure =
		span_equal_nocase(head_find(head, SPAN("X-Forwarded-Proto")), SPAN("https"));
	return origin;
}

static bool
is_port(struct span text)
{
	unsigned long long port;

	return text.len <= PORT_DIGITS_MAX && (text.len == 0 || span_to_uint(text, 65535, &port));
}

static bool
is_name(struct span name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_alnum(name.at[i]) && name.at[i] != '-' && name.at[i] != '.' &&
			name.at[i] != '_')
			return false;
	return name.len > 0 && name.len <= HOST_BYTES_MAX;
}

static bool
is_known(const struct host_rule *rule, struct span name)
{
	if (span_ends_with(name, SPAN("."))) /* the root of the DNS, written out */
		name.len--;
	if (span_equal_nocase(name, SPAN("localhost")) ||
		span_ends_with_nocase(name, SPAN(".localhost")))
		return true;
	for (size_t i = 0; i < rule->n_names; i++)
		if (span_equal_nocase(name, rule->names[i]))
			return true;
	return rule->takes_any;
}

bool
host_is_ours(const struct host_rule *rule, struct span host)
{
	bool is_bracketed = host.len > 0 && host.at[0] == '[';
	size_t close = span_find_byte(host, ']');
	struct span rest = is_bracketed ? span_from(host, close + 1) : host;
	size_t colon = span_find_byte(rest, ':');
	struct span name = is_bracketed ? span_head(host, close + 1) : span_head(host, colon);
	struct peer peer;

	if (is_bracketed && (close >= host.len || (rest.len > 0 && colon > 0)))
		return false;
	if (colon < rest.len && !is_port(span_from(rest, colon + 1)))
		return false;
	if (is_bracketed)
		return peer_read(name, &peer) && !is_ipv4(&peer);
	return is_name(name) && (peer_read(name, &peer) || is_known(rule, name));
}
