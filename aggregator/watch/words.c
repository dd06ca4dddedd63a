#include "aggregator/watch/words.h"

#include <stdlib.h>
#include <sysexits.h>

#include "aggregator/watch/datafile.h"
#include "aggregator/watch/directory.h"
#include "feeds/base/ascii.h"
#include "feeds/base/memory.h"

#define DICTIONARY_HEADER "word\tkind"
#define CONTEXT_HEADER "class\twords"
#define DICTIONARY_WORDS 80000 /* about as many as words.tsv has: no growing */

enum { KIND_WORD, KIND_NAME };

struct words_known {
	struct buf dictionary_bytes;
	struct buf context_bytes;
	struct lookup dictionary; /* KIND_WORD or KIND_NAME */
	struct lookup context;    /* a bit a class */
	struct span set_phrases;
};

static const char *const class_names[N_WORD_CLASSES] = {
	[WORD_VERB] = "verb",
	[WORD_PRICE_VERB] = "price verb",
	[WORD_NOUN] = "noun",
	[WORD_BEFORE] = "before",
	[WORD_FINANCE] = "finance",
	[WORD_FIRST_NAME] = "first name",
	[WORD_TITLE] = "title",
	[WORD_PLACE] = "place",
	[WORD_FUNCTION] = "function",
	[WORD_ACRONYM] = "acronym",
	[WORD_TRADED] = "traded",
	[WORD_FAMILY] = "family",
	[WORD_LANDMARK] = "landmark",
	[WORD_GENERIC] = "generic",
	[WORD_PUBLISHER] = "publisher",
	[WORD_PLATFORM] = "platform",
	[WORD_POSTING] = "posting",
	[WORD_STEP] = "step",
	[WORD_HOUSE] = "house",
	[WORD_JUDGING] = "judging",
	[WORD_SPORT] = "sport",
	[WORD_SET_PHRASE] = "set phrase",
};

static bool
read_dictionary(struct words_known *words, struct error *err)
{
	struct span cells[2];
	struct datafile file;
	enum datafile_outcome outcome;

	if (!datafile_begin(&file, "words.tsv", &words->dictionary_bytes, DICTIONARY_HEADER, err))
		return false;
	lookup_reserve(&words->dictionary, DICTIONARY_WORDS);
	while ((outcome = datafile_row(&file, cells, err)) == DATAFILE_ROW)
		lookup_add(&words->dictionary, cells[0],
			span_equal(cells[1], SPAN("name")) ? KIND_NAME : KIND_WORD);
	return outcome == DATAFILE_END;
}

static void
add_class(struct words_known *words, struct span list, enum word_class class)
{
	struct span word;

	while (span_split(&list, '|', &word)) {
		uint32_t known = lookup_find(&words->context, word);

		lookup_set(&words->context, word,
			(known == LOOKUP_NONE ? 0 : known) | (uint32_t)1 << class);
	}
}

static bool
read_context(struct words_known *words, struct error *err)
{
	struct span cells[2];
	struct datafile file;
	enum datafile_outcome outcome;

	if (!datafile_begin(&file, "context.tsv", &words->context_bytes, CONTEXT_HEADER, err))
		return false;
	while ((outcome = datafile_row(&file, cells, err)) == DATAFILE_ROW) {
		int class = 0;

		while (class < N_WORD_CLASSES && !span_equal(cells[0], span_of(class_names[class])))
			class ++;
		if (class == N_WORD_CLASSES)
			return error_set(err, EX_DATAERR, "context.tsv:%zu: no such class: '%.*s'",
				file.line, SPAN_ARGS(cells[0]));
		if (class == WORD_SET_PHRASE)
			words->set_phrases = cells[1];
		else
			add_class(words, cells[1], (enum word_class) class);
	}
	return outcome == DATAFILE_END;
}

struct words_known *
words_known_new(const char *data_dir, struct error *err)
{
	struct words_known *words = memory_new(1, sizeof *words);
	const char *folder = directory_path(data_dir);

	buf_init(&words->dictionary_bytes, DATAFILE_BYTES_MAX);
	buf_init(&words->context_bytes, DATAFILE_BYTES_MAX);
	if (datafile_read(folder, "words.tsv", &words->dictionary_bytes, err) &&
		read_dictionary(words, err) &&
		datafile_read(folder, "context.tsv", &words->context_bytes, err) &&
		read_context(words, err))
		return words;
	words_known_free(words);
	return NULL;
}

void
words_known_free(struct words_known *words)
{
	if (words == NULL)
		return;
	lookup_release(&words->dictionary);
	lookup_release(&words->context);
	buf_release(&words->dictionary_bytes);
	buf_release(&words->context_bytes);
	free(words);
}

bool
words_is_ordinary(const struct words_known *words, struct span plain)
{
	return lookup_find(&words->dictionary, plain) == KIND_WORD;
}

bool
words_is_name(const struct words_known *words, struct span plain)
{
	return lookup_find(&words->dictionary, plain) == KIND_NAME;
}

unsigned
words_classes(const struct words_known *words, struct span plain)
{
	uint32_t classes = lookup_find(&words->context, plain);

	return classes == LOOKUP_NONE ? 0 : classes;
}

bool
words_is(const struct words_known *words, struct span plain, enum word_class class)
{
	return (words_classes(words, plain) & 1U << class) != 0;
}

struct span
words_set_phrases(const struct words_known *words)
{
	return words->set_phrases;
}

bool
words_are_ordinary(const struct words_known *words, struct span plain)
{
	struct span word;

	while (span_split(&plain, ' ', &word)) {
		if (word.len >= 2 && !ascii_is_digit(word.at[0]) &&
			!words_is_ordinary(words, word) && !words_is(words, word, WORD_FUNCTION))
			return false;
	}
	return true;
}

bool
words_is_rare(const struct words_known *words, struct span plain)
{
	return !words_are_ordinary(words, plain) && !words_is_name(words, plain) &&
	       !words_is(words, plain, WORD_FIRST_NAME) && !words_is(words, plain, WORD_PLACE);
}
