#include "aggregator/store/db_sqlite_words.h"

#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

typedef int token_fn(void *context, int flags, const char *token, int len, int start, int end);

/* FTS5 wants an object for each table; this tokenizer has nothing to remember. */
static int
create_words(void *context, const char **arguments, int n, Fts5Tokenizer **out)
{
	static char nothing;

	(void)context;
	(void)arguments;
	(void)n;
	*out = (Fts5Tokenizer *)&nothing;
	return SQLITE_OK;
}

static void
delete_words(Fts5Tokenizer *words)
{
	(void)words;
}

static int
cut_words(Fts5Tokenizer *words, void *context, int flags, const char *text, int len,
	token_fn *on_token)
{
	int at = 0;

	(void)words;
	(void)flags;
	while (at < len) {
		const char *space = memchr(text + at, ' ', (size_t)(len - at));
		int end = space != NULL ? (int)(space - text) : len;

		if (end > at) {
			int code = on_token(context, 0, text + at, end - at, at, end);

			if (code != SQLITE_OK)
				return code;
		}
		at = end + 1;
	}
	return SQLITE_OK;
}

/* How a program gets at FTS5, from its manual's section 7. */
static fts5_api *
find_fts5(sqlite3 *handle)
{
	sqlite3_stmt *statement = NULL;
	fts5_api *api = NULL;

	if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(statement);
	}
	sqlite3_finalize(statement);
	return api;
}

bool
db_sqlite_words(sqlite3 *handle, const char *where, struct error *err)
{
	fts5_tokenizer words = {create_words, delete_words, cut_words};
	fts5_api *api = find_fts5(handle);

	if (api == NULL || api->xCreateTokenizer(api, "words", NULL, &words, NULL) != SQLITE_OK)
		return error_set(err, EX_UNAVAILABLE,
			"store '%s': this machine's SQLite has no full-text search (FTS5)", where);
	return true;
}
