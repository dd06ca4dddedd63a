#include "aggregator/watch/reading.h"

#include <stdlib.h>
#include <string.h>

#include "aggregator/watch/section_label.h"
#include "feeds/base/memory.h"
#include "feeds/base/utf8.h"

#define FIELD_PARTING " \1 " /* between title and text; no name has this byte */
#define PARTING_BYTES (sizeof FIELD_PARTING - 1)
#define BLOCK_BITS 6 /* of the index into the steps: 64 bytes of plain form */

/* What an ASCII byte becomes in plain form: letters and digits stay, in lower case. */
static const char plain_bytes[128] = {
#define GAPS_8 ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '
	GAPS_8, GAPS_8, GAPS_8, GAPS_8, GAPS_8, GAPS_8, /* up to '/' */
	'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ' ', ' ', ' ', ' ', ' ', ' ', ' ', 'a',
	'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's',
	't', 'u', 'v', 'w', 'x', 'y', 'z', ' ', ' ', ' ', ' ', ' ', ' ', 'a', 'b', 'c', 'd', 'e',
	'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
	'x', 'y', 'z', ' ', ' ', ' ', ' ', ' '};

/* Where plain form is written; a space is written only behind something else. */
struct writer {
	char *at;
	struct reading_steps *steps; /* NULL: nobody asks where bytes came from */
	size_t n;
};

/* The next plain byte comes from byte `origin`: a step, unless the one before tells it too. */
static void
note_origin(const struct writer *writer, size_t origin)
{
	struct reading_steps *steps = writer->steps;
	uint32_t shift = (uint32_t)(origin - writer->n);

	if (steps == NULL || (steps->n > 0 && steps->at[steps->n - 1].shift == shift))
		return;
	steps->at = memory_room(steps->at, steps->n, &steps->capacity, sizeof *steps->at);
	steps->at[steps->n++] = (struct reading_step){(uint32_t)writer->n, shift};
}

static void
write_bytes(struct writer *writer, const char *bytes, size_t len, size_t origin)
{
	note_origin(writer, origin);
	memcpy(writer->at + writer->n, bytes, len);
	writer->n += len;
}

static bool
ends_in_gap(const struct writer *writer)
{
	return writer->n > 0 && writer->at[writer->n - 1] == ' ';
}

static void
write_gap(struct writer *writer, size_t origin)
{
	if (!ends_in_gap(writer))
		write_bytes(writer, " ", 1, origin);
}

/*
 * So many bytes are folded at once, without looking where words end; compilers make a few vector
 * instructions of it.
 */
#define CHUNK 16

static bool
fold_chunk(char *restrict plain, const char *restrict text)
{
	unsigned char seen = 0;

	for (int i = 0; i < CHUNK; i++) {
		unsigned char byte = (unsigned char)text[i];
		unsigned char lower =
			(unsigned char)(byte | ((unsigned char)(byte - 'A') < 26) << 5);
		bool is_kept =
			((unsigned char)(lower - 'a') < 26) | ((unsigned char)(byte - '0') < 10);

		seen |= byte;
		plain[i] = is_kept ? (char)lower : ' ';
	}
	return seen < 0x80;
}

/* Where in the chunk a gap first follows another one; the byte before `plain` counts. */
static size_t
first_double_gap(const char *plain)
{
	unsigned char is_double[CHUNK];
	uint64_t halves[2];
	size_t i = 0;

	for (int j = 0; j < CHUNK; j++)
		is_double[j] = (unsigned char)((plain[j] == ' ') & (plain[j - 1] == ' '));
	memcpy(halves, is_double, sizeof halves);
	if ((halves[0] | halves[1]) == 0)
		return CHUNK;
	while (is_double[i] == 0)
		i++;
	return i;
}

static void
write_ascii_byte(struct writer *writer, char byte, size_t i)
{
	byte = plain_bytes[(unsigned char)byte];
	if (byte == ' ' && ends_in_gap(writer))
		return;
	note_origin(writer, i);
	writer->at[writer->n++] = byte;
}

