#include "feeds/person.h"

#include <string.h>

#include "feeds/base/ascii.h"

#define ADDRESS_MARKS "<>[](),;:"
#define SEPARATORS ",;:-|"
#define MAIL_MAX 254 /* RFC 5321, 4.5.3.1.3 */

static bool
is_mail_byte(char byte)
{
	return !ascii_is_space(byte) && byte != '<' && byte != '>' && byte != '(' && byte != ')' &&
	       byte != ',' && byte != ';' && byte != '"';
}

static bool
is_mail(struct span text)
{
	size_t at = span_find_byte(text, '@');

	if (at == 0 || at + 1 >= text.len || text.len > MAIL_MAX)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!is_mail_byte(text.at[i]))
			return false;
	return span_find_byte(span_from(text, at + 1), '.') < text.len - at - 1;
}

static struct span
without_mailto(struct span text)
{
	text = span_trim(text);
	return span_starts_with_nocase(text, SPAN("mailto:")) ? span_from(text, 7) : text;
}

static struct span
none_if_empty(struct span text)
{
	text = span_trim(text);
	return text.len > 0 ? text : SPAN_NONE;
}

/* Without what parts a name from an address on either side: blanks, and the bytes of `marks`. */
static struct span
without_marks(struct span text, const char *marks)
{
	while (text.len > 0 && (ascii_is_space(text.at[0]) || strchr(marks, text.at[0]) != NULL))
		text = span_from(text, 1);
	while (text.len > 0 && (ascii_is_space(text.at[text.len - 1]) ||
				       strchr(marks, text.at[text.len - 1]) != NULL))
		text.len--;
	return text;
}

/* The part between the last `open` and the `close` that ends the text. */
static bool
split_last(struct span text, char open, char close, struct span *before, struct span *within)
{
	size_t at = text.len;

	if (text.len < 2 || text.at[text.len - 1] != close)
		return false;
	while (at > 0 && text.at[at - 1] != open)
		at--;
	if (at == 0)
		return false;
	*before = span_trim(span_head(text, at - 1));
	*within = span_trim(span_head(span_from(text, at), text.len - at - 1));
	return true;
}

/* The word in the text that is a mail address; the rest of the text, when it stands at an end. */
static bool
take_mail_word(struct span text, struct span *mail, struct span *rest)
{
	size_t space = text.len;

	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_space(text.at[i])) {
			space = i;
			break;
		}
	*mail = without_mailto(without_marks(span_head(text, space), ADDRESS_MARKS));
	*rest = span_trim(span_from(text, space));
	if (is_mail(*mail))
		return true;
	for (space = text.len; space > 0 && !ascii_is_space(text.at[space - 1]); space--)
		continue;
	*mail = without_mailto(without_marks(span_from(text, space), ADDRESS_MARKS));
	*rest = span_trim(span_head(text, space));
	return is_mail(*mail);
}

/* The name beside an address: `"A. Writer" -`. */
static struct span
without_quotes(struct span name)
{
	struct span bare = without_marks(name, SEPARATORS);

	if (bare.len > 1 && bare.at[0] == '"' && bare.at[bare.len - 1] == '"')
		return span_head(span_from(bare, 1), bare.len - 2);
	return bare;
}

static struct author
make(struct span name, struct span mail)
{
	return (struct author){
		.name = none_if_empty(without_quotes(name)),
		.email = none_if_empty(mail),
	};
}

struct author
person_parse(struct span text)
{
	struct span before, within, mail, rest;

	text = span_trim(text);
	if (split_last(text, '(', ')', &before, &within) ||
		split_last(text, '<', '>', &before, &within)) {
		if (is_mail(without_mailto(before)))
			return make(within, without_mailto(before));
		if (is_mail(without_mailto(within)))
			return make(before, without_mailto(within));
	}
	if (take_mail_word(text, &mail, &rest))
		return make(rest, mail);
	return (struct author){.name = none_if_empty(text)};
}
