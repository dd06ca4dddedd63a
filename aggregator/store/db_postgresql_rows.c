#include "aggregator/store/db_postgresql_rows.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/memory.h"

/*
 * Rows of one INSERT gathered into few statements: the server's cost of a statement is several times
 * that of a row. Rows are sent in runs of fixed lengths, each prepared once.
 */

#define RUN_MAX 32 /* rows in one statement; a power of two */
#define RUN_LENGTHS 6
#define BYTES_MAX ((size_t)1 << 20) /* of waiting values; then they are sent */
#define STATEMENT_BYTES_MAX ((size_t)1 << 20)
#define NAME_BYTES_MAX 32
#define BINARY 1

/* One value: its bytes stand in the buffer of all. */
struct value {
	size_t at;
	int len; /* -1: NULL */
	int format;
};

struct postgresql_rows {
	struct postgresql *db;
	struct span head;  /* "INSERT INTO t (a, b) VALUES " */
	struct span tuple; /* "($1, $2)" */
	struct span tail;
	unsigned number;                   /* for the names of its statements */
	int n_columns;                     /* parameters of one row */
	unsigned generations[RUN_LENGTHS]; /* for which connection each length is prepared */
	struct value values[RUN_MAX * PARAMETERS_MAX];
	int n_rows;
	struct buf bytes;
	struct postgresql_rows *next_waiting;
	bool is_waiting;
};

/* The closing bracket of the tuple that begins at `at`, and one more. */
static size_t
tuple_end(struct span sql, size_t at)
{
	int depth = 0;

	for (; at < sql.len; at++) {
		depth += (sql.at[at] == '(') - (sql.at[at] == ')');
		if (depth == 0)
			return at + 1;
	}
	return at;
}

/* The number behind a '$'. */
static size_t
read_parameter(struct span sql, int *number)
{
	size_t len = 1;

	*number = 0;
	for (; len < sql.len && ascii_is_digit(sql.at[len]); len++)
		*number = *number * 10 + (sql.at[len] - '0');
	return len;
}

static int
count_parameters(struct span tuple)
{
	int n = 0;

	for (size_t i = 0; i < tuple.len; i++) {
		int number = 0;

		if (tuple.at[i] == '$')
			read_parameter(span_from(tuple, i), &number);
		n = number > n ? number : n;
	}
	return n;
}

/* What may be gathered: plain inserts, and upserts that say so because their keys differ. */
static bool
can_gather(struct span sql)
{
	if (span_starts_with(sql, SPAN(POSTGRESQL_ROWS)))
		return true;
	return span_starts_with(sql, SPAN("INSERT INTO ")) &&
	       span_find(sql, SPAN("ON CONFLICT")) == sql.len &&
	       span_find(sql, SPAN("RETURNING")) == sql.len;
}

struct postgresql_rows *
postgresql_rows_new(struct postgresql *db, struct span sql, unsigned number)
{
	size_t at = span_find(sql, SPAN(" VALUES ("));
	struct postgresql_rows *rows;

	if (!can_gather(sql) || at == sql.len)
		return NULL;
	at += strlen(" VALUES ");
	rows = memory_new(1, sizeof *rows);
	rows->db = db;
	rows->number = number;
	rows->head = span_head(sql, at);
	rows->tuple = span_head(span_from(sql, at), tuple_end(sql, at) - at);
	rows->tail = span_from(sql, at + rows->tuple.len);
	rows->n_columns = count_parameters(rows->tuple);
	buf_init(&rows->bytes, BUF_UNLIMITED);
	return rows;
}

static void
forget(struct postgresql_rows *rows)
{
	rows->n_rows = 0;
	rows->is_waiting = false;
	buf_clear(&rows->bytes);
}

void
postgresql_rows_free(struct postgresql_rows *rows)
{
	if (rows == NULL)
		return;
	assert(!rows->is_waiting);
	buf_release(&rows->bytes);
	free(rows);
}

