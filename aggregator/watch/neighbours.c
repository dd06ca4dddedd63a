#include "aggregator/watch/neighbours.h"

#include "aggregator/watch/weigh.h"
#include "feeds/base/ascii.h"

#define TICKER_LETTERS_MIN 3 /* of one that vouches for its neighbour */

/* What stands between two names of a list. */
static const char *const joints[] = {
	",", "and", "&", "/", "or", "vs", "vs.", "v.", "versus", ", and", ", or", ", &"};

static bool
is_joint(struct span between)
{
	between = span_trim(between);
	for (size_t i = 0; i < sizeof joints / sizeof joints[0]; i++) {
		if (span_equal_nocase(between, span_of(joints[i])))
			return true;
	}
	return false;
}

static bool
is_all_capital(struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (!ascii_is_upper(text.at[i]))
			return false;
	}
	return true;
}

/* Whether the mention, so written, is a company's without looking around it. */
static bool
is_firm(const struct watch *watch, const struct mention *mention, struct span text)
{
	const struct target *target;
	uint32_t i;

	for (i = lexicon_literal(watch->lexicon, mention->literal)->first; i != LEXICON_END;
		i = target->next) {
		target = lexicon_target(watch->lexicon, i);
		if (target->kind > TARGET_TICKER || target->kind == TARGET_PERSON ||
			(target->form & (FORM_FUND | FORM_WEAK | FORM_SHARED | FORM_INDEX)) != 0)
			continue;
		if (target->kind == TARGET_TICKER || (target->form & FORM_CAPITALS) != 0) {
			if (text.len >= TICKER_LETTERS_MIN && is_all_capital(text))
				return true;
		} else if (!weigh_needs_capital(target) || (target->form & FORM_KNOWN) != 0) {
			return (target->form & FORM_ANY_CASE) == 0;
		}
	}
	return false;
}

/* Whether `other` stands beside the mention in a list, and is firm. */
static bool
is_beside(
	const struct watch *watch, const struct watch_scratch *scratch, size_t number, size_t other)
{
	const struct mention *mentions = scratch->mentions.at;
	const struct reading *reading = &scratch->reading;
	struct place here = reading_place(reading, mentions[number].start, mentions[number].end);
	struct place there = reading_place(reading, mentions[other].start, mentions[other].end);
	struct span text = reading_text(reading, here.field);
	size_t start = here.end < there.end ? here.end : there.end;
	size_t end = here.start > there.start ? here.start : there.start;

	return here.field == there.field && start <= end &&
	       is_joint(span_make(text.at + start, end - start)) &&
	       !ascii_is_lower(text.at[there.start]) &&
	       is_firm(watch, &mentions[other],
		       span_make(text.at + there.start, there.end - there.start));
}

bool
has_company_beside(const struct watch *watch, const struct watch_scratch *scratch, size_t number)
{
	const struct mentions *mentions = &scratch->mentions;
	size_t before = number, after = number + 1;

	while (before > 0 && mentions->at[before - 1].is_hidden)
		before--;
	while (after < mentions->n && mentions->at[after].is_hidden)
		after++;
	return (before > 0 && is_beside(watch, scratch, number, before - 1)) ||
	       (after < mentions->n && is_beside(watch, scratch, number, after));
}
