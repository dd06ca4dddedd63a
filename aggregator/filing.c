#include "aggregator/filing.h"

#include "feeds/base/ascii.h"
#include "feeds/base/buf.h"

#define CIK_DIGITS 10
#define FORM_BYTES_MAX 20

/* What people call the common forms (sec.gov/submit-filings/forms-index). */
static const struct {
	struct span form;
	const char *name;
} forms[] = {
	{{"8-K", 3}, "current report"},
	{{"10-K", 4}, "annual report"},
	{{"10-Q", 4}, "quarterly report"},
	{{"20-F", 4}, "annual report"},
	{{"40-F", 4}, "annual report"},
	{{"6-K", 3}, "report of a foreign issuer"},
	{{"3", 1}, "an insider's first holdings"},
	{{"4", 1}, "an insider's trades"},
	{{"5", 1}, "an insider's yearly statement"},
	{{"144", 3}, "an insider plans to sell"},
	{{"SC 13D", 6}, "a holder of 5 % with a purpose"},
	{{"SC 13G", 6}, "a passive holder of 5 %"},
	{{"SCHEDULE 13D", 12}, "a holder of 5 % with a purpose"},
	{{"SCHEDULE 13G", 12}, "a passive holder of 5 %"},
	{{"13F-HR", 6}, "a manager's holdings"},
	{{"DEF 14A", 7}, "proxy statement"},
	{{"S-1", 3}, "registration of securities"},
	{{"S-3", 3}, "registration of securities"},
	{{"S-4", 3}, "registration for a merger"},
	{{"S-8", 3}, "securities for employees"},
	{{"424B2", 5}, "prospectus"},
	{{"424B3", 5}, "prospectus"},
	{{"424B4", 5}, "prospectus"},
	{{"424B5", 5}, "prospectus"},
	{{"D", 1}, "private offering"},
	{{"NT 10-K", 7}, "annual report will be late"},
	{{"NT 10-Q", 7}, "quarterly report will be late"},
};

/* The parts of "FORM - NAME (0001083743) (Filer)". */
struct filing {
	struct span form;
	struct span name;
	bool is_person;  /* who reports, not of whom */
	bool is_amended; /* "8-K/A" */
};

static bool
is_cik(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_digit(text.at[i]))
			return false;
	return text.len == CIK_DIGITS;
}

/* Takes the last " (...)" off `rest`; false: there is none. */
static bool
take_bracket(struct span *rest, struct span *inside)
{
	size_t open = rest->len;

	if (rest->len == 0 || rest->at[rest->len - 1] != ')')
		return false;
	while (open > 0 && rest->at[open - 1] != '(')
		open--;
	if (open < 2)
		return false;
	*inside = span_head(span_from(*rest, open), rest->len - open - 1);
	*rest = span_trim(span_head(*rest, open - 1));
	return true;
}

/* "PROGRESSIVE CORP/OH/": the state tells firms of one name apart, for those who keep the list. */
static struct span
without_state(struct span name)
{
	size_t len = name.len;

	if (len > 4 && name.at[len - 1] == '/' && name.at[len - 4] == '/')
		return span_trim(span_head(name, len - 4));
	return name;
}

static bool
is_shouted(struct span name)
{
	for (size_t i = 0; i < name.len; i++)
		if (ascii_is_alpha(name.at[i]) && !ascii_is_upper(name.at[i]))
			return false;
	return true;
}

/* "DAVIS CHARLES A" is "Davis Charles A"; short words of a firm's name may be letters: "IBM CORP". */
static void
add_name(struct buf *out, const struct filing *filing)
{
	struct span rest = filing->name;
	size_t shortest = filing->is_person ? 2 : 4;
	struct span word;

	if (!is_shouted(filing->name)) {
		buf_add(out, filing->name);
		return;
	}
	while (span_split(&rest, ' ', &word)) {
		buf_add_text(out, word.at > filing->name.at ? " " : "");
		for (size_t i = 0; i < word.len; i++)
			buf_add_byte(out, i > 0 && word.len >= shortest ? ascii_lower(word.at[i])
									: word.at[i]);
	}
}

static bool
read_filing(struct span title, struct filing *filing)
{
	size_t dash = span_find(title, SPAN(" - "));
	struct span rest = span_from(title, dash + SPAN(" - ").len);
	struct span role;
	struct span cik;

	if (dash == title.len || dash == 0 || dash > FORM_BYTES_MAX)
		return false;
	if (!take_bracket(&rest, &role) || !take_bracket(&rest, &cik) || !is_cik(cik))
		return false;
	filing->form = span_head(title, dash);
	filing->name = without_state(rest);
	filing->is_person = span_equal(role, SPAN("Reporting"));
	filing->is_amended = span_ends_with(filing->form, SPAN("/A"));
	return rest.len > 0;
}

static const char *
name_of(const struct filing *filing)
{
	struct span form = filing->form;

	if (filing->is_amended)
		form.len -= SPAN("/A").len;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (span_equal(forms[i].form, form))
			return forms[i].name;
	return NULL;
}

struct span
filing_headline(struct span title, struct arena *arena)
{
	struct filing filing;
	const char *name;
	struct buf line;
	struct span copy;

	if (!read_filing(title, &filing))
		return title;
	name = name_of(&filing);
	buf_init(&line, BUF_UNLIMITED);
	add_name(&line, &filing);
	buf_add_text(&line, filing.form.len <= 2 ? ": form " : ": ");
	buf_add(&line, filing.form);
	if (name != NULL)
		buf_format(&line, ", %s%s", name, filing.is_amended ? " (amended)" : "");
	copy = arena_copy(arena, buf_span(&line));
	buf_release(&line);
	return copy;
}

/* The first member that is a filing by a person, or of a company. */
static size_t
find_filing(const struct story_member *members, size_t n, bool is_person, struct filing *filing)
{
	size_t at = 0;

	while (at < n &&
		(!read_filing(members[at].title, filing) || filing->is_person != is_person))
		at++;
	return at;
}

struct span
filing_story_headline(const struct story_member *members, size_t n, struct arena *arena)
{
	struct filing company, person;
	size_t of = find_filing(members, n, false, &company);
	size_t by = find_filing(members, n, true, &person);
	struct span headline, copy;
	struct buf line;

	if (of == n && by == n)
		return SPAN_NONE;
	headline = filing_headline(members[of < n ? of : by].title, arena);
	if (of == n || by == n)
		return headline;
	buf_init(&line, BUF_UNLIMITED);
	buf_add(&line, headline);
	buf_add_text(&line, " (");
	add_name(&line, &person);
	buf_add_text(&line, ")");
	copy = arena_copy(arena, buf_span(&line));
	buf_release(&line);
	return copy;
}

struct span
filing_items(struct span text, struct arena *arena)
{
	struct span line, copy;
	struct buf items;

	buf_init(&items, BUF_UNLIMITED);
	while (text.len > 0 && span_split(&text, '\n', &line)) {
		struct span number = span_from(line, SPAN("Item ").len);
		struct span what = span_trim(span_from(number, span_find_byte(number, ':') + 1));

		/* 9.01 are the exhibits: every report has them */
		if (!span_starts_with(line, SPAN("Item ")) || what.len == 0 ||
			span_starts_with(number, SPAN("9.01")))
			continue;
		buf_add_text(&items, items.len > 0 ? "; " : "");
		buf_add(&items, what);
	}
	buf_add_text(&items, items.len > 0 ? "." : "");
	copy = arena_copy(arena, buf_span(&items));
	buf_release(&items);
	return copy;
}
