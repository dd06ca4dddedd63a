#include "aggregator/watch/weigh_users.h"

#include "aggregator/watch/name_part.h"

/* A word of every business text tells nothing, even when the user gave it. */
static bool
is_general(const struct words_known *words, struct span plain)
{
	return words_is(words, plain, WORD_FINANCE) || words_is(words, plain, WORD_NOUN) ||
	       words_is(words, plain, WORD_VERB) || words_is(words, plain, WORD_BEFORE) ||
	       words_is(words, plain, WORD_PLACE);
}

/* Beyond "Maruti" of "Maruti Suzuki" the rest is a person's or another company's name. */
static void
weigh_derived(const struct words_known *words, const struct around *around, struct weighed *weighed)
{
	struct span before = around->before[0];

	if (around->after_touches && around->after_is_capital && !around->is_possessive &&
		is_name_part(words, around->after[0]))
		weighed_add(weighed, WEIGHT_CAPITAL_AFTER);
	if (around->before_touches && around->before_is_capital && is_name_part(words, before) &&
		!words_is(words, before, WORD_BEFORE))
		weighed_add(weighed, WEIGHT_CAPITAL_BEFORE);
}

/* "Religare Finvest" is another company, "Deepak Mohoni" a person, however titles are written. */
static void
weigh_beginning(const struct words_known *words, const struct around *around, enum casing casing,
	struct weighed *weighed)
{
	struct span after = around->after[0];

	if (words_is(words, after, WORD_FAMILY))
		weighed_add(weighed, WEIGHT_FAMILY);
	else if (words_is(words, around->plain, WORD_FIRST_NAME) && is_rare_name_part(words, after))
		weighed_add(weighed, WEIGHT_PERSON_BEGINS);
	else if (casing == CASING_SENTENCE && is_rare_name_part(words, after))
		weighed_add(weighed, WEIGHT_CAPITAL_AFTER);
}

static void
weigh_ending(const struct words_known *words, const struct target *target,
	const struct around *around, struct weighed *weighed)
{
	struct span before = around->before[0];

	if (!around->is_capital || !around->before_touches || !around->before_is_capital)
		return;
	if (is_rare_name_part(words, before))
		weighed_add(weighed, WEIGHT_ENDS); /* "Sutlej Textiles" */
	else if ((target->form & FORM_ANY_CASE) != 0 && is_name_part(words, before))
		weighed_add(weighed, WEIGHT_CAPITAL_BEFORE);
}

void
weigh_users_name(const struct words_known *words, const struct target *target,
	const struct around *around, enum casing casing, struct weighed *weighed)
{
	bool is_possessive = around->is_possessive ||
			     span_ends_with(around->plain, SPAN(" s")); /* "Barclay's" */
	bool begins_name = around->after_touches && around->after_is_capital && !is_possessive &&
			   around->is_capital;
	bool is_single = (target->form & FORM_SINGLE) != 0;

	if (target->kind == TARGET_LEGAL_NAME)
		return;
	if (is_single && is_general(words, around->plain))
		weighed_add(weighed, WEIGHT_GENERAL);
	if (is_single && target->source == SOURCE_SHORT &&
		(target->form & (FORM_ORDINARY | FORM_PROPER)) == 0)
		weigh_derived(words, around, weighed);
	else if (casing == CASING_SENTENCE && (is_single || (target->form & FORM_ANY_CASE) != 0))
		weigh_ending(words, target, around, weighed);
	if (begins_name && is_single)
		weigh_beginning(words, around, casing, weighed);
	else if (begins_name && words_is(words, around->after[0], WORD_FAMILY))
		weighed_add(weighed, WEIGHT_FAMILY); /* "Motilal Oswal Securities" */
}

/* "Good bets in the cement space", "top picks among large banks": where the companies named are at home. */
static bool
is_setting(const struct around *around)
{
	struct span near = around->before[0], far = around->before[1];

	if (span_equal(near, SPAN("in")) || span_equal(near, SPAN("among")) ||
		span_equal(far, SPAN("among")))
		return true;
	return span_equal(near, SPAN("the")) &&
	       (span_equal(far, SPAN("in")) || span_equal(far, SPAN("from")));
}

/*
 * "Banks drag", "tech, auto and banks": what the sentence or one of its parts is about. Where a company
 * is named too, a general word that is none of these only says something about that company: "Sebi
 * asks banks to wait".
 */
static bool
is_subject(const struct words_known *words, const struct around *around)
{
	struct span after = around->after[0];

	if (!around->before_touches || around->sign_after == ',' || around->sign_after == ';' ||
		around->sign_after == ':')
		return true;
	if (span_equal(around->before[0], SPAN("and")) || span_equal(after, SPAN("and")))
		return true;
	return around->after_touches && !span_equal(after, SPAN("to")) &&
	       (words_is(words, after, WORD_VERB) || words_is(words, after, WORD_PRICE_VERB));
}

void
weigh_users_general(const struct words_known *words, const struct around *around,
	enum watch_field field, struct weighed *weighed)
{
	if (field == FIELD_TITLE && around->before[0].len == 0)
		weighed_add(weighed, WEIGHT_OPENS);
	if (around->after_touches && !around->is_possessive &&
		is_name_part(words, around->after[0]) &&
		!words_is(words, around->after[0], WORD_TRADED))
		weighed_add(weighed, WEIGHT_MODIFIER);
	weighed->is_general = true;
	weighed->is_setting = is_setting(around) || !is_subject(words, around);
}
