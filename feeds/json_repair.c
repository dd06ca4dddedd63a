#include "feeds/json_repair.h"

#include <stdint.h>

#include "feeds/base/ascii.h"

#define DEPTH_MAX 500 /* jansson stops at 2048 */

/* What an object waits for next; in an array it is always a value. */
enum expect { EXPECT_KEY, EXPECT_COLON, EXPECT_VALUE, EXPECT_COMMA };

struct level {
	char bracket; /* '{' or '[' */
	enum expect expect;
};

struct mender {
	struct span text;
	size_t at;
	struct buf *out;
	struct level levels[DEPTH_MAX];
	size_t depth;
	bool has_comma;        /* owed before the next key or value */
	bool has_open_comment; /* none ends any more: nobody looks again */
	bool is_done;          /* the first value is complete, or too deep */
};

static struct level *
top(struct mender *mender)
{
	return mender->depth > 0 ? &mender->levels[mender->depth - 1] : NULL;
}

static void
pay_comma(struct mender *mender)
{
	if (mender->has_comma)
		buf_add_byte(mender->out, ',');
	mender->has_comma = false;
}

/* A value stands in `out` now. */
static void
end_value(struct mender *mender)
{
	struct level *level = top(mender);

	if (level == NULL)
		mender->is_done = true;
	else
		level->expect = EXPECT_COMMA;
}

/* Whether a value may stand here; a comma that was forgotten is written. */
static bool
begin_value(struct mender *mender)
{
	struct level *level = top(mender);

	if (level == NULL)
		return true;
	if (level->bracket == '{' && level->expect != EXPECT_VALUE)
		return false;
	if (level->bracket == '[' && level->expect == EXPECT_COMMA)
		mender->has_comma = true;
	pay_comma(mender);
	return true;
}

static void
open_bracket(struct mender *mender, char bracket)
{
	if (!begin_value(mender))
		return;
	if (mender->depth == DEPTH_MAX) {
		buf_add_text(mender->out, "null");
		mender->is_done = true;
		return;
	}
	buf_add_byte(mender->out, bracket);
	mender->levels[mender->depth++] = (struct level){
		.bracket = bracket,
		.expect = bracket == '{' ? EXPECT_KEY : EXPECT_VALUE,
	};
}

static void
close_level(struct mender *mender)
{
	struct level *level = top(mender);

	if (level->bracket == '{' && level->expect == EXPECT_COLON)
		buf_add_text(mender->out, ":null");
	if (level->bracket == '{' && level->expect == EXPECT_VALUE)
		buf_add_text(mender->out, "null");
	mender->has_comma = false;
	buf_add_byte(mender->out, level->bracket == '{' ? '}' : ']');
	mender->depth--;
	end_value(mender);
}

/* A closing bracket closes what was forgotten within; one that closes nothing is left out. */
static void
close_bracket(struct mender *mender, char open)
{
	size_t depth = mender->depth;

	while (depth > 0 && mender->levels[depth - 1].bracket != open)
		depth--;
	while (depth > 0 && mender->depth >= depth)
		close_level(mender);
}

static bool
read_hex4(struct span text, uint32_t *unit)
{
	*unit = 0;
	if (text.len < 4)
		return false;
	for (size_t i = 0; i < 4; i++) {
		int digit = ascii_hex(text.at[i]);

		if (digit < 0)
			return false;
		*unit = *unit * 16 + (uint32_t)digit;
	}
	return true;
}

static bool
is_low_half(struct span text)
{
	uint32_t unit;

	return span_starts_with(text, SPAN("\\u")) && read_hex4(span_from(text, 2), &unit) &&
	       unit >= 0xdc00 && unit <= 0xdfff;
}

/*
 * "\uXXXX" here: a pair of halves goes as it is, a half alone as U+FFFD, U+0000 not at all. Gives
 * what was read.
 */
static size_t
write_unit(struct mender *mender, struct span escape)
{
	uint32_t unit;

	if (!read_hex4(span_from(escape, 2), &unit)) {
		buf_add_byte(mender->out, 'u');
		return 2;
	}
	if (unit >= 0xd800 && unit <= 0xdbff && is_low_half(span_from(escape, 6))) {
		buf_add(mender->out, span_head(escape, 12));
		return 12;
	}
	if (unit >= 0xd800 && unit <= 0xdfff)
		buf_add_text(mender->out, "\\ufffd");
	else if (unit != 0)
		buf_add(mender->out, span_head(escape, 6));
	return 6;
}

static size_t
write_escape(struct mender *mender, struct span escape)
{
	if (escape.len < 2)
		return 1;
	if (escape.at[1] == 'u')
		return write_unit(mender, escape);
	if (span_find_byte(SPAN("\"\\/bfnrt"), escape.at[1]) < 8)
		buf_add(mender->out, span_head(escape, 2));
	else if ((unsigned char)escape.at[1] >= ' ')
		buf_add_byte(mender->out, escape.at[1]);
	return 2;
}

/* In the quotes that it begins with; JavaScript's are written as JSON's. */
static void
write_string(struct mender *mender)
{
	struct span text = mender->text;
	char quote = text.at[mender->at];

	buf_add_byte(mender->out, '"');
	mender->at++;
	while (mender->at < text.len && text.at[mender->at] != quote) {
		char byte = text.at[mender->at];

		if (byte == '\\') {
			mender->at += write_escape(mender, span_from(text, mender->at));
			continue;
		}
		if (byte == '\n')
			buf_add_text(mender->out, "\\n");
		else if (byte == '"')
			buf_add_text(mender->out, "\\\"");
		else if ((unsigned char)byte < ' ')
			buf_add_byte(mender->out, ' ');
		else
			buf_add_byte(mender->out, byte);
		mender->at++;
	}
	mender->at++;
	buf_add_byte(mender->out, '"');
}

