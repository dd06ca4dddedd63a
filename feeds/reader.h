#ifndef FEEDS_READER_H
#define FEEDS_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/arena.h"
#include "feeds/base/buf.h"
#include "feeds/base/span.h"
#include "feeds/feed.h"
#include "feeds/item_pack.h"
#include "feeds/space.h"
#include "feeds/xml.h"
#include "feeds/zone_habit.h"

/*
 * Elements -> a feed. What an element means is a row in a table of its format or namespace; the
 * reader walks through the document, finds the rows, gathers the text, and calls them. Every XML
 * format goes this way; a document may mix them, as many do.
 */

/* Where an element stands: which rows may apply to its children. */
enum scope {
	SCOPE_SKIP = 0, /* nothing below has a meaning */
	SCOPE_FEED = 1 << 0,
	SCOPE_ITEM = 1 << 1,
	SCOPE_PERSON = 1 << 2,
	SCOPE_SOURCE = 1 << 3, /* an Atom entry's source */
	SCOPE_IMAGE = 1 << 4,
	SCOPE_WRAPPER = 1 << 5, /* an unknown element of a feed: only items count below */
	SCOPE_SKIP_HOURS = 1 << 6,
	SCOPE_SITEMAP = 1 << 7, /* one row of a sitemap index */
	SCOPE_TOP = 1 << 8,     /* around the root element */
};

/* What becomes of the characters below an element. */
enum capture {
	CAPTURE_NOTHING,
	CAPTURE_TEXT,   /* gathered, tags of children left out */
	CAPTURE_MARKUP, /* gathered, children written out as HTML */
	CAPTURE_XHTML,  /* the same, and text is escaped: it is XML, no escaped HTML */
};

/* What can be set once, in a feed, an item, or the source of an item. */
enum field {
	FIELD_NONE,
	FIELD_ID,
	FIELD_URL,
	FIELD_TITLE,
	FIELD_SUMMARY, /* of a feed: its description */
	FIELD_CONTENT,
	FIELD_PUBLISHED,
	FIELD_UPDATED,
	FIELD_AUTHORS,
	FIELD_LANGUAGE,
	FIELD_COMMENTS,
	FIELD_IMAGE,
	FIELD_RIGHTS,
	FIELD_SELF,
	FIELD_HUB,
	FIELD_NEXT_PAGE,
	FIELD_PREV_ARCHIVE,
	FIELD_GENERATOR,
	FIELD_TTL,
	FIELD_COUNT,
};

/* An element's content, as it stands at its end tag. */
struct value {
	const struct element *element;
	struct span text; /* borrowed until the call returns */
	enum markup_kind kind;
	bool has_markup; /* children were written out */
	bool is_kept;    /* the text is in the arena */
	struct span base;
	struct span language;
};

struct reader;

/* What an element means; precedence is in `rank`: the higher one wins, of equals the first. */
struct element {
	unsigned scopes; /* in which it may stand */
	enum space space;
	const char *name; /* any case of letters */
	enum capture capture;
	enum scope opens; /* for its children */
	enum field field;
	uint8_t rank;
	/* At the start tag, the new frame being on the stack; NULL: nothing. */
	void (*begin)(struct reader *reader, const struct xml_tag *tag);
	/* At the end tag, the frame being gone; NULL: nothing. */
	void (*end)(struct reader *reader, const struct value *value);
};

struct element_table {
	const struct element *rows;
	size_t n;
};

/* One open element. */
struct frame {
	const struct element *element; /* NULL: none of ours */
	enum scope scope;              /* for its children */
	enum capture capture;
	enum markup_kind kind;
	bool is_literal;   /* its text is no markup, whatever it looks like */
	bool is_in_markup; /* a child that is written out */
	bool has_markup;   /* children were written out */
	bool has_own_base; /* xml:base was given below the element that is captured */
	const char *name;  /* of what is written out */
	size_t text_start; /* in reader->text */
	struct span base;
	struct span language;
};