/* A run of ASCII: the way nearly all bytes go. Gives where it ended. There is room for a chunk. */
static size_t
write_ascii(struct writer *writer, struct span text, size_t i)
{
	while (i < text.len && (unsigned char)text.at[i] < 0x80) {
		size_t end = i + CHUNK < text.len ? i + CHUNK : text.len;

		if (writer->n > 0 && end - i == CHUNK &&
			fold_chunk(writer->at + writer->n, text.at + i)) {
			size_t n = first_double_gap(writer->at + writer->n);

			if (n > 0)
				note_origin(writer, i);
			writer->n += n;
			i += n < CHUNK ? n + 1 : n; /* the second gap is left out */
			continue;
		}
		for (; i < end && (unsigned char)text.at[i] < 0x80; i++)
			write_ascii_byte(writer, text.at[i], i);
	}
	return i;
}

/* Whether the bytes before end in a character of a script that writes without gaps. */
static bool
ends_single(const struct writer *writer)
{
	size_t at = writer->n;
	uint32_t point;

	if (at == 0 || (writer->at[at - 1] & 0x80) == 0)
		return false;
	do
		at--;
	while (at > 0 && ((unsigned char)writer->at[at] & 0xc0) == 0x80);
	utf8_decode(span_make(writer->at + at, writer->n - at), &point);
	return fold_kind(point) == FOLD_SINGLE;
}

/* "Galaxy手机" is two words: scripts with and without gaps are parted from each other. */
static size_t
write_other(struct writer *writer, struct span text, size_t i)
{
	uint32_t point;
	size_t len = utf8_decode(span_from(text, i), &point);
	enum fold_kind kind = fold_kind(point);
	bool after_word = writer->n > 0 && writer->at[writer->n - 1] != ' ';

	if (kind == FOLD_GAP) {
		write_gap(writer, i);
		return i + len;
	}
	if (after_word && ends_single(writer) != (kind == FOLD_SINGLE))
		write_gap(writer, i);
	write_bytes(writer, text.at + i, len, i);
	return i + len;
}

static bool
begins_word(struct span text, size_t i)
{
	return i < text.len && plain_bytes[(unsigned char)text.at[i] & 0x7f] != ' ' &&
	       ((unsigned char)text.at[i] & 0x80) == 0;
}

static void
write_plain_from(struct writer *writer, struct span folded, size_t i)
{
	while (i < folded.len) {
		i = write_ascii(writer, folded, i);
		while (i < folded.len && ((unsigned char)folded.at[i] & 0x80) != 0)
			i = write_other(writer, folded, i);
		if (begins_word(folded, i) && ends_single(writer))
			write_gap(writer, i);
	}
}

static void
write_plain(struct writer *writer, struct span folded)
{
	write_plain_from(writer, folded, 0);
}

/* A label that was run together with the headline is a word of its own. */
static void
write_title(struct writer *writer, struct span folded, size_t label_bytes)
{
	write_plain(writer, span_head(folded, label_bytes));
	write_gap(writer, label_bytes);
	write_plain_from(writer, folded, label_bytes);
}

static bool
is_ascii(struct span text)
{
	size_t i = 0;

	for (; i + CHUNK <= text.len; i += CHUNK) {
		unsigned char seen = 0;

		for (int j = 0; j < CHUNK; j++)
			seen |= (unsigned char)text.at[i + (size_t)j];
		if (seen >= 0x80)
			return false;
	}
	while (i < text.len && (unsigned char)text.at[i] < 0x80)
		i++;
	return i == text.len;
}

void
reading_init(struct reading *reading)
{
	*reading = (struct reading){0};
	buf_init(&reading->plain, BUF_UNLIMITED);
	for (int i = 0; i < 2; i++) {
		buf_init(&reading->fields[i].folded, BUF_UNLIMITED);
		fold_map_init(&reading->fields[i].map);
	}
}

void
reading_release(struct reading *reading)
{
	buf_release(&reading->plain);
	plain_words_release(&reading->words);
	free(reading->steps.at);
	free(reading->blocks);
	for (int i = 0; i < 2; i++) {
		buf_release(&reading->fields[i].folded);
		fold_map_release(&reading->fields[i].map);
	}
}

static struct span
fold_field(struct reading_field *field, struct span text)
{
	field->original = utf8_head(text, WATCH_TEXT_BYTES_MAX);
	field->is_ascii = is_ascii(field->original);
	if (field->is_ascii)
		return field->original; /* plain_bytes folds the case */
	buf_clear(&field->folded);
	fold_text(field->original, &field->folded, &field->map);
	return buf_span(&field->folded);
}

/* Plain form is longer than folded text only by gaps between scripts: at most one a character. */
static void
make_room(struct reading *reading, size_t folded_bytes)
{
	size_t bytes = 2 * folded_bytes + PARTING_BYTES + CHUNK;

	buf_clear(&reading->plain);
	buf_reserve(&reading->plain, bytes);
	reading->steps.n = 0;
}

