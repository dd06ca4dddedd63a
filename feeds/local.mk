noinst_LIBRARIES += libfeeds.a
libfeeds_a_SOURCES = \
	feeds/base/arena.c feeds/base/arena.h feeds/base/ascii.h feeds/base/buf.c feeds/base/buf.h \
	feeds/base/compiler.h feeds/base/error.c feeds/base/error.h feeds/base/memory.c \
	feeds/base/memory.h feeds/base/span.c feeds/base/span.h feeds/base/utf8.c feeds/base/utf8.h
