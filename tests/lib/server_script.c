#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "feeds/base/buf.h"
#include "tests/lib/server.h"
#include "tests/lib/slurp.h"

/*
 * A script has a word and a rest on each line:
 *
 *     path /feed.xml               begins a reply
 *     head HTTP/1.1 200 OK         its status line and headers, one a line
 *     head ETag: "1"
 *     body <rss version="2.0">     its body, line by line, or
 *     file feed.xml                out of a file, beside the script
 *     trick gzip                   none, gzip, bomb, endless, truncated, drip, silent, close, raw
 *     validates                    answers 304 to a request that carries the ETag or date
 */

static const char *const trick_names[] = {
	[TRICK_NONE] = "none",
	[TRICK_GZIP] = "gzip",
	[TRICK_BOMB] = "bomb",
	[TRICK_ENDLESS] = "endless",
	[TRICK_TRUNCATED] = "truncated",
	[TRICK_DRIP] = "drip",
	[TRICK_SILENT] = "silent",
	[TRICK_CLOSE] = "close",
	[TRICK_RAW] = "raw",
};

struct draft {
	struct server *server;
	struct span directory; /* of the script */
	struct buf path;       /* empty: no reply has begun */
	struct buf head;
	struct buf body;
	enum trick trick;
	bool validates;
};

static void
end_reply(struct draft *draft)
{
	struct reply reply = {
		buf_string(&draft->head), buf_string(&draft->body), draft->trick, draft->validates};

	if (draft->path.len > 0)
		server_add(draft->server, buf_string(&draft->path), &reply);
	buf_clear(&draft->path);
	buf_clear(&draft->head);
	buf_clear(&draft->body);
	draft->trick = TRICK_NONE;
	draft->validates = false;
}

static bool
set_trick(struct draft *draft, struct span name, struct error *err)
{
	for (size_t i = 0; i < sizeof trick_names / sizeof trick_names[0]; i++)
		if (span_equal(name, span_of(trick_names[i]))) {
			draft->trick = (enum trick)i;
			return true;
		}
	return error_set(err, EX_DATAERR, "no trick '%.*s'", SPAN_ARGS(name));
}

static bool
add_file(struct draft *draft, struct span name, struct error *err)
{
	struct buf path;
	bool ok;

	buf_init(&path, BUF_UNLIMITED);
	buf_add(&path, draft->directory);
	buf_add(&path, name);
	ok = slurp(buf_string(&path), &draft->body, err);
	buf_release(&path);
	return ok;
}

static bool
read_line(struct draft *draft, struct span line, struct error *err)
{
	struct span word = span_head(line, span_find_byte(line, ' '));
	struct span rest = span_from(line, word.len + 1);

	if (word.len == 0 || word.at[0] == '#')
		return true;
	if (span_equal(word, SPAN("trick")))
		return set_trick(draft, rest, err);
	if (span_equal(word, SPAN("file")))
		return add_file(draft, rest, err);
	if (span_equal(word, SPAN("path"))) {
		end_reply(draft);
		buf_add(&draft->path, rest);
	} else if (span_equal(word, SPAN("head"))) {
		buf_add(&draft->head, rest);
		buf_add_byte(&draft->head, '\n');
	} else if (span_equal(word, SPAN("body"))) {
		buf_add(&draft->body, rest);
		buf_add_byte(&draft->body, '\n');
	} else if (span_equal(word, SPAN("validates"))) {
		draft->validates = true;
	} else {
		return error_set(err, EX_DATAERR, "no word '%.*s'", SPAN_ARGS(word));
	}
	return true;
}

bool
server_read_script(struct server *server, const char *path, struct error *err)
{
	struct draft draft = {.server = server, .directory = span_of(path)};
	struct span rest, line;
	struct buf text;
	bool ok;

	while (draft.directory.len > 0 && draft.directory.at[draft.directory.len - 1] != '/')
		draft.directory.len--;
	buf_init(&text, BUF_UNLIMITED);
	buf_init(&draft.path, BUF_UNLIMITED);
	buf_init(&draft.head, BUF_UNLIMITED);
	buf_init(&draft.body, BUF_UNLIMITED);
	ok = slurp(path, &text, err);
	rest = buf_span(&text);
	while (ok && span_split(&rest, '\n', &line))
		ok = read_line(&draft, line, err);
	end_reply(&draft);
	buf_release(&text);
	buf_release(&draft.path);
	buf_release(&draft.head);
	buf_release(&draft.body);
	return ok;
}
