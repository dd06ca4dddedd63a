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
	put(out, fingerprint->n_facts, 1);
	put(out, fingerprint->n_companies, 1);
	put(out, fingerprint->n_about, 1);
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
	for (size_t i = 0; i < fingerprint->n_facts; i++) {
		put(out, fingerprint->facts[i].kind, 1);
		put(out, fingerprint->facts[i].marks, 1);
		put(out, fingerprint->facts[i].value, 4);
	}
	for (size_t i = 0; i < fingerprint->n_companies; i++)
		put(out, fingerprint->companies[i], 4);
	for (size_t i = 0; fingerprint->has_sketch && i < FINGERPRINT_SKETCH_SLOTS; i++)
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
	out->n_facts = (uint8_t)get(source, 1);
	out->n_companies = (uint8_t)get(source, 1);
	out->n_about = (uint8_t)get(source, 1);
	out->words = (uint16_t)get(source, 2);
	out->feed = (uint32_t)get(source, 4);
	out->source = (uint32_t)get(source, 4);
	out->published = (int64_t)get(source, 8);
	out->link = get(source, 8);
	out->title = get(source, 8);
	out->text = get(source, 8);
	out->id = get(source, 8);
}

static bool
is_sound(const struct fingerprint *fingerprint)
{
	return fingerprint->n_terms <= FINGERPRINT_TERMS_MAX &&
	       fingerprint->n_facts <= FINGERPRINT_FACTS_MAX &&
	       fingerprint->n_companies <= FINGERPRINT_COMPANIES_MAX &&
	       fingerprint->n_about <= fingerprint->n_companies;
}

static bool
get_lists(struct source *source, struct fingerprint *out)
{
	for (size_t i = 0; i < out->n_terms; i++) {
		out->terms[i].stem = (uint32_t)get(source, 4);
		out->terms[i].weight = (uint8_t)get(source, 1);
		out->terms[i].marks = (uint8_t)get(source, 1);
	}
	for (size_t i = 0; i < out->n_facts; i++) {
		out->facts[i].kind = (uint8_t)get(source, 1);
		out->facts[i].marks = (uint8_t)get(source, 1);
		out->facts[i].value = (uint32_t)get(source, 4);
		if (out->facts[i].kind >= FACT_KINDS)
			return false;
	}
	for (size_t i = 0; i < out->n_companies; i++)
		out->companies[i] = (uint32_t)get(source, 4);
	for (size_t i = 0; out->has_sketch && i < FINGERPRINT_SKETCH_SLOTS; i++)
		out->sketch[i] = (uint16_t)get(source, 2);
	return true;
}

bool
fingerprint_read(struct span bytes, struct fingerprint *out)
{
	struct source source = {.left = bytes};
	bool is_good = false;

	memset(out, 0, sizeof *out);
	if (get(&source, 1) == VERSION) {
		get_head(&source, out);
		is_good = is_sound(out) && get_lists(&source, out) && !source.is_short &&
			  source.left.len == 0;
	}
	if (!is_good)
		memset(out, 0, sizeof *out);
	return is_good;
}
