#include "aggregator/story/background.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/datadir.h"
#include "aggregator/story/lexicon.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

#define PATH_BYTES_MAX 4096
#define TABLE_BYTES_MAX (16 << 20)
#define SLOTS (1 << 17) /* for some 50,000 stems */
#define STEMS_MAX (SLOTS / 2)
#define LISTED_SLOTS (1 << 12) /* for the words of the lists */
#define LISTED_MAX (LISTED_SLOTS / 2)
#define WEIGHT_STEPS 16.0
#define DOCUMENTS_MAX 1000000000
#define NAME_PERCENT 60

/* What a look needs, in as few bytes as it can be: most looks miss the cache. */
struct slot {
	uint32_t stem; /* 0: free */
	uint8_t weight;
	bool is_name;
};

/* What is counted while the table is read, for each slot. */
struct count {
	uint32_t documents;
	uint64_t capitals; /* sum of documents times percent */
};

/* A word of a list, by the hash of the word itself. */
struct listed {
	uint32_t word; /* 0: free */
	uint32_t stem;
	uint8_t kind; /* enum term_kind */
	bool is_stop;
};

struct background {
	uint32_t documents;
	size_t n, n_listed;
	uint8_t rarest; /* weight of what the table lacks */
	struct listed listed[LISTED_SLOTS];
	struct slot slots[SLOTS];
	struct count *counts; /* of each slot; NULL when all is read */
};

/* The slot of `stem`, or the free one where it belongs. */
static size_t
find(const struct background *background, uint32_t stem)
{
	size_t at = stem & (SLOTS - 1);

	while (background->slots[at].stem != 0 && background->slots[at].stem != stem)
		at = (at + 1) & (SLOTS - 1);
	return at;
}

static size_t
find_listed(const struct background *background, uint32_t word)
{
	size_t at = word & (LISTED_SLOTS - 1);

	while (background->listed[at].word != 0 && background->listed[at].word != word)
		at = (at + 1) & (LISTED_SLOTS - 1);
	return at;
}

static uint8_t
weight_of(uint32_t documents, uint32_t with_it)
{
	double weight = WEIGHT_STEPS * log((double)documents / (with_it > 0 ? with_it : 1));

	if (!(weight > 0))
		return 0;
	return weight > BACKGROUND_WEIGHT_MAX ? BACKGROUND_WEIGHT_MAX : (uint8_t)weight;
}

/* What the word counts as: of a list, or its own stem. */
static uint32_t
meaning_of(const struct background *background, struct span word)
{
	const struct listed *listed = &background->listed[find_listed(background, word_hash(word))];

	return listed->word != 0 ? listed->stem : word_stem(word);
}

static void
add(struct background *background, struct span word, uint32_t documents, uint32_t percent)
{
	uint32_t stem = meaning_of(background, word);
	size_t at = find(background, stem);
	struct slot *slot = &background->slots[at];

	if (slot->stem == 0 && background->n == STEMS_MAX)
		return;
	background->n += slot->stem == 0;
	slot->stem = stem;
	background->counts[at].documents += documents;
	background->counts[at].capitals += (uint64_t)documents * percent;
}

/* A line "word TAB documents TAB percent"; the first has an empty word and counts all documents. */
static bool
read_line(struct background *background, struct span line)
{
	struct span word, count;
	unsigned long long documents, percent;

	if (!span_split(&line, '\t', &word) || !span_split(&line, '\t', &count) ||
		!span_to_uint(count, DOCUMENTS_MAX, &documents) ||
		!span_to_uint(line, 100, &percent))
		return false;
	if (background->documents == 0)
		background->documents = (uint32_t)documents;
	else
		add(background, word, (uint32_t)documents, (uint32_t)percent);
	return background->documents > 0;
}

static bool
read_table(struct background *background, struct span text, const char *path, struct error *err)
{
	struct span line;
	size_t number = 0;

	while (span_split(&text, '\n', &line)) {
		number++;
		if (line.len > 0 && !read_line(background, line))
			return error_set(err, EX_DATAERR,
				"%s:%zu: expected a word, a tab, a count, a tab and a percentage, "
				"found '%.*s'",
				path, number, SPAN_ARGS(span_head(line, 80)));
	}
	if (background->n == 0)
		return error_set(err, EX_DATAERR, "%s: no word in it", path);
	return true;
}

