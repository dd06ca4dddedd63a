libstore_a_SOURCES = \
	aggregator/store/backup.h aggregator/store/backup_read.c \
	aggregator/store/backup_table.c aggregator/store/backup_table.h \
	aggregator/store/backup_write.c \
	aggregator/store/company_store.c aggregator/store/company_store.h aggregator/store/days.c \
	aggregator/store/days.h aggregator/store/db.c aggregator/store/db.h \
	aggregator/store/db_driver.h aggregator/store/db_sqlite.c \
	aggregator/store/db_sqlite_rest.c aggregator/store/db_sqlite_rest.h \
	aggregator/store/db_sqlite_words.c aggregator/store/db_sqlite_words.h \
	aggregator/store/edition_list.c aggregator/store/edition_store.c \
	aggregator/store/edition_store.h aggregator/store/expire.c aggregator/store/feed_store.c \
	aggregator/store/feed_store.h aggregator/store/feed_wishes.c \
	aggregator/store/host_store.c aggregator/store/host_store.h \
	aggregator/store/item_cursor.c aggregator/store/item_cursor.h \
	aggregator/store/item_recent.c aggregator/store/item_recent.h \
	aggregator/store/item_store.c aggregator/store/item_store.h aggregator/store/lock.c \
	aggregator/store/lock.h aggregator/store/marks.c aggregator/store/marks.h \
	aggregator/store/names.c aggregator/store/names.h aggregator/store/schema.c \
	aggregator/store/schema.h aggregator/store/search_index.c \
	aggregator/store/search_store.c aggregator/store/search_store.h \
	aggregator/store/search_words.c aggregator/store/search_words.h aggregator/store/store.c \
	aggregator/store/store.h aggregator/store/store_private.h aggregator/store/story_store.c \
	aggregator/store/story_store.h aggregator/store/subscription_store.c \
	aggregator/store/subscription_store.h

if POSTGRESQL
libstore_a_SOURCES += aggregator/store/db_postgresql.c aggregator/store/db_postgresql.h \
	aggregator/store/db_postgresql_query.c aggregator/store/db_postgresql_rows.c \
	aggregator/store/db_postgresql_rows.h
else
libstore_a_SOURCES += aggregator/store/db_postgresql_missing.c
endif

libstore_a_SOURCES += aggregator/store/telling_store.c aggregator/store/telling_store.h
libstore_a_SOURCES += aggregator/store/expected.c aggregator/store/expected.h \
	aggregator/store/story_counts.c aggregator/store/story_counts.h
