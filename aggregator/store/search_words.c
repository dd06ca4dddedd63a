#include "aggregator/store/search_words.h"

#include "aggregator/store/marks.h"
#include "feeds/fold.h"

/* Any title and text that are stored, folded and with a space around each character. */
#define WORDS_BYTES_MAX ((size_t)1 << 20)

static const char insert_words[] = "INSERT INTO search (rowid, words) VALUES ($1, $2)";
/* FTS5 keeps no copy of the text: it must be told what the item said. */
static const char remove_words[] =
	"INSERT INTO search (search, rowid, words) VALUES ('delete', $1, $2)";

void
search_words_init(struct search_words *search, struct db *db)
{
	search->db = db;
	buf_init(&search->folded, WORDS_BYTES_MAX);
	buf_init(&search->words, WORDS_BYTES_MAX);
}

void
search_words_release(struct search_words *search)
{
	buf_release(&search->folded);
	buf_release(&search->words);
}

static void
add_words(struct search_words *search, struct span text)
{
	struct words words;
	struct span word;

	buf_clear(&search->folded);
	fold_text(text, &search->folded, NULL);
	words_init(&words, buf_span(&search->folded));
	while (words_next(&words, &word)) {
		if (search->words.len > 0)
			buf_add_byte(&search->words, ' ');
		buf_add(&search->words, word);
	}
}

static void
add_numbers(struct search_words *search, const struct search_entry *entry)
{
	struct buf *words = &search->words;
	struct marks marks;

	buf_format(words, " " SEARCH_WORD_FEED, (long long)entry->feed);
	if (!marks_read(entry->marks, &marks))
		return;
	for (size_t i = 0; i < marks.n_companies; i++)
		buf_format(words, " " SEARCH_WORD_COMPANY, (long long)marks.companies[i].company);
	for (size_t i = 0; i < marks.n_topics; i++)
		buf_format(words, " " SEARCH_WORD_TOPIC, (long long)marks.topics[i].topic);
}

static bool
run(struct search_words *search, const char *sql, const struct search_entry *entry,
	struct error *err)
{
	struct db_query *query = db_query(search->db, sql);

	buf_clear(&search->words);
	add_words(search, entry->title);
	add_words(search, entry->text);
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
