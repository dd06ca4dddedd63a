/* The section `server:`. */
#include <arpa/inet.h>
#include <string.h>

#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"
#include "feeds/base/ascii.h"

#define ADDRESS_BYTES_MAX 45
#define NAME_BYTES_MAX 253
#define BASE_BYTES_MAX 200
#define PORT_MAX 65535
#define SOCKET_PREFIX "unix:"

#define LISTEN_EXPECTED "an address and a port such as 127.0.0.1:8080 or [::1]:8080, or unix:PATH"
#define HOST_EXPECTED "a name such as news.example.com"
#define NETWORK_EXPECTED "an address or a network such as 127.0.0.1 or 10.0.0.0/8"
#define BASE_EXPECTED "a path such as /news"

/* Its bits: 32 or 128; 0: it is no address. */
static unsigned
address_bits(struct span text, unsigned char bytes[16])
{
	char address[ADDRESS_BYTES_MAX + 1] = "";

	if (text.len == 0 || text.len > ADDRESS_BYTES_MAX)
		return 0;
	memcpy(address, text.at, text.len);
	if (inet_pton(AF_INET, address, bytes) == 1)
		return 32;
	return inet_pton(AF_INET6, address, bytes) == 1 ? 128 : 0;
}

static bool
is_listen(struct span text)
{
	unsigned char bytes[16];
	unsigned long long port;
	size_t colon = text.len;
	struct span host;

	if (span_starts_with(text, SPAN(SOCKET_PREFIX)))
		return text.len > strlen(SOCKET_PREFIX);
	while (colon > 0 && text.at[colon - 1] != ':')
		colon--;
	if (colon < 2 || !span_to_uint(span_from(text, colon), PORT_MAX, &port))
		return false;
	host = span_head(text, colon - 1);
	if (host.len > 2 && host.at[0] == '[' && host.at[host.len - 1] == ']')
		return address_bits(span_make(host.at + 1, host.len - 2), bytes) == 128;
	return address_bits(host, bytes) == 32;
}

static bool
is_host(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_alnum(text.at[i]) && text.at[i] != '-' && text.at[i] != '.' &&
			text.at[i] != '_')
			return false;
	return text.len > 0 && text.len <= NAME_BYTES_MAX;
}

/* Bits behind the mask are a mistake: 10.0.0.1/8 is either 10.0.0.0/8 or 10.0.0.1. */
static bool
is_network(struct span text)
{
	size_t slash = span_find_byte(text, '/');
	unsigned char bytes[16] = {0};
	unsigned bits = address_bits(span_head(text, slash), bytes);
	unsigned long long mask = bits;

	if (bits == 0 ||
		(slash < text.len && !span_to_uint(span_from(text, slash + 1), bits, &mask)))
		return false;
	for (unsigned i = (unsigned)mask; i < bits; i++)
		if ((bytes[i / 8] >> (7 - i % 8) & 1) != 0)
			return false;
	return true;
}

/* Each of a list of texts, or of one, has to be such a thing. */
static void
set_each(struct config_reader *reader, const struct tree *tree, const char *expected,
	bool (*is_right)(struct span text), struct wanted_strings *field)
{
	struct wanted_strings texts = config_strings(reader, tree, expected);

	for (size_t i = 0; i < texts.n; i++)
		if (!is_right(span_of(texts.at[i]))) {
			config_wrong(reader, tree->line, "expected %s, found '%s'", expected,
				texts.at[i]);
			return;
		}
	*field = texts;
}

/* A socket file's path starts where the file stands, as all paths do. */
static const char *
resolve_socket(struct config_reader *reader, const char *text)
{
	const char *path = text + strlen(SOCKET_PREFIX);
	struct buf whole;

	if (!span_starts_with(span_of(text), SPAN(SOCKET_PREFIX)))
		return text;
	buf_init(&whole, BUF_UNLIMITED);
	buf_format(&whole, SOCKET_PREFIX "%s", config_path(reader, path));
	text = arena_string(reader->arena, buf_span(&whole));
	buf_release(&whole);
	return text;
}

static void
set_listen(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	struct wanted_strings texts = {NULL, 0};
	const char **resolved;

	(void)key;
	set_each(reader, tree, LISTEN_EXPECTED, is_listen, &texts);
	resolved = arena_array(reader->arena, texts.n, sizeof *resolved);
	for (size_t i = 0; i < texts.n; i++)
		resolved[i] = resolve_socket(reader, texts.at[i]);
	*(struct wanted_strings *)field = (struct wanted_strings){resolved, texts.n};
}

static void
set_hosts(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	(void)key;
	set_each(reader, tree, HOST_EXPECTED, is_host, field);
}

static void
set_networks(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	(void)key;
	set_each(reader, tree, NETWORK_EXPECTED, is_network, field);
}

static bool
is_base_path(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_alnum(text.at[i]) && strchr("/-._~", text.at[i]) == NULL)
			return false;
	return text.len > 0 && text.len <= BASE_BYTES_MAX && text.at[0] == '/' &&
	       span_find(text, SPAN("//")) == text.len && span_find(text, SPAN("/.")) == text.len;
}

static void
set_base_path(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *text = config_text(reader, tree, BASE_EXPECTED);

	(void)key;
	if (text == NULL)
		return;
	if (is_base_path(span_of(text)))
		*(const char **)field = text;
	else
		config_expected(reader, tree, BASE_EXPECTED);
}

#define SERVER(member) offsetof(struct config_server, member)

const struct config_key config_server_keys[] = {
	{.name = "listen", .set = set_listen, .offset = SERVER(listen)},
	{.name = "base_path", .set = set_base_path, .offset = SERVER(base_path)},
	{.name = "hosts", .set = set_hosts, .offset = SERVER(hosts)},
	{.name = "trusted_proxies", .set = set_networks, .offset = SERVER(trusted_proxies)},
	{0},
};
