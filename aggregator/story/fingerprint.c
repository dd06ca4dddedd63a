#include "aggregator/story/fingerprint.h"

#include <string.h>

#include "aggregator/base/hash.h"
#include "aggregator/story/canonical.h"
#include "aggregator/story/headline.h"
#include "aggregator/story/terms.h"
#include "aggregator/story/word.h"

#define TITLE_WORDS_MIN 4 /* "Market Wrap" tells no items apart */
#define TEXT_WORDS_MIN 12

uint32_t
fingerprint_company(struct span key)
{
	uint32_t hash = (uint32_t)hash_span_seeded(key, TERM_COMPANY); /* no word's hash */

	return hash != 0 ? hash : 1;
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
copy_sketch(struct span text, struct fingerprint *out)
{
	struct sketch sketch;

	sketch_make(text, &sketch);
	out->text = sketch.words >= TEXT_WORDS_MIN ? sketch.text : 0;
	out->words = (uint16_t)(sketch.words < UINT16_MAX ? sketch.words : UINT16_MAX);
	out->has_sketch = sketch.has_slots;
	memcpy(out->sketch, sketch.slots, sizeof out->sketch);
}

void
fingerprint_make(
	const struct background *background, const struct story_item *item, struct fingerprint *out)
{
	struct span title = headline_clean(item->title, item->source);

	memset(out, 0, sizeof *out);
	out->published = item->published;
	out->feed = item->feed;
	out->source = hash_source(item->source);
	out->link = canonical_key(item->url);
	out->id = item->id.len > 0 ? hash_span_seeded(item->id, item->feed) : 0;
	out->title = canonical_is_filing(item->url) ? hash_pair(out->link, 0) : hash_title(title);
	copy_sketch(item->text, out);
	out->n_terms = (uint8_t)terms_choose(background, item, title, out->terms);
}
