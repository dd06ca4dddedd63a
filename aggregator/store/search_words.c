#include "aggregator/store/search_words.h"

#include <stdio.h>

#include "aggregator/store/marks.h"
#include "feeds/fold.h"

/* Any title and text that are stored, folded and with a space around each character. */
#define WORDS_BYTES_MAX ((size_t)1 << 20)

static const char insert_words[] = "{add words}";
static const char remove_words[] = "{remove words}";

#define POSITION_MAX 16383 /* a tsvector counts no further */

void
search_words_init(struct search_words *search, struct db *db)
{
	search->db = db;
	search->dialect = db_words(db);
	buf_init(&search->folded, WORDS_BYTES_MAX);
	buf_init(&search->words, WORDS_BYTES_MAX);
}

void
search_words_release(struct search_words *search)
{
	buf_release(&search->folded);
	buf_release(&search->words);
}

/* A word as the index wants it. */
static void
add_word(struct search_words *search, struct span word)
{
	if (search->words.len > 0)
		buf_add_byte(&search->words, ' ');
	buf_add(&search->words, word);
	if (search->dialect == DB_WORDS_FTS5)
		return;
	if (search->n_words < POSITION_MAX)
		search->n_words++;
	buf_format(&search->words, ":%u", search->n_words);
}

static void
add_text(struct search_words *search, struct span text)
{
	struct words words;
	struct span word;

	buf_clear(&search->folded);
	fold_text(text, &search->folded, NULL);
	words_init(&words, buf_span(&search->folded));
	while (words_next(&words, &word))
		add_word(search, word);
}

static void
add_number(struct search_words *search, char kind, int64_t number)
{
	char word[SEARCH_WORD_MAX];

	snprintf(word, sizeof word, SEARCH_WORD, kind, (long long)number);
	add_word(search, span_of(word));
}

static void
add_numbers(struct search_words *search, const struct search_entry *entry)
{
	struct marks marks;

	add_number(search, SEARCH_FEED, entry->feed);
	if (!marks_read(entry->marks, &marks))
		return;
	for (size_t i = 0; i < marks.n_companies; i++)
		add_number(search, SEARCH_COMPANY, marks.companies[i].company);
	for (size_t i = 0; i < marks.n_topics; i++)
		add_number(search, SEARCH_TOPIC, marks.topics[i].topic);
}

static bool
run(struct search_words *search, const char *sql, const struct search_entry *entry,
	struct error *err)
{
	struct db_query *query = db_query(search->db, sql);

	buf_clear(&search->words);
	search->n_words = 0;
	add_text(search, entry->title);
	add_text(search, entry->text);
	add_numbers(search, entry);
	db_bind_int(query, entry->item);
	db_bind_text(query, buf_span(&search->words));
	return db_run(query, err);
}

bool
search_words_add(struct search_words *search, const struct search_entry *entry, struct error *err)
{
	return run(search, insert_words, entry, err);
}

bool
search_words_remove(
	struct search_words *search, const struct search_entry *entry, struct error *err)
{
	return run(search, remove_words, entry, err);
}
