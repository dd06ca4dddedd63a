#include "aggregator/watch/query_text.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "aggregator/base/hash.h"
#include "aggregator/watch/query_words.h"
#include "feeds/base/memory.h"
#include "feeds/base/utf8.h"
#include "feeds/fold.h"

#define TEXT_BYTES_MAX (64U << 20) /* far above any item: positions fit into 32 bits */
#define FOLDED_BYTES_MAX ((size_t)4 * TEXT_BYTES_MAX - 1)
#define HEADS_MIN 16
#define SCRATCH_BYTES_MAX (1 << 16)

/* One word of the item. */
struct word {
	uint64_t hash;
	uint64_t head; /* its first bytes, to pass over it without a look at the text */
	uint32_t at;   /* in the folded part */
	uint32_t len;
	uint32_t next; /* with the same head, further on; QUERY_NOWHERE: none */
};

struct part {
	struct span original;
	struct buf folded;
	struct fold_map map;
};

struct query_text {
	struct part parts[2]; /* by enum query_part */
	bool has_title;       /* its words are read */
	bool has_body;
	struct word *words; /* of the title, then of the body */
	size_t n_words;
	size_t capacity;
	size_t n_title;
	uint32_t *heads; /* by hash: the first word */
	size_t n_heads;  /* a power of two */
	size_t heads_capacity;
	struct buf scratch;
};

struct query_text *
query_text_new(void)
{
	struct query_text *text = memory_new(1, sizeof *text);

	for (size_t i = 0; i < 2; i++) {
		buf_init(&text->parts[i].folded, FOLDED_BYTES_MAX);
		fold_map_init(&text->parts[i].map);
	}
	buf_init(&text->scratch, SCRATCH_BYTES_MAX);
	return text;
}

void
query_text_free(struct query_text *text)
{
	if (text == NULL)
		return;
	for (size_t i = 0; i < 2; i++) {
		buf_release(&text->parts[i].folded);
		fold_map_release(&text->parts[i].map);
	}
	buf_release(&text->scratch);
	free(text->words);
	free(text->heads);
	free(text);
}

void
query_text_set(struct query_text *text, struct span title, struct span body)
{
	text->parts[QUERY_TITLE].original = utf8_head(title, TEXT_BYTES_MAX);
	text->parts[QUERY_BODY].original = utf8_head(body, TEXT_BYTES_MAX);
	text->has_title = false;
	text->has_body = false;
}

/* The same of a word behind whose beginning eight bytes can be read: most are such. */
static uint64_t
head_of(struct span word)
{
	uint64_t head;

	memcpy(&head, word.at, sizeof head);
	head = le64toh(head);
	return word.len < sizeof head ? head & (((uint64_t)1 << (8 * word.len)) - 1) : head;
}

uint64_t
query_word_head(struct span word)
{
	uint64_t head = 0;
	size_t len = word.len < sizeof head ? word.len : sizeof head;

	for (size_t i = 0; i < len; i++)
		head |= (uint64_t)(unsigned char)word.at[i] << (8 * i);
	return head;
}

/* Of a short word its head says all, and one multiplication (Fibonacci hashing) spreads it. */
static uint64_t
hash_of(struct span word, uint64_t head)
{
	uint64_t product = head * 0x9e3779b97f4a7c15;

	return word.len > sizeof head ? hash_span(word) : product ^ product >> 32;
}

uint64_t
query_word_hash(struct span word)
{
	return hash_of(word, query_word_head(word));
}

static void
read_part(struct query_text *text, struct part *part)
{
	struct words words;
	struct span found;

	buf_clear(&part->folded);
	fold_text(part->original, &part->folded, &part->map);
	words_init(&words, buf_span(&part->folded));
	while (words_next(&words, &found)) {
		struct word *word;

		text->words = memory_room(
			text->words, text->n_words, &text->capacity, sizeof *text->words);
		word = &text->words[text->n_words++];
		word->at = (uint32_t)(found.at - part->folded.at);
		word->head = part->folded.len - word->at >= sizeof word->head
				     ? head_of(found)
				     : query_word_head(found);
		word->hash = hash_of(found, word->head);
		word->len = (uint32_t)found.len;
	}
}

/* As many heads as words: a long item before this one leaves no long table to clear. */
static void
clear_heads(struct query_text *text)
{
	text->n_heads = HEADS_MIN;
	while (text->n_heads < text->n_words)
		text->n_heads *= 2;
	if (text->n_heads > text->heads_capacity) {
		text->heads = memory_resize(text->heads, text->n_heads, sizeof *text->heads);
		text->heads_capacity = text->n_heads;
	}
	memset(text->heads, 0xff, text->n_heads * sizeof *text->heads);
}

/* From the last word to the first, so that each chain goes forward. */
static void
index_words(struct query_text *text)
{
	clear_heads(text);
	for (size_t i = text->n_words; i > 0; i--) {
		struct word *word = &text->words[i - 1];
		uint32_t *head = &text->heads[word->hash & (text->n_heads - 1)];

		word->next = *head;
		*head = (uint32_t)(i - 1);
	}
}

static void
read_title(struct query_text *text)
{
	if (text->has_title)
		return;
	text->n_words = 0;
	read_part(text, &text->parts[QUERY_TITLE]);
	text->n_title = text->n_words;
	index_words(text);
	text->has_title = true;
}

