/* The stored form of a fingerprint: little-endian, without padding, what is empty left out. */
#include <string.h>

#include "aggregator/story/fingerprint.h"

#define VERSION 1
#define HAS_SKETCH 1

static void
put(struct buf *out, uint64_t number, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_add_byte(out, (char)(number >> (8 * i) & 0xff));
}

void
fingerprint_write(const struct fingerprint *fingerprint, struct buf *out)
{
	put(out, VERSION, 1);
	put(out, fingerprint->has_sketch ? HAS_SKETCH : 0, 1);
	put(out, fingerprint->n_terms, 1);
	put(out, fingerprint->words, 2);
	put(out, fingerprint->feed, 4);
	put(out, fingerprint->source, 4);
	put(out, (uint64_t)fingerprint->published, 8);
	put(out, fingerprint->link, 8);
	put(out, fingerprint->title, 8);
	put(out, fingerprint->text, 8);
	put(out, fingerprint->id, 8);
	for (size_t i = 0; i < fingerprint->n_terms; i++) {
		put(out, fingerprint->terms[i].stem, 4);
		put(out, fingerprint->terms[i].weight, 1);
		put(out, fingerprint->terms[i].marks, 1);
	}
	for (size_t i = 0; fingerprint->has_sketch && i < SKETCH_SLOTS; i++)
		put(out, fingerprint->sketch[i], 2);
}

/* What is left of a blob; reading beyond its end gives zeros and is remembered. */
struct source {
	struct span left;
	bool is_short;
};

static uint64_t
get(struct source *source, size_t bytes)
{
	uint64_t number = 0;

	if (source->left.len < bytes) {
		source->is_short = true;
		return 0;
	}
	for (size_t i = 0; i < bytes; i++)
		number |= (uint64_t)(unsigned char)source->left.at[i] << (8 * i);
	source->left = span_from(source->left, bytes);
	return number;
}

static void
get_head(struct source *source, struct fingerprint *out)
{
	out->has_sketch = get(source, 1) & HAS_SKETCH;
	out->n_terms = (uint8_t)get(source, 1);
	out->words = (uint16_t)get(source, 2);
	out->feed = (uint32_t)get(source, 4);
	out->source = (uint32_t)get(source, 4);
	out->published = (int64_t)get(source, 8);
	out->link = get(source, 8);
	out->title = get(source, 8);
	out->text = get(source, 8);
	out->id = get(source, 8);
}

/* Terms stand by stem, each once: whoever merges them relies on it. */
static bool
get_terms(struct source *source, struct fingerprint *out)
{
	uint32_t before = 0;

	for (size_t i = 0; i < out->n_terms; i++) {
		struct fingerprint_term *term = &out->terms[i];

		term->stem = (uint32_t)get(source, 4);
		term->weight = (uint8_t)get(source, 1);
		term->marks = (uint8_t)get(source, 1);
		if (term->stem <= before || fingerprint_kind(term->marks) >= TERM_KINDS)
			return false;
		before = term->stem;
	}
	return true;
}

static bool
get_body(struct source *source, struct fingerprint *out)
{
	if (out->n_terms > FINGERPRINT_TERMS_MAX || !get_terms(source, out))
		return false;
	for (size_t i = 0; out->has_sketch && i < SKETCH_SLOTS; i++)
		out->sketch[i] = (uint16_t)get(source, 2);
	return !source->is_short && source->left.len == 0;
}

bool
fingerprint_read(struct span bytes, struct fingerprint *out)
{
	struct source source = {.left = bytes};
	bool is_good = false;

	memset(out, 0, sizeof *out);
	if (get(&source, 1) == VERSION) {
		get_head(&source, out);
		is_good = get_body(&source, out);
	}
	if (!is_good)
		memset(out, 0, sizeof *out);
	return is_good;
}
