#include "aggregator/watch/query_text.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "aggregator/watch/query_words.h"
#include "aggregator/watch/reading.h"
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
	uint32_t at;   /* in part.bytes */
	uint32_t len;
	uint32_t next; /* with the same head, further on; QUERY_NOWHERE: none */
};

struct part {
	struct span original;
	const char *bytes; /* where its words are: folded, or the plain form of a reading */
	const struct reading *reading; /* that has its words; NULL: none has */
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
	text->parts[QUERY_TITLE].reading = NULL;
	text->parts[QUERY_BODY].reading = NULL;
	text->has_title = false;
	text->has_body = false;
}

void
query_text_set_read(
	struct query_text *text, struct span title, struct span body, const struct reading *reading)
{
	query_text_set(text, title, body);
	if (reading_text(reading, FIELD_TITLE).len == title.len && !reading->has_label)
		text->parts[QUERY_TITLE].reading = reading;
	if (reading_text(reading, FIELD_TEXT).len == body.len)
		text->parts[QUERY_BODY].reading = reading;
}

/* The first bytes of a word behind whose beginning eight can be read: most are such. */
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
	return plain_word_at(word, 0).head;
}

/* Of a short word its head says all. */
static uint64_t
hash_of(struct span word, uint64_t head)
{
	return word.len < sizeof head ? plain_hash(head) : plain_word_at(word, 0).hash;
}

uint64_t
query_word_hash(struct span word)
{
	return plain_word_at(word, 0).hash;
}

/* For so many more words. */
static void
make_room(struct query_text *text, size_t n)
{
	size_t needed = text->n_words + n;

	if (needed <= text->capacity)
		return;
	text->capacity = needed < 2 * text->capacity ? 2 * text->capacity : needed;
	text->words = memory_resize(text->words, text->capacity, sizeof *text->words);
}

static void
add_word(struct query_text *text, const struct word *word)
{
	make_room(text, 1);
	text->words[text->n_words++] = *word;
}

static void
cut_words(struct query_text *text, struct part *part)
{
	struct words words;
	struct span found;

	buf_clear(&part->folded);
	fold_text(part->original, &part->folded, &part->map);
	part->bytes = part->folded.at;
	words_init(&words, buf_span(&part->folded));
	while (words_next(&words, &found)) {
		struct word word = {
			.at = (uint32_t)(found.at - part->bytes), .len = (uint32_t)found.len};

		word.head = part->folded.len - word.at >= sizeof word.head ? head_of(found)
									   : query_word_head(found);
		word.hash = hash_of(found, word.head);
		add_word(text, &word);
	}
}

/* Of a run of characters that are words by themselves. */
static void
add_singles(struct query_text *text, struct span plain, const struct plain_word *run)
{
	struct words words;
	struct span found;

	words_init(&words, span_make(plain.at + run->start, run->end - run->start));
	while (words_next(&words, &found)) {
		struct plain_word one = plain_word_at(found, 0);

		add_word(text, &(struct word){one.hash, one.head, (uint32_t)(found.at - plain.at),
				       (uint32_t)found.len, QUERY_NOWHERE});
	}
}

/* In plain form, what is written with gaps and what is written without is parted already. */
static bool
are_singles(struct span plain, const struct plain_word *word)
{
	uint32_t point;

	utf8_decode(span_from(plain, word->start), &point);
	return fold_kind(point) == FOLD_SINGLE;
}

/* The item was cut for the companies: the same words, found and hashed once. */
static void
take_words(struct query_text *text, struct part *part, const struct reading_field *field)
{
	const struct plain_words *words = &part->reading->words;
	const struct plain_word *word = words->at, *end = words->at + words->n;
	struct span plain = buf_span(&part->reading->plain);
	struct word *taken;

	part->bytes = plain.at;
	while (word < end && word->start < field->begin)
		word++;
	make_room(text, (size_t)(end - word) + 1); /* an empty text has a place for words, too */
	taken = &text->words[text->n_words];
	for (; word < end && word->start < field->end; word++) {
		if (!word->is_ascii && are_singles(plain, word)) {
			text->n_words = (size_t)(taken - text->words);
			add_singles(text, plain, word);
			make_room(text, (size_t)(end - word));
			taken = &text->words[text->n_words];
			continue;
		}
		*taken++ = (struct word){word->hash, word->head, word->start,
			word->end - word->start, QUERY_NOWHERE};
	}
	text->n_words = (size_t)(taken - text->words);
}

static void
read_part(struct query_text *text, enum query_part part)
{
	struct part *read = &text->parts[part];

	if (read->reading == NULL)
		cut_words(text, read);
	else if (part == QUERY_TITLE)
		take_words(text, read, &read->reading->fields[FIELD_TITLE]);
	else
		take_words(text, read, &read->reading->fields[FIELD_TEXT]);
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
	read_part(text, QUERY_TITLE);
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
	read_part(text, QUERY_BODY);
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

	return span_make(part_of(text, index)->bytes + word->at, word->len);
}

/* Where the words `first` to `last` stand in the part that they are of. */
static struct query_spot
spot_of(const struct query_text *text, uint32_t first, uint32_t last)
{
	const struct part *part = part_of(text, first);
	uint32_t start = text->words[first].at;
	uint32_t end = text->words[last].at + text->words[last].len;
	struct query_spot spot = {first < text->n_title ? QUERY_TITLE : QUERY_BODY, 0, 0};
	struct place place;

	if (part->reading == NULL) {
		spot.start = (uint32_t)fold_original(&part->map, start);
		spot.end = (uint32_t)fold_original(&part->map, end);
		return spot;
	}
	place = reading_place(part->reading, start, end);
	spot.start = (uint32_t)place.start;
	spot.end = (uint32_t)place.end;
	return spot;
}

static struct span
exact_word(const struct query_text *text, uint32_t index)
{
	struct query_spot spot = spot_of(text, index, index);

	return span_make(part_of(text, index)->original.at + spot.start, spot.end - spot.start);
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
	return spot_of(text, place.first, place.last);
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