static void
read_string(struct mender *mender)
{
	struct level *level = top(mender);

	if (level != NULL && level->bracket == '{' && level->expect == EXPECT_COMMA) {
		mender->has_comma = true;
		level->expect = EXPECT_KEY;
	}
	if (level != NULL && level->bracket == '{' && level->expect == EXPECT_KEY) {
		pay_comma(mender);
		write_string(mender);
		level->expect = EXPECT_COLON;
		return;
	}
	if (level != NULL && level->bracket == '{' && level->expect == EXPECT_COLON) {
		buf_add_byte(mender->out, ':');
		level->expect = EXPECT_VALUE;
	}
	if (begin_value(mender)) {
		write_string(mender);
		end_value(mender);
	}
}

static bool
is_number(struct span word)
{
	size_t i = word.len > 0 && word.at[0] == '-' ? 1 : 0;
	size_t digits = i;

	while (i < word.len && ascii_is_digit(word.at[i]))
		i++;
	if (i == digits || (word.at[digits] == '0' && i > digits + 1))
		return false;
	if (i == word.len)
		return true;
	if (word.at[i] != '.')
		return false;
	digits = ++i;
	while (i < word.len && ascii_is_digit(word.at[i]))
		i++;
	return i == word.len && i > digits;
}

static void
write_quoted(struct mender *mender, struct span word)
{
	buf_add_byte(mender->out, '"');
	buf_add(mender->out, word);
	buf_add_byte(mender->out, '"');
}

/* A key without quotes, as JavaScript has it. */
static bool
is_bare_key(struct mender *mender, struct span word)
{
	struct level *level = top(mender);

	if (level == NULL || level->bracket != '{' || level->expect != EXPECT_KEY)
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (!ascii_is_alnum(word.at[i]) && word.at[i] != '_' && word.at[i] != '$')
			return false;
	return true;
}

#define NUMBER_BYTES_MAX 18 /* of which nothing is lost; a longer one is an id, and goes as text */

/* Numbers, true, false, null, keys without quotes; what else stands there is null. */
static void
write_word(struct mender *mender, struct span word)
{
	if (is_bare_key(mender, word)) {
		pay_comma(mender);
		write_quoted(mender, word);
		top(mender)->expect = EXPECT_COLON;
		return;
	}
	if (!begin_value(mender))
		return;
	if (is_number(word) && word.len > NUMBER_BYTES_MAX)
		write_quoted(mender, word);
	else if (is_number(word) || span_equal(word, SPAN("true")) ||
		 span_equal(word, SPAN("false")))
		buf_add(mender->out, word);
	else
		buf_add_text(mender->out, "null");
	end_value(mender);
}

static void
read_word(struct mender *mender)
{
	struct span rest = span_from(mender->text, mender->at);
	struct span word;
	size_t len = 0;

	while (len < rest.len && !ascii_is_space(rest.at[len]) &&
		span_find_byte(SPAN("{}[]:,\""), rest.at[len]) == 7)
		len++;
	word = span_head(rest, len > 0 ? len : 1);
	mender->at += word.len;
	write_word(mender, word);
}

/* How long the comment is that begins here; 0: none does. "//" behind a colon is an address. */
static size_t
comment_len(struct mender *mender)
{
	struct span rest = span_from(mender->text, mender->at);
	size_t len = 0;

	if (span_starts_with(rest, SPAN("/*")) && !mender->has_open_comment)
		len = span_find(rest, SPAN("*/")) + 2;
	else if (span_starts_with(rest, SPAN("//")) &&
		 ascii_is_space(mender->text.at[mender->at - 1]))
		len = span_find_byte(rest, '\n');
	mender->has_open_comment = mender->has_open_comment || len > rest.len;
	return len <= rest.len ? len : 0;
}

static void
read_mark(struct mender *mender, char mark)
{
	struct level *level = top(mender);

	mender->at++;
	if (level == NULL)
		return;
	if (mark == ',' && level->expect == EXPECT_COMMA) {
		mender->has_comma = true;
		level->expect = level->bracket == '{' ? EXPECT_KEY : EXPECT_VALUE;
	} else if (mark == ':' && level->expect == EXPECT_COLON) {
		buf_add_byte(mender->out, ':');
		level->expect = EXPECT_VALUE;
	}
}

static void
read_one(struct mender *mender)
{
	char byte = mender->text.at[mender->at];
	size_t comment = byte == '/' && mender->at > 0 ? comment_len(mender) : 0;

	if (comment > 0) {
		mender->at += comment;
	} else if (ascii_is_space(byte)) {
		mender->at++;
	} else if (byte == '"' || byte == '\'') {
		read_string(mender);
	} else if (byte == ',' || byte == ':') {
		read_mark(mender, byte);
	} else if (byte == '{' || byte == '[') {
		mender->at++;
		open_bracket(mender, byte);
	} else if (byte == '}' || byte == ']') {
		mender->at++;
		close_bracket(mender, byte == '}' ? '{' : '[');
	} else {
		read_word(mender);
	}
}

void
json_repair(struct span text, struct buf *out)
{
	struct mender mender = {.text = text, .out = out};

	while (mender.at < text.len && !mender.is_done)
		read_one(&mender);
	while (mender.depth > 0)
		close_level(&mender);
}