/* The body is long, and many queries look at the title alone. */
static void
read_words(struct query_text *text)
{
	if (text->has_body)
		return;
	read_title(text);
	read_part(text, &text->parts[QUERY_BODY]);
	index_words(text);
	text->has_body = true;
}

static const struct part *
part_of(const struct query_text *text, uint32_t index)
{
	return &text->parts[index < text->n_title ? QUERY_TITLE : QUERY_BODY];
}

static struct span
folded_word(const struct query_text *text, uint32_t index)
{
	const struct word *word = &text->words[index];

	return span_make(part_of(text, index)->folded.at + word->at, word->len);
}

static struct span
exact_word(const struct query_text *text, uint32_t index)
{
	const struct part *part = part_of(text, index);
	const struct word *word = &text->words[index];
	size_t start = fold_original(&part->map, word->at);
	size_t end = fold_original(&part->map, word->at + word->len);

	return span_make(part->original.at + start, end - start);
}

static bool
is_word_at(const struct query_text *text, const struct query_phrase *phrase, size_t nth,
	uint32_t index)
{
	const struct query_word *wanted = &phrase->words[nth];
	struct span found = folded_word(text, index);

	if (wanted->is_glued &&
		text->words[index - 1].at + text->words[index - 1].len != text->words[index].at)
		return false;
	if (wanted->is_prefix ? !span_starts_with(found, wanted->folded)
			      : !span_equal(found, wanted->folded))
		return false;
	if (!phrase->is_exact)
		return true;
	found = exact_word(text, index);
	return wanted->is_prefix ? span_starts_with(found, wanted->exact)
				 : span_equal(found, wanted->exact);
}

/* Whether the whole phrase stands at word `first`, and inside of one part. */
static bool
is_phrase_at(const struct query_text *text, const struct query_phrase *phrase, uint32_t first)
{
	size_t end = first + phrase->n_words;
	bool is_in_title = first < text->n_title;

	if (end > (is_in_title ? text->n_title : text->n_words))
		return false;
	if (phrase->is_title && !is_in_title)
		return false;
	for (size_t i = 0; i < phrase->n_words; i++)
		if (!is_word_at(text, phrase, i, (uint32_t)(first + i)))
			return false;
	return true;
}

/* Which bits of a head the first `len` bytes fill. */
static uint64_t
head_mask(size_t len)
{
	return len < sizeof(uint64_t) ? ((uint64_t)1 << (8 * len)) - 1 : UINT64_MAX;
}

/* The first word of `from` to `until` that begins like `word`. */
static uint32_t
next_prefixed(
	const struct query_text *text, const struct query_word *word, uint32_t from, uint32_t until)
{
	uint64_t head = query_word_head(word->folded);
	uint64_t mask = head_mask(word->folded.len);

	for (uint32_t i = from; i < text->n_words && i <= until; i++)
		if ((text->words[i].head & mask) == head &&
			span_starts_with(folded_word(text, i), word->folded))
			return i;
	return QUERY_NOWHERE;
}

/* The first word at or behind `from` with that hash; quick when the one before `from` has it too. */
static uint32_t
next_equal(const struct query_text *text, const struct query_word *word, uint32_t from)
{
	uint32_t index = text->heads[word->hash & (text->n_heads - 1)];

	if (from > 0 && from <= text->n_words && text->words[from - 1].hash == word->hash)
		index = text->words[from - 1].next;
	while (index != QUERY_NOWHERE && (index < from || text->words[index].hash != word->hash))
		index = text->words[index].next;
	return index;
}

struct query_place
query_text_find(
	struct query_text *text, const struct query_phrase *phrase, uint32_t from, uint32_t until)
{
	const struct query_word *word = &phrase->words[0];
	uint32_t at = from;

	if (phrase->is_title)
		read_title(text);
	else
		read_words(text);
	for (;;) {
		at = word->is_prefix ? next_prefixed(text, word, at, until)
				     : next_equal(text, word, at);
		if (at == QUERY_NOWHERE || at > until)
			return (struct query_place){QUERY_NOWHERE, QUERY_NOWHERE};
		if (is_phrase_at(text, phrase, at))
			return (struct query_place){at, at + (uint32_t)phrase->n_words - 1};
		at++;
	}
}

bool
query_text_same_part(struct query_text *text, uint32_t a, uint32_t b)
{
	return (a < text->n_title) == (b < text->n_title);
}

struct query_spot
query_text_spot(struct query_text *text, struct query_place place)
{
	const struct part *part = part_of(text, place.first);
	const struct word *first = &text->words[place.first];
	const struct word *last = &text->words[place.last];

	return (struct query_spot){
		.part = place.first < text->n_title ? QUERY_TITLE : QUERY_BODY,
		.start = (uint32_t)fold_original(&part->map, first->at),
		.end = (uint32_t)fold_original(&part->map, last->at + last->len),
	};
}

struct buf *
query_text_scratch(struct query_text *text)
{
	buf_clear(&text->scratch);
	return &text->scratch;
}

void
query_text_index(struct query_text *text, struct buf *out)
{
	read_words(text);
	for (uint32_t i = 0; i < text->n_words; i++) {
		if (i > 0)
			buf_add_byte(out, ' ');
		buf_add(out, folded_word(text, i));
	}
}