#define DEPTH_MAX 256
#define SCRATCH_MAX ((size_t)1 << 31)

struct row_cache {
	const char *name;
	const struct element *element;
	unsigned scope;
	enum space space;
};
#define ROWS_CACHED 128 /* a power of two */

struct reader {
	struct arena *arena;
	struct feed *feed;
	struct packed_item *
		*items; /* on the heap while they grow; feed_end puts them into the arena */
	size_t items_capacity;
	struct feed_warning *warnings; /* likewise; the feed knows how many */
	size_t warnings_capacity;
	struct item *item; /* the one that is open, or NULL */
	struct item open_item;
	struct item_floats item_floats; /* of the item that is open */
	int64_t latest;                 /* no date of the document is later */
	bool feed_floats;               /* feed->updated was read without a zone */
	struct span item_language;      /* by xml:lang */
	bool has_root;
	bool is_refused; /* the root element is none of a feed's */
	char root_name[64];
	enum space home;      /* of elements without a namespace */
	const char *root_uri; /* libxml2's pointer */
	struct span root_language;
	struct span link_base; /* the feed's link, for documents without any base */

	size_t depth;
	size_t too_deep;    /* open elements beyond DEPTH_MAX */
	struct buf text;    /* what is captured, of all frames, one behind the other */
	struct span direct; /* or: a large text that came in one piece, in the arena already */
	bool keeps_text;    /* the element that ended has taken it as it stands there */

	uint8_t feed_ranks[FIELD_COUNT];
	uint8_t item_ranks[FIELD_COUNT];
	uint8_t source_ranks[FIELD_COUNT];

	/* Between the start tag and the end tag of small elements, which do not nest. */
	struct category *categories; /* of the item that is open, on the heap until it ends */
	size_t categories_capacity;
	struct author person;
	struct category category;
	struct span attribute;
	bool is_permalink;
	bool is_base64;
	bool is_alternate;

	struct span feed_cik; /* of the company that the SEC's feed is about */
	bool has_guid;
	bool has_guid_link; /* the item's guid may stand in for a link */
	struct author *source_authors;
	size_t n_source_authors;
	struct zone_habit zones;
	struct span last_guess; /* of a language */
	size_t n_guesses_agree; /* in a row */
	bool has_guesses;
	bool has_too_many; /* items */
	int64_t update_base_seconds;
	int64_t update_frequency;

	struct row_cache cache[ROWS_CACHED];
	struct frame frames[DEPTH_MAX]; /* last: each is set when it is used */
};

void reader_init(struct reader *reader, struct arena *arena, struct feed *feed);
void reader_release(struct reader *reader);

/* For formats without elements: a frame of that scope, as if an element had opened it; and its end. */
void reader_push(struct reader *reader, enum scope scope);
void reader_pop(struct reader *reader);

/* The document's end: what is still open is closed. */
void reader_end(struct reader *reader);

/* For xml_new: the context is the reader. */
extern const struct xml_events reader_events;

/* The root element's frame: what it inherits to all, and its row, if one of a table stands for it. */
void reader_begin_root(struct reader *reader, const struct xml_tag *tag);

/* The innermost open element. */
struct frame *reader_top(struct reader *reader);
enum scope reader_scope(const struct reader *reader);

/*
 * Notes what was repaired, dropped or cut; beyond a number of them, only the first
 * count. `reader` NULL: nobody wants to know.
 */
void reader_warn(struct reader *reader, const char *code, int line, const char *format, ...)
	PRINTF_LIKE(4, 5);

/* The tables, one a format or namespace. */
extern const struct element_table rss_elements;
extern const struct element_table atom_elements;
extern const struct element_table cdf_elements;
extern const struct element_table sitemap_elements;
extern const struct element_table xhtml_elements;
extern const struct element_table dc_elements;
extern const struct element_table content_elements;
extern const struct element_table media_elements;
extern const struct element_table itunes_elements;
extern const struct element_table syndication_elements;
extern const struct element_table wires_elements;

#endif
