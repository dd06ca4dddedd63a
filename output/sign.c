#include "output/sign.h"

#include <glib.h>
#include <string.h>

#define SHA256_BYTES 32

static void
put_base64(const guint8 *sum, char text[SIGN_SIZE])
{
	gchar *encoded = g_base64_encode(sum, SHA256_BYTES);

	memcpy(text, encoded, SIGN_SIZE - 1);
	text[SIGN_SIZE - 1] = '\0';
	g_free(encoded);
}

void
sign_sha256(struct span bytes, char sum[SIGN_SIZE])
{
	GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 raw[SHA256_BYTES];
	gsize len = sizeof(raw);

	g_checksum_update(checksum, (const guchar *)bytes.at, (gssize)bytes.len);
	g_checksum_get_digest(checksum, raw, &len);
	g_checksum_free(checksum);
	put_base64(raw, sum);
}

void
sign_hmac_sha256(struct span key, struct span bytes, char sum[SIGN_SIZE])
{
	GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA256, (const guchar *)key.at, key.len);
	guint8 raw[SHA256_BYTES];
	gsize len = sizeof(raw);

	g_hmac_update(hmac, (const guchar *)bytes.at, (gssize)bytes.len);
	g_hmac_get_digest(hmac, raw, &len);
	g_hmac_unref(hmac);
	put_base64(raw, sum);
}
