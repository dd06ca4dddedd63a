noinst_LIBRARIES += libfeeds.a
libfeeds_a_SOURCES = feeds/feed.c feeds/feed.h feeds/opml.h feeds/space.c feeds/space.h \
	feeds/base/arena.c feeds/base/arena.h feeds/base/ascii.h feeds/base/buf.c feeds/base/buf.h \
	feeds/base/compiler.h feeds/base/error.c feeds/base/error.h feeds/base/memory.c \
	feeds/base/memory.h feeds/base/span.c feeds/base/span.h feeds/base/utf8.c feeds/base/utf8.h
libfeeds_a_SOURCES += \
	feeds/date.c feeds/date.h feeds/date_civil.c feeds/date_civil.h feeds/date_free.c \
	feeds/date_iso.c feeds/date_names.c feeds/date_names.h feeds/date_parts.h \
	feeds/date_zone.c feeds/date_zone.h feeds/entity.c feeds/entity.h \
	feeds/entity_table.inc feeds/fold.c feeds/fold.h feeds/html_clean.h feeds/html_tag.c feeds/html_tag.h \
	feeds/html_text.c feeds/html_text.h feeds/language.h feeds/link.c feeds/link.h
EXTRA_DIST += tools/make-entity-table
