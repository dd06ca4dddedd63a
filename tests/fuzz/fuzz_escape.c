#include "tests/fuzz/fuzz.h"

#include <gumbo.h>
#include <stdlib.h>
#include <string.h>

#include "feeds/base/arena.h"
#include "feeds/base/utf8.h"
#include "feeds/feed.h"
#include "output/atom.h"
#include "output/escape.h"
#include "output/html.h"
#include "output/json_feed.h"
#include "output/mail.h"
#include "output/text.h"
#include "tests/lib/digest_fixture.h"

/* One text in every field of a digest: each format stays whole, and the text stays text. */

#define PAGE_BYTES_MAX ((size_t)64 << 20)

static void
promise(bool kept)
{
	if (!kept)
		abort();
}

/* How many scripts, and attributes that run something, a browser would see. */
static unsigned
count_dangers(const GumboNode *node)
{
	unsigned n = 0;

	if (node->type != GUMBO_NODE_ELEMENT)
		return 0;
	n += node->v.element.tag == GUMBO_TAG_SCRIPT || node->v.element.tag == GUMBO_TAG_IMG;
	for (unsigned i = 0; i < node->v.element.attributes.length; i++) {
		const GumboAttribute *attribute = node->v.element.attributes.data[i];

		n += strncmp(attribute->name, "on", 2) == 0 ||
		     strncmp(attribute->value, "javascript:", 11) == 0;
	}
	for (unsigned i = 0; i < node->v.element.children.length; i++)
		n += count_dangers(node->v.element.children.data[i]);
	return n;
}

static void
check_html(const struct digest *digest, struct buf *out)
{
	struct error err = {0};
	GumboOutput *tree;

	promise(html_render(digest, &fixture_site, out, &err));
	promise(utf8_is_valid(buf_span(out)));
	tree = gumbo_parse_with_options(&kGumboDefaultOptions, out->at, out->len);
	promise(tree->errors.length == 0 && count_dangers(tree->root) == 0);
	gumbo_destroy_output(&kGumboDefaultOptions, tree);
}

static void
check_feed(struct buf *out)
{
	struct arena *arena = arena_new();
	struct error err = {0};
	struct feed *feed = feed_parse(buf_span(out), NULL, arena, &err);

	promise(feed != NULL && feed->n_warnings == 0 && feed->n_items == 1);
	arena_free(arena);
}

/* No line of the header but those that we wrote. */
static void
check_mail(const struct digest *digest, struct span text, struct buf *out)
{
	const struct mail mail = {.from = SPAN("a@example.com"),
		.to = SPAN("b@example.com"),
		.subject = text,
		.message_id = text,
		.list_id = text,
		.unsubscribe_url = text,
		.unsubscribe_mail = text,
		.has_one_click = true};
	struct error err = {0};
	struct span head, line;

	promise(mail_render(digest, &fixture_site, &mail, out, &err));
	head = span_head(buf_span(out), span_find(buf_span(out), SPAN("\r\n\r\n")));
	while (span_split(&head, '\n', &line)) {
		char first = line.len > 0 ? line.at[0] : '\0';

		promise(line.len <= 999 && first != '\0' && strchr("DFSTMLACX \t", first) != NULL);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span text = span_make((const char *)bytes, len);
	struct digest *digest = fixture_filled_with(text);
	const struct text_look look = {.columns = len % 100};
	struct error err = {0};
	struct buf out;

	buf_init(&out, PAGE_BYTES_MAX);
	check_html(digest, &out);
	buf_clear(&out);
	promise(atom_render(digest, &fixture_site, &out, &err));
	check_feed(&out);
	buf_clear(&out);
	promise(json_feed_render(digest, &fixture_site, &out, &err));
	check_feed(&out);
	buf_clear(&out);
	promise(text_render(digest, &fixture_site, &look, &out, &err));
	promise(utf8_is_valid(buf_span(&out)));
	buf_clear(&out);
	check_mail(digest, text, &out);
	buf_release(&out);
	digest_free(digest);
	return 0;
}
