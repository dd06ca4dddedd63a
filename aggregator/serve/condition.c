#include "aggregator/serve/condition.h"

#include "feeds/base/ascii.h"
#include "feeds/date.h"

static struct span
without_weakness(struct span tag)
{
	return span_starts_with(tag, SPAN("W/")) ? span_from(tag, 2) : tag;
}

/* The next member of a list of entity tags: a comma may stand inside the quotes. */
static bool
next_tag(struct span *rest, struct span *tag)
{
	bool is_quoted = false;
	size_t end = 0;

	while (rest->len > 0 && (ascii_is_space(rest->at[0]) || rest->at[0] == ','))
		*rest = span_from(*rest, 1);
	while (end < rest->len && (is_quoted || rest->at[end] != ',')) {
		if (rest->at[end] == '"')
			is_quoted = !is_quoted;
		end++;
	}
	*tag = span_trim(span_head(*rest, end));
	*rest = span_from(*rest, end);
	return tag->len > 0;
}

bool
condition_has_tag(struct span list, struct span etag)
{
	struct span tag;

	if (span_equal(span_trim(list), SPAN("*")))
		return true;
	while (next_tag(&list, &tag))
		if (span_equal(without_weakness(tag), without_weakness(etag)))
			return true;
	return false;
}

bool
condition_is_met(const struct head *head, struct span etag, int64_t modified_at)
{
	struct span since = head_find(head, SPAN("If-Modified-Since"));
	bool has_tags = false;

	for (size_t i = 0; i < head->n_lines; i++) {
		if (!span_equal_nocase(head->lines[i].name, SPAN("If-None-Match")))
			continue;
		if (condition_has_tag(head->lines[i].value, etag))
			return true;
		has_tags = true;
	}
	if (has_tags || since.at == NULL || modified_at == TIME_NONE)
		return false;
	/* what is no date is TIME_NONE, which lies before everything */
	return date_parse(since) >= modified_at;
}

/* "gzip;q=0" and "gzip;q=0.000" refuse; a weight that cannot be read does not. */
static bool
is_refused(struct span parameters)
{
	struct span parameter;

	while (span_split(&parameters, ';', &parameter)) {
		struct span text = span_trim(parameter);

		if (!span_starts_with_nocase(text, SPAN("q=0")))
			continue;
		text = span_from(text, 3);
		for (size_t i = 0; i < text.len; i++)
			if (text.at[i] != '0' && text.at[i] != '.')
				return false;
		return true;
	}
	return false;
}

/* 1: taken; 0: refused; -1: not named. */
static int
ask_for(struct span list, struct span coding)
{
	struct span member;

	while (span_split(&list, ',', &member)) {
		size_t semicolon = span_find_byte(member, ';');

		if (span_equal_nocase(span_trim(span_head(member, semicolon)), coding))
			return !is_refused(span_from(member, semicolon + 1));
	}
	return -1;
}

bool
condition_takes_gzip(const struct head *head)
{
	struct span list = head_find(head, SPAN("Accept-Encoding"));
	int gzip = ask_for(list, SPAN("gzip"));

	if (gzip < 0)
		gzip = ask_for(list, SPAN("x-gzip"));
	if (gzip < 0)
		gzip = ask_for(list, SPAN("*"));
	return gzip > 0;
}