static void
weigh(struct background *background)
{
	background->rarest = weight_of(background->documents, 1);
	for (size_t i = 0; i < SLOTS; i++) {
		struct slot *slot = &background->slots[i];
		const struct count *count = &background->counts[i];

		if (slot->stem == 0)
			continue;
		slot->weight = weight_of(background->documents, count->documents);
		slot->is_name = count->capitals >= (uint64_t)count->documents * NAME_PERCENT;
	}
}

static void
list_word(struct background *background, struct span word, const struct listed *what)
{
	struct listed *listed;

	if (word.len == 0 || background->n_listed == LISTED_MAX)
		return;
	listed = &background->listed[find_listed(background, word_hash(word))];
	background->n_listed += listed->word == 0;
	*listed = *what;
	listed->word = word_hash(word);
	if (listed->stem == 0)
		listed->stem = word_stem(word);
}

static void
read_list(struct background *background, const struct lexicon_list *lists, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct listed what = {.kind = (uint8_t)lists[i].kind};
		struct span rest = span_of(lists[i].words);
		struct span word;

		if (lists[i].means != NULL)
			what.stem = word_stem(span_of(lists[i].means));
		while (span_split(&rest, ' ', &word))
			list_word(background, word, &what);
	}
}

static void
read_lists(struct background *background)
{
	size_t n;
	const struct lexicon_list *lists = lexicon_synonyms(&n);
	struct span rest = span_of(lexicon_stop_words());
	struct span word;

	read_list(background, lists, n);
	while (span_split(&rest, ' ', &word))
		list_word(background, word, &(struct listed){.kind = TERM_WORD, .is_stop = true});
	lists = lexicon_lists(&n);
	read_list(background, lists, n);
}

/* The file's bytes; the caller frees them. */
static char *
read_file(const char *path, size_t *len, struct error *err)
{
	FILE *file = fopen(path, "rbe");
	char *bytes = NULL;

	if (file == NULL) {
		error_set(err, EX_NOINPUT, "%s: %s", path, strerror(errno));
		return NULL;
	}
	bytes = memory_resize(NULL, TABLE_BYTES_MAX, 1);
	*len = fread(bytes, 1, TABLE_BYTES_MAX, file);
	if (ferror(file)) {
		error_set(err, EX_IOERR, "%s: %s", path, strerror(errno));
		free(bytes);
		bytes = NULL;
	}
	fclose(file);
	return bytes;
}

static bool
read_path(struct background *background, const char *path, struct error *err)
{
	size_t len = 0;
	char *bytes = read_file(path, &len, err);
	bool ok = bytes != NULL && read_table(background, span_make(bytes, len), path, err);

	free(bytes);
	return ok;
}

struct background *
background_new(void)
{
	struct background *background = memory_new(1, sizeof *background);

	read_lists(background);
	background->rarest = BACKGROUND_WEIGHT_EVEN;
	return background;
}

struct background *
background_load(const char *data_dir, struct error *err)
{
	const char *dir = data_dir != NULL ? data_dir : datadir();
	struct background *background = background_new();
	struct buf path;

	background->counts = memory_new(SLOTS, sizeof *background->counts);
	buf_init(&path, PATH_BYTES_MAX);
	buf_format(&path, "%s/df.tsv", dir);
	if (read_path(background, buf_string(&path), err)) {
		weigh(background);
		free(background->counts);
		background->counts = NULL;
	} else {
		background_free(background);
		background = NULL;
	}
	buf_release(&path);
	return background;
}

void
background_free(struct background *background)
{
	if (background == NULL)
		return;
	free(background->counts);
	free(background);
}

struct background_word
background_look(const struct background *background, struct span folded)
{
	struct background_word word = {.weight = BACKGROUND_WEIGHT_EVEN};
	const struct listed *listed;
	const struct slot *slot;

	if (background == NULL) {
		word.stem = word_stem(folded);
		return word;
	}
	listed = &background->listed[find_listed(background, word_hash(folded))];
	if (listed->word != 0) {
		word.stem = listed->stem;
		word.kind = (enum term_kind)listed->kind;
		word.is_stop = listed->is_stop;
		if (word.is_stop)
			return word;
	} else {
		word.stem = word_stem(folded);
	}
	slot = &background->slots[find(background, word.stem)];
	word.is_known = slot->stem != 0;
	word.weight = word.is_known ? slot->weight : background->rarest;
	word.is_name = slot->is_name;
	return word;
}
