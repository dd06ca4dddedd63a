#include "aggregator/fetch/link_header.h"

/* Up to `separator`, but not one inside of quotes. Takes it off `rest`. */
static struct span
take_until(struct span *rest, char separator)
{
	struct span part;
	bool is_quoted = false;
	size_t i;

	for (i = 0; i < rest->len && (is_quoted || rest->at[i] != separator); i++) {
		if (is_quoted && rest->at[i] == '\\' && i + 1 < rest->len)
			i++;
		else if (rest->at[i] == '"')
			is_quoted = !is_quoted;
	}
	part = span_head(*rest, i);
	*rest = i < rest->len ? span_from(*rest, i + 1) : SPAN_NONE;
	return part;
}

static struct span
unquoted(struct span value)
{
	value = span_trim(value);
	if (value.len >= 2 && value.at[0] == '"' && value.at[value.len - 1] == '"')
		return span_make(value.at + 1, value.len - 2);
	return value;
}

/* The first parameter of a name counts (RFC 8288, section 3.3). */
static void
read_parameter(struct span parameter, struct header_link *link)
{
	size_t equals = span_find_byte(parameter, '=');
	struct span name = span_trim(span_head(parameter, equals));
	struct span value = unquoted(span_from(parameter, equals + 1));

	if (link->rel.at == NULL && span_equal_nocase(name, SPAN("rel")))
		link->rel = value;
	else if (link->type.at == NULL && span_equal_nocase(name, SPAN("type")))
		link->type = value;
}

bool
link_header_next(struct span *rest, struct header_link *link)
{
	while (rest->len > 0) {
		size_t open = span_find_byte(*rest, '<');
		struct span after = span_from(*rest, open + 1);
		size_t close = span_find_byte(after, '>');
		struct span parameters;

		if (open >= rest->len || close == after.len)
			break;
		*link = (struct header_link){.target = span_trim(span_head(after, close))};
		*rest = span_from(after, close + 1);
		parameters = take_until(rest, ',');
		while (parameters.len > 0)
			read_parameter(take_until(&parameters, ';'), link);
		return true;
	}
	*rest = SPAN_NONE;
	return false;
}

bool
link_has_rel(const struct header_link *link, struct span word)
{
	struct span rest = link->rel;
	struct span part;

	while (span_split(&rest, ' ', &part))
		if (span_equal_nocase(part, word))
			return true;
	return false;
}

struct span
link_header_find(struct span value, struct span rel)
{
	struct header_link link;

	while (link_header_next(&value, &link))
		if (link_has_rel(&link, rel))
			return link.target;
	return SPAN_NONE;
}
