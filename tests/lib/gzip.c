#include "tests/lib/gzip.h"

#include <stdint.h>

#define STORED_MAX 65535
#define CRC_POLYNOMIAL 0xedb88320U
#define LONGEST_MATCH 258

/* RFC 1951: codes go out from their first bit on, numbers from their last. */
struct bits {
	struct buf *out;
	unsigned char byte;
	int used;
};

static void
add_bit(struct bits *bits, unsigned bit)
{
	bits->byte = (unsigned char)(bits->byte | bit << bits->used);
	if (++bits->used < 8)
		return;
	buf_add_byte(bits->out, (char)bits->byte);
	bits->byte = 0;
	bits->used = 0;
}

static void
add_code(struct bits *bits, unsigned code, int len)
{
	while (len-- > 0)
		add_bit(bits, code >> len & 1);
}

static void
add_number(struct buf *out, uint64_t number, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_add_byte(out, (char)(number >> 8 * i));
}

static void
add_header(struct buf *out)
{
	buf_add(out, span_make("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10));
}

static uint32_t
crc(struct span bytes)
{
	uint32_t sum = 0xffffffffU;

	for (size_t i = 0; i < bytes.len; i++) {
		sum ^= (unsigned char)bytes.at[i];
		for (int bit = 0; bit < 8; bit++)
			sum = sum >> 1 ^ ((sum & 1) != 0 ? CRC_POLYNOMIAL : 0);
	}
	return ~sum;
}

void
gzip_store(struct buf *out, struct span body)
{
	struct span rest = body;

	add_header(out);
	do {
		struct span part = span_head(rest, STORED_MAX);

		rest = span_from(rest, part.len);
		buf_add_byte(out, rest.len == 0);
		add_number(out, part.len, 2);
		add_number(out, ~(uint64_t)part.len, 2);
		buf_add(out, part);
	} while (rest.len > 0);
	add_number(out, crc(body), 4);
	add_number(out, body.len, 4);
}

/* One block of fixed codes: a literal, then matches of 258 bytes at distance 1, in 13 bits each. */
void
gzip_bomb(struct buf *out, char byte, size_t n)
{
	struct bits bits = {out, 0, 0};

	add_header(out);
	add_bit(&bits, 1);     /* the last block */
	add_code(&bits, 2, 2); /* 01, fixed codes */
	add_code(&bits, 0x30U + (unsigned char)byte, 8);
	for (size_t i = 0; i < n / LONGEST_MATCH; i++) {
		add_code(&bits, 0xc5, 8); /* length 258 */
		add_code(&bits, 0, 5);    /* distance 1 */
	}
	add_code(&bits, 0, 7); /* the end of the block */
	add_code(&bits, 0, 7);
	add_number(out, 0, 8);
}
