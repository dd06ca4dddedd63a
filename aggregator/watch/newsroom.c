#include "aggregator/watch/newsroom.h"

#include <string.h>

#include "aggregator/watch/literal_edges.h"
#include "feeds/base/ascii.h"

#define NAME_BYTES_MAX 40
#define PATH_PARTS_READ 3 /* of the address: "/en-us/newsroom/2026" */
#define RANK_KNOWN 1200

/* What companies call the place where they speak for themselves. */
static const char *const places[] = {"news", "newsroom", "press", "pressroom", "press-releases",
	"press-release", "pr", "ir", "investor", "investors", "investor-relations", "media",
	"mediacenter", "media-center", "blog", "blogs", "about", "corporate", "corp", "stories"};

static bool
is_place(struct span part)
{
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		if (span_equal_nocase(part, span_of(places[i])))
			return true;
	}
	return false;
}

/* The last part of `host`, which is cut off with the point before it. */
static struct span
take_last(struct span *host)
{
	size_t at = host->len;
	struct span last;

	while (at > 0 && host->at[at - 1] != '.')
		at--;
	last = span_from(*host, at);
	*host = span_head(*host, at == 0 ? 0 : at - 1);
	return last;
}

/* Whether a part of the host before the name speaks of news: "newsroom", "nvidianews". */
static bool
host_speaks(struct span before, struct span name)
{
	while (before.len > 0) {
		struct span part = take_last(&before);

		if (is_place(part))
			return true;
		if (part.len > name.len && span_starts_with_nocase(part, name) &&
			is_place(span_from(part, name.len)))
			return true;
	}
	return false;
}

static bool
path_speaks(struct span path)
{
	struct span part;

	path = span_head(path, span_find_byte(path, '?'));
	for (int i = 0; i <= PATH_PARTS_READ && span_split(&path, '/', &part); i++) {
		if (is_place(part))
			return true;
	}
	return false;
}

/* The one well-known company that is called so. */
static uint32_t
bearer_of(const struct lexicon *lexicon, const struct words_known *words, struct span plain)
{
	uint32_t literal = lexicon_find(lexicon, plain, literal_edges(plain));

	if (literal == LEXICON_END || words_is(words, plain, WORD_PUBLISHER))
		return LEXICON_END;
	for (uint32_t i = lexicon_literal(lexicon, literal)->first; i != LEXICON_END;) {
		const struct target *target = lexicon_target(lexicon, i);

		i = target->next;
		if (target->kind <= TARGET_NAME &&
			(target->form & (FORM_FUND | FORM_WEAK | FORM_SHARED | FORM_GROUP)) == 0 &&
			((target->source >= SOURCE_ALIAS && target->source != SOURCE_SHORT) ||
				(target->rank > 0 && target->rank <= RANK_KNOWN)))
			return target->subject;
	}
	return LEXICON_END;
}

uint32_t
newsroom_subject(const struct lexicon *lexicon, const struct words_known *words, struct span url)
{
	char plain[NAME_BYTES_MAX];
	size_t scheme = span_find(url, SPAN("://"));
	struct span host, path, name;

	if (scheme == url.len)
		return LEXICON_END;
	url = span_from(url, scheme + 3);
	host = span_head(url, span_find_byte(url, '/'));
	path = span_from(url, host.len);
	if (!span_equal_nocase(take_last(&host), SPAN("com")))
		return LEXICON_END;
	name = take_last(&host);
	if (name.len == 0 || name.len > sizeof plain)
		return LEXICON_END;
	if (!host_speaks(host, name) && !path_speaks(path))
		return LEXICON_END;
	for (size_t i = 0; i < name.len; i++)
		plain[i] = name.at[i] == '-' ? ' ' : ascii_lower(name.at[i]);
	return bearer_of(lexicon, words, span_make(plain, name.len));
}
