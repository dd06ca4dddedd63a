#include "aggregator/story/fingerprint.h"

#include <string.h>

#include "aggregator/base/hash.h"
#include "aggregator/story/background.h"
#include "aggregator/story/canonical.h"
#include "aggregator/story/headline.h"
#include "aggregator/story/word.h"

#define TEXT_BYTES_MAX 16384 /* what is beyond changes no sketch much */
#define TITLE_WORDS_MIN 4    /* "Market Wrap" tells no items apart */
#define TEXT_WORDS_MIN 12
#define LEAD_BYTES 600 /* of the text, where the terms are taken from */
#define WORDS_MAX 160  /* of title and lead */

/* The words of an item while its terms are chosen. */
struct terms {
	const struct background *background;
	struct fingerprint_term at[WORDS_MAX];
	size_t n;
};

uint32_t
fingerprint_company(struct span key)
{
	uint32_t hash = (uint32_t)hash_span(key);

	return hash != 0 ? hash : 1;
}

static void
add_term(struct terms *terms, const struct word *word, bool is_in_title)
{
	uint32_t stem = word_stem(word_folded(word));
	uint8_t marks = 0;
	struct fingerprint_term *term = NULL;

	if (word->len < 2 && !word->is_number)
		return;
	for (size_t i = 0; i < terms->n && term == NULL; i++)
		if (terms->at[i].stem == stem)
			term = &terms->at[i];
	if (term == NULL && terms->n == WORDS_MAX)
		return;
	if (term == NULL)
		term = &terms->at[terms->n++];
	marks |= is_in_title ? FINGERPRINT_IN_TITLE : 0;
	marks |= word->is_capital && !word->starts_sentence ? FINGERPRINT_IS_NAME : 0;
	marks |= word->is_number ? FINGERPRINT_IS_NUMBER : 0;
	*term = (struct fingerprint_term){
		.stem = stem,
		.weight = background_weight(terms->background, stem),
		.marks = (uint8_t)(term->stem == stem ? term->marks | marks : marks),
	};
}

static void
read_terms(struct terms *terms, struct span text, bool is_title)
{
	struct word_reader reader;
	struct word word;

	word_reader_init(&reader, text);
	while (terms->n < WORDS_MAX && word_next(&reader, &word))
		add_term(terms, &word, is_title);
}

static bool
is_heavier(const struct fingerprint_term *a, const struct fingerprint_term *b)
{
	int title_a = a->marks & FINGERPRINT_IN_TITLE;
	int title_b = b->marks & FINGERPRINT_IN_TITLE;

	if (title_a != title_b)
		return title_a > title_b;
	return a->weight != b->weight ? a->weight > b->weight : a->stem < b->stem;
}

/* Insertion into the sorted few: most words fall out at the first comparison. */
static void
choose_terms(const struct terms *terms, struct fingerprint *out)
{
	for (size_t i = 0; i < terms->n; i++) {
		struct fingerprint_term term = terms->at[i];
		size_t at = out->n_terms;

		if (at == FINGERPRINT_TERMS_MAX && !is_heavier(&term, &out->terms[at - 1]))
			continue;
		if (at == FINGERPRINT_TERMS_MAX)
			at--;
		else
			out->n_terms++;
		while (at > 0 && is_heavier(&term, &out->terms[at - 1])) {
			out->terms[at] = out->terms[at - 1];
			at--;
		}
		out->terms[at] = term;
	}
}

/* The words, whatever stands between them. */
static uint64_t
hash_title(struct span title)
{
	struct word_reader reader;
	struct word word;
	uint64_t hash = 0;
	size_t n = 0;

	word_reader_init(&reader, title);
	for (; word_next(&reader, &word); n++)
		hash = hash_pair(hash, hash_span(word_folded(&word)));
	return n >= TITLE_WORDS_MIN ? hash : 0;
}

static uint32_t
hash_source(struct span source)
{
	struct word_reader reader;
	struct word word;
	uint64_t hash = 0;

	word_reader_init(&reader, source);
	while (word_next(&reader, &word))
		hash = hash_pair(hash, hash_span(word_folded(&word)));
	return (uint32_t)hash;
}

static void
copy_companies(const struct story_item *item, struct fingerprint *out)
{
	for (int is_about = 1; is_about >= 0; is_about--) {
		for (size_t i = 0; i < item->n_companies; i++)
			if (item->companies[i].is_about == (is_about == 1) &&
				out->n_companies < FINGERPRINT_COMPANIES_MAX)
				out->companies[out->n_companies++] = item->companies[i].key;
		if (is_about == 1)
			out->n_about = out->n_companies;
	}
}

static void
copy_sketch(struct span text, struct fingerprint *out)
{
	struct sketch sketch;

	sketch_make(span_head(text, TEXT_BYTES_MAX), &sketch);
	out->text = sketch.words >= TEXT_WORDS_MIN ? sketch.text : 0;
	out->words = (uint16_t)(sketch.words < UINT16_MAX ? sketch.words : UINT16_MAX);
	out->has_sketch = sketch.has_slots;
	memcpy(out->sketch, sketch.slots, sizeof out->sketch);
}

void
fingerprint_make(
	const struct background *background, const struct story_item *item, struct fingerprint *out)
{
	struct terms terms = {.background = background};
	struct span title = headline_clean(item->title, item->source);

	memset(out, 0, sizeof *out);
	out->published = item->published;
	out->feed = item->feed;
	out->source = hash_source(item->source);
	out->link = canonical_key(item->url);
	out->id = item->id.len > 0 ? hash_span_seeded(item->id, item->feed) : 0;
	out->title = hash_title(title);
	copy_sketch(item->text, out);
	read_terms(&terms, title, true);
	read_terms(&terms, span_head(item->text, LEAD_BYTES), false);
	choose_terms(&terms, out);
	copy_companies(item, out);
}