/* For each block of plain bytes the step that its first byte is of: where a search begins. */
static void
index_steps(struct reading *reading)
{
	struct reading_steps *steps = &reading->steps;
	size_t n_blocks = (reading->plain.len >> BLOCK_BITS) + 1, step = 0;

	if (n_blocks > reading->blocks_capacity) {
		reading->blocks = memory_resize(reading->blocks, n_blocks, sizeof *reading->blocks);
		reading->blocks_capacity = n_blocks;
	}
	for (size_t block = 0; block < n_blocks; block++) {
		while (step + 1 < steps->n && steps->at[step + 1].plain <= block << BLOCK_BITS)
			step++;
		reading->blocks[block] = (uint32_t)step;
	}
}

void
reading_set(struct reading *reading, struct span title, struct span text)
{
	struct reading_field *fields = reading->fields;
	struct span folded_title = fold_field(&fields[FIELD_TITLE], title);
	struct span folded_text = fold_field(&fields[FIELD_TEXT], text);
	size_t label_bytes = section_label_length(title);
	struct writer writer;

	reading->has_label = label_bytes > 0;
	make_room(reading, folded_title.len + folded_text.len);
	writer = (struct writer){reading->plain.at, &reading->steps, 0};
	write_gap(&writer, 0);
	fields[FIELD_TITLE].begin = writer.n;
	write_title(&writer, folded_title, label_bytes);
	fields[FIELD_TITLE].end = writer.n;
	write_bytes(&writer, FIELD_PARTING, PARTING_BYTES, 0);
	fields[FIELD_TEXT].begin = writer.n;
	write_plain(&writer, folded_text);
	fields[FIELD_TEXT].end = writer.n;
	write_gap(&writer, folded_text.len);
	reading->plain.len = writer.n;
	plain_words_cut(&reading->words, buf_span(&reading->plain));
	index_steps(reading);
}

static size_t
original_of(const struct reading_field *field, size_t folded)
{
	return field->is_ascii ? folded : fold_original(&field->map, folded);
}

/* Where the plain byte came from in its folded field. */
static size_t
origin_of(const struct reading *reading, size_t plain)
{
	const struct reading_steps *steps = &reading->steps;
	size_t step = reading->blocks[plain >> BLOCK_BITS];

	while (step + 1 < steps->n && steps->at[step + 1].plain <= plain)
		step++;
	return (uint32_t)(plain + steps->at[step].shift);
}

struct place
reading_place(const struct reading *reading, size_t start, size_t end)
{
	bool is_title = start < reading->fields[FIELD_TITLE].end;
	enum watch_field name = is_title ? FIELD_TITLE : FIELD_TEXT;
	const struct reading_field *field = &reading->fields[name];

	return (struct place){name, original_of(field, origin_of(reading, start)),
		original_of(field, origin_of(reading, end - 1) + 1)};
}

bool
reading_is_parted(const struct reading *reading, size_t start, size_t end)
{
	static const bool is_parting[256] = {
		[','] = true, [';'] = true, [':'] = true, ['|'] = true, ['('] = true, [')'] = true};
	struct span original;
	struct place place;

	if (origin_of(reading, end - 1) - origin_of(reading, start) == end - 1 - start)
		return false; /* one byte between its words: a space, a hyphen */
	place = reading_place(reading, start, end);
	original = reading_text(reading, place.field);
	for (size_t i = place.start; i < place.end; i++) {
		if (is_parting[(unsigned char)original.at[i]])
			return true;
	}
	return false;
}

struct span
reading_text(const struct reading *reading, enum watch_field field)
{
	return reading->fields[field].original;
}

void
plain_add(struct span text, struct buf *out)
{
	struct buf folded;
	struct writer writer;

	buf_init(&folded, BUF_UNLIMITED);
	fold_text(text, &folded, NULL);
	buf_reserve(out, 2 * folded.len + CHUNK);
	writer = (struct writer){out->at + out->len, NULL, 0};
	write_gap(&writer, 0);
	write_plain(&writer, buf_span(&folded));
	if (writer.n > 0 && writer.at[writer.n - 1] == ' ')
		writer.n--;
	if (writer.n > 0)
		memmove(writer.at, writer.at + 1, --writer.n);
	out->len += writer.n;
	buf_release(&folded);
}
