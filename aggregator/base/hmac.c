#include "aggregator/base/hmac.h"

#include <glib.h>

#include "feeds/base/ascii.h"

static const struct method {
	const char *name;
	GChecksumType type;
} methods[] = {
	{"sha1", G_CHECKSUM_SHA1},
	{"sha256", G_CHECKSUM_SHA256},
	{"sha384", G_CHECKSUM_SHA384},
	{"sha512", G_CHECKSUM_SHA512},
};

static const struct method *
find_method(struct span name)
{
	for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
		if (span_equal_nocase(span_of(methods[i].name), name))
			return &methods[i];
	return NULL;
}

/* Looks at every byte, and branches on none. */
static bool
is_same(const char *want, struct span got)
{
	unsigned char difference = 0;

	for (size_t i = 0; i < got.len; i++)
		difference |= (unsigned char)(want[i] ^ ascii_lower(got.at[i]));
	return difference == 0;
}

bool
hmac_verify(struct span method, struct span key, struct span bytes, struct span hex)
{
	const struct method *known = find_method(method);
	GHmac *hmac;
	bool ok;

	if (known == NULL || hex.len != (size_t)g_checksum_type_get_length(known->type) * 2)
		return false;
	hmac = g_hmac_new(known->type, (const guchar *)key.at, key.len);
	if (bytes.len > 0)
		g_hmac_update(hmac, (const guchar *)bytes.at, (gssize)bytes.len);
	ok = is_same(g_hmac_get_string(hmac), hex);
	g_hmac_unref(hmac);
	return ok;
}
