#include "aggregator/serve/chunks.h"

#include <string.h>

#include "feeds/base/ascii.h"

/* Behind the digits; a size without any is no size. */
static enum chunk_place
end_size(const struct chunks *chunks, char byte)
{
	if (chunks->digits == 0 || (byte != '\r' && byte != ';'))
		return CHUNK_BROKEN;
	return byte == ';' ? CHUNK_EXTENSION : CHUNK_SIZE_LF;
}

static enum chunk_place
read_size(struct chunks *chunks, char byte)
{
	int digit = ascii_hex(byte);

	if (digit < 0)
		return end_size(chunks, byte);
	if (chunks->digits++ == CHUNK_DIGITS_MAX)
		return CHUNK_BROKEN;
	chunks->size = chunks->size * 16 + (size_t)digit;
	return CHUNK_SIZE;
}

/* A byte of an extension or a trailer; a line feed alone would end it for some readers. */
static enum chunk_place
read_extra(struct chunks *chunks, char byte, enum chunk_place end)
{
	if (byte == '\r')
		return end;
	if (((unsigned char)byte < ' ' && byte != '\t') || byte == 0x7f ||
		chunks->extra++ == CHUNK_EXTRA_BYTES)
		return CHUNK_BROKEN;
	return chunks->place;
}

static enum chunk_place
begin_data(struct chunks *chunks)
{
	if (chunks->size > chunks->body_max - chunks->body_bytes)
		return CHUNK_LARGE;
	chunks->left = chunks->size;
	chunks->size = 0;
	chunks->digits = 0;
	return chunks->left > 0 ? CHUNK_DATA : CHUNK_LINE;
}

static enum chunk_place
begin_line(struct chunks *chunks, char byte)
{
	chunks->place = CHUNK_TRAILER;
	return read_extra(chunks, byte, CHUNK_LAST_LF);
}

/* Where the byte leads to, from any place but within the data. */
static enum chunk_place
read_byte(struct chunks *chunks, char byte)
{
	switch (chunks->place) {
	case CHUNK_SIZE:
		return read_size(chunks, byte);
	case CHUNK_EXTENSION:
		return read_extra(chunks, byte, CHUNK_SIZE_LF);
	case CHUNK_SIZE_LF:
		return byte == '\n' ? begin_data(chunks) : CHUNK_BROKEN;
	case CHUNK_DATA_CR:
		return byte == '\r' ? CHUNK_DATA_LF : CHUNK_BROKEN;
	case CHUNK_DATA_LF:
		return byte == '\n' ? CHUNK_SIZE : CHUNK_BROKEN;
	case CHUNK_LINE:
		return begin_line(chunks, byte);
	case CHUNK_TRAILER:
		return read_extra(chunks, byte, CHUNK_TRAILER_LF);
	case CHUNK_TRAILER_LF:
		return byte == '\n' ? CHUNK_LINE : CHUNK_BROKEN;
	case CHUNK_LAST_LF:
		return byte == '\n' ? CHUNK_END : CHUNK_BROKEN;
	case CHUNK_DATA:
	case CHUNK_END:
	case CHUNK_BROKEN:
	case CHUNK_LARGE:
		break;
	}
	return chunks->place;
}

static size_t
read_data(struct chunks *chunks, struct span bytes, char *body)
{
	size_t n = bytes.len < chunks->left ? bytes.len : chunks->left;

	memmove(body + chunks->body_bytes, bytes.at, n);
	chunks->body_bytes += n;
	chunks->left -= n;
	if (chunks->left == 0)
		chunks->place = CHUNK_DATA_CR;
	return n;
}

enum chunk_place
chunks_read(struct chunks *chunks, struct span bytes, char *body, size_t *used)
{
	*used = 0;
	while (*used < bytes.len && chunks->place < CHUNK_END)
		if (chunks->place == CHUNK_DATA)
			*used += read_data(chunks, span_from(bytes, *used), body);
		else
			chunks->place = read_byte(chunks, bytes.at[(*used)++]);
	return chunks->place;
}
