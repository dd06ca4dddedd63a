#include "aggregator/store/backup.h"

#include <stdlib.h>

#include <jansson.h>

#include "aggregator/store/backup_table.h"
#include "aggregator/store/store_private.h"
#include "feeds/base/utf8.h"

/* Where the lines go. */
struct backup_writer {
	struct store *store;
	backup_line_fn *write;
	void *context;
	long long rows;
	struct buf scratch;
};

static bool
write_line(struct backup_writer *writer, json_t *line, struct error *err)
{
	char *text = json_dumps(line, JSON_COMPACT);
	bool ok = writer->write(writer->context, span_of(text), err);

	free(text);
	json_decref(line);
	return ok;
}

static json_t *
write_bytes(struct buf *scratch, struct span bytes)
{
	static const char digits[] = "0123456789abcdef";

	buf_clear(scratch);
	for (size_t i = 0; i < bytes.len; i++) {
		buf_add_byte(scratch, digits[(unsigned char)bytes.at[i] >> 4]);
		buf_add_byte(scratch, digits[(unsigned char)bytes.at[i] & 15]);
	}
	return json_stringn_nocheck(buf_string(scratch), scratch->len);
}

/* JSON has no place for a byte that is no UTF-8. */
static json_t *
write_text(struct buf *scratch, struct span text)
{
	if (utf8_is_valid(text))
		return json_stringn_nocheck(text.at, text.len);
	buf_clear(scratch);
	while (text.len > 0) {
		char encoded[UTF8_MAX_BYTES];
		uint32_t point;
		size_t len = utf8_decode(text, &point);

		buf_add(scratch, span_make(encoded, utf8_encode(point, encoded)));
		text = span_from(text, len);
	}
	return json_stringn_nocheck(buf_string(scratch), scratch->len);
}

static json_t *
write_value(struct buf *scratch, struct db_query *row, int column, enum column_type type)
{
	if (db_column_is_null(row, column))
		return json_null();
	switch (type) {
	case COLUMN_NUMBER:
	case COLUMN_NUMBER_OR_NULL:
	case COLUMN_NUMBER_ADDED:
		return json_integer(db_column_int(row, column));
	case COLUMN_TEXT:
		return write_text(scratch, db_column_span(row, column));
	case COLUMN_BYTES:
	case COLUMN_BYTES_ADDED:
		return write_bytes(scratch, db_column_span(row, column));
	}
	return json_null();
}

static json_t *
write_row(struct backup_writer *writer, const struct backup_table *table, struct db_query *row)
{
	json_t *line = json_object();

	json_object_set_new_nocheck(line, "table", json_string_nocheck(table->name));
	for (int i = 0; table->columns[i].name != NULL; i++)
		json_object_set_new_nocheck(line, table->columns[i].name,
			write_value(&writer->scratch, row, i, table->columns[i].type));
	return line;
}

static bool
write_table(struct backup_writer *writer, const struct backup_table *table, struct error *err)
{
	struct db_query *query = db_query_new(writer->store->db, table->select);
	bool ok = true;

	while (ok && db_next(query)) {
		ok = write_line(writer, write_row(writer, table, query), err);
		writer->rows++;
	}
	ok = db_done(query, ok ? err : NULL) && ok;
	db_query_free(query);
	return ok;
}

static bool
write_all(struct backup_writer *writer, struct error *err)
{
	json_t *head = json_pack("{s:s, s:i}", "broadtape", "store", "version", BACKUP_VERSION);

	if (!write_line(writer, head, err))
		return false;
	for (size_t i = 0; i < backup_n_tables; i++)
		if (!write_table(writer, &backup_tables[i], err))
			return false;
	return write_line(
		writer, json_pack("{s:b, s:I}", "end", 1, "rows", (json_int_t)writer->rows), err);
}

bool
store_export(struct store *store, backup_line_fn *write, void *context, struct error *err)
{
	struct backup_writer writer = {.store = store, .write = write, .context = context};
	bool ok;

	if (!db_begin(store->db, DB_SNAPSHOT, err))
		return false;
	buf_init(&writer.scratch, BACKUP_LINE_BYTES_MAX);
	ok = write_all(&writer, err);
	buf_release(&writer.scratch);
	db_rollback(store->db);
	return ok;
}