/* The tuple of row `row`: its parameters come behind those of the rows before. */
static void
write_tuple(const struct postgresql_rows *rows, int row, struct buf *out)
{
	struct span rest = rows->tuple;

	while (rest.len > 0) {
		int number;

		if (rest.at[0] != '$') {
			buf_add_byte(out, rest.at[0]);
			rest = span_from(rest, 1);
			continue;
		}
		rest = span_from(rest, read_parameter(rest, &number));
		buf_format(out, "$%d", number + row * rows->n_columns);
	}
}

static void
prepare_run(struct postgresql_rows *rows, const char *name, int n)
{
	struct buf sql;

	buf_init(&sql, STATEMENT_BYTES_MAX);
	buf_add(&sql, rows->head);
	for (int row = 0; row < n; row++) {
		buf_add_text(&sql, row > 0 ? ", " : "");
		write_tuple(rows, row, &sql);
	}
	buf_add(&sql, rows->tail);
	postgresql_count_sent(
		rows->db, PQsendPrepare(rows->db->connection, name, buf_string(&sql), 0, NULL));
	buf_release(&sql);
}

/* `n` rows from row `first` on; n is 1 << length. */
static void
send_run(struct postgresql_rows *rows, int first, int n, int length)
{
	const char *values[RUN_MAX * PARAMETERS_MAX];
	int lengths[RUN_MAX * PARAMETERS_MAX];
	int formats[RUN_MAX * PARAMETERS_MAX];
	char name[NAME_BYTES_MAX];
	int n_values = n * rows->n_columns;

	snprintf(name, sizeof name, "s%ux%d", rows->number, n);
	if (rows->generations[length] != rows->db->generation) {
		prepare_run(rows, name, n);
		rows->generations[length] = rows->db->generation;
	}
	for (int i = 0; i < n_values; i++) {
		const struct value *value = &rows->values[first * rows->n_columns + i];

		values[i] = value->len < 0 ? NULL : rows->bytes.at + value->at;
		lengths[i] = value->len < 0 ? 0 : value->len;
		formats[i] = value->format;
	}
	postgresql_count_sent(rows->db, PQsendQueryPrepared(rows->db->connection, name, n_values,
						values, lengths, formats, BINARY));
}

/* The longest runs first, so that few lengths are ever prepared. */
static void
send_rows(struct postgresql_rows *rows)
{
	int first = 0;

	for (int length = RUN_LENGTHS - 1; length >= 0; length--)
		for (; rows->n_rows - first >= 1 << length; first += 1 << length)
			send_run(rows, first, 1 << length, length);
	rows->n_rows = 0;
	buf_clear(&rows->bytes);
	postgresql_read_if_many(rows->db);
}

static void
wait_in_line(struct postgresql_rows *rows)
{
	struct postgresql_rows **end = &rows->db->waiting;

	if (rows->is_waiting)
		return;
	while (*end != NULL)
		end = &(*end)->next_waiting;
	*end = rows;
	rows->next_waiting = NULL;
	rows->is_waiting = true;
}

void
postgresql_rows_add(struct postgresql_rows *rows, const struct postgresql_values *row)
{
	struct value *value = &rows->values[rows->n_rows * rows->n_columns];

	assert(row->n == rows->n_columns);
	for (int i = 0; i < row->n; i++, value++) {
		int len = row->formats[i] == BINARY ? row->lengths[i] : (int)strlen(row->values[i]);

		*value = (struct value){
			rows->bytes.len, row->values[i] == NULL ? -1 : len, row->formats[i]};
		if (row->values[i] == NULL)
			continue;
		buf_add(&rows->bytes, span_make(row->values[i], (size_t)len));
		buf_add_byte(&rows->bytes, '\0'); /* numbers are sent as text */
	}
	wait_in_line(rows);
	if (++rows->n_rows == RUN_MAX || rows->bytes.len > BYTES_MAX)
		send_rows(rows);
}

void
postgresql_rows_send(struct postgresql *db)
{
	struct postgresql_rows *rows = db->waiting;

	db->waiting = NULL;
	for (; rows != NULL; rows = rows->next_waiting) {
		send_rows(rows);
		rows->is_waiting = false;
	}
}

void
postgresql_rows_forget(struct postgresql *db)
{
	for (; db->waiting != NULL; db->waiting = db->waiting->next_waiting)
		forget(db->waiting);
}
