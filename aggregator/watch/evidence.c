#include "aggregator/watch/ticker_scan.h"
#include "aggregator/watch/watch_parts.h"
#include "aggregator/watch/weigh.h"

#define BUSINESS_WORDS_READ 60 /* of the item's beginning: the rest says the same */
#define BUSINESS_WORDS_NEEDED 2
#define EXPLICIT_BYTES_MAX 20000 /* of a text, that are searched for tickers in signs */

/* One item being examined. */
struct examination {
	const struct watch *watch;
	struct watch_scratch *scratch;
	const struct watch_item *item;
	struct weighing weighing;
	enum watch_field field; /* the one that ticker_scan reads */
};

static void
on_hit(void *context, uint32_t literal, size_t end)
{
	struct examination *examination = context;
	const struct lexicon *lexicon = examination->watch->lexicon;
	struct watch_scratch *scratch = examination->scratch;
	struct mention mention = {
		0, (uint32_t)(end - lexicon_tail(lexicon, literal)), literal, false};
	bool is_name = false;
	bool is_in_title;

	mention.start =
		(uint32_t)(end - lexicon_length(lexicon, literal) + lexicon_lead(lexicon, literal));
	is_in_title = mention.start < scratch->reading.fields[FIELD_TITLE].end;
	for (uint32_t i = lexicon_first(lexicon, literal); i != LEXICON_END;) {
		const struct target *target = lexicon_target(lexicon, i);

		if (target->kind == TARGET_TOPIC)
			topics_hit(scratch->topics, target, is_in_title);
		else if (target->kind == TARGET_JUNK)
			junk_hit(scratch->junk, target->subject, is_in_title);
		else
			is_name = true;
		i = target->next;
	}
	if (is_name)
		mentions_add(&scratch->mentions, &mention);
}

static bool
is_about_business(const struct words_known *words, const struct reading *reading)
{
	struct span rest = buf_span(&reading->plain);
	size_t n_read = 0, n_found = 0;
	struct span word;

	while (n_read < BUSINESS_WORDS_READ && n_found < BUSINESS_WORDS_NEEDED &&
		span_split(&rest, ' ', &word)) {
		n_read++;
		n_found += words_is(words, word, WORD_FINANCE);
	}
	return n_found >= BUSINESS_WORDS_NEEDED;
}

/* The publisher's own name: where it signs, it tells nothing. */
static bool
is_signature(const struct watch_item *item, struct span text)
{
	return span_equal_nocase(item->source, text) || span_equal_nocase(item->feed_title, text);
}

static void
add_mention(struct examination *examination, const struct mention *mention,
	const struct target *target, const struct around *around)
{
	struct watch_scratch *scratch = examination->scratch;
	struct place place = reading_place(&scratch->reading, mention->start, mention->end);
	struct span original = reading_text(&scratch->reading, place.field);
	struct mention_place where = {place.field, place.start, place.end,
		span_make(original.at + place.start, place.end - place.start)};
	struct weighed weighed;

	weigh_name(&examination->weighing, target, around, &weighed, place.field);
	if (is_signature(examination->item, where.text))
		weighed_add(&weighed, WEIGHT_SIGNATURE);
	claim_add(claims_of(&scratch->claims, target->subject), scratch->claims.arena, &weighed,
		&where);
}

/* Funds and indices that nobody watches only hide the names that they hold. */
static bool
is_wanted(const struct watch *watch, const struct target *target)
{
	return target->kind < TARGET_REJECT &&
	       ((target->form & FORM_FUND) == 0 || watch->subjects.at[target->subject].is_watched);
}

static void
examine_mention(struct examination *examination, const struct mention *mention)
{
	const struct lexicon *lexicon = examination->watch->lexicon;
	struct around around;
	bool has_looked = false;

	for (uint32_t i = lexicon_first(lexicon, mention->literal); i != LEXICON_END;) {
		const struct target *target = lexicon_target(lexicon, i);

		i = target->next;
		if (!is_wanted(examination->watch, target))
			continue;
		if (!has_looked)
			around_look(&around, &examination->scratch->reading, mention->start,
				mention->end);
		has_looked = true;
		add_mention(examination, mention, target, &around);
	}
}

static void
add_ticker(struct examination *examination, const struct ticker_found *found, uint32_t subject)
{
	struct claims *claims = &examination->scratch->claims;
	struct mention_place where = {examination->field, found->start, found->end, found->ticker};
	struct weighed weighed = {0};

	if (found->kind == EVIDENCE_PAREN_TICKER) {
		struct span text = reading_text(&examination->scratch->reading, examination->field);
		int rank = examination->watch->subjects.at[subject].company.rank;

		weigh_bracket(text, found->start, found->end, (unsigned)rank, &weighed);
	} else {
		weighed_add(&weighed, found->kind == EVIDENCE_CASHTAG ? WEIGHT_CASHTAG
				      : found->kind == EVIDENCE_CIK   ? WEIGHT_CIK
								      : WEIGHT_LISTED_TICKER);
	}
	claim_add(claims_of(claims, subject), claims->arena, &weighed, &where);
}

static struct span
without_zeros(struct span digits)
{
	while (digits.len > 1 && digits.at[0] == '0')
		digits = span_from(digits, 1);
	return digits;
}

static void
on_ticker(void *context, const struct ticker_found *found)
{
	struct examination *examination = context;
	const struct watch *watch = examination->watch;
	uint32_t subject = found->kind == EVIDENCE_CIK
				   ? lookup_find(&watch->by_cik, without_zeros(found->ticker))
				   : watch_subject_by_ticker(watch, found->ticker);

	if (subject == LOOKUP_NONE)
		return;
	if (watch->subjects.at[subject].company.kind == COMPANY_FUND &&
		!watch->subjects.at[subject].is_watched)
		return;
	add_ticker(examination, found, subject);
}

/* What the feed itself says, in its stock categories. */
static void
collect_tags(struct examination *examination)
{
	const struct watch_item *item = examination->item;
	struct claims *claims = &examination->scratch->claims;

	for (size_t i = 0; i < item->n_tickers; i++) {
		struct span ticker = ticker_of_feed(item->tickers[i]);
		uint32_t subject = watch_subject_by_ticker(examination->watch, ticker);
		struct mention_place where = {FIELD_TICKERS, i, i + 1, item->tickers[i]};
		struct weighed weighed = {0};

		if (ticker.len == 0 || subject == LOOKUP_NONE)
			continue;
		weighed_add(&weighed, WEIGHT_FEED_TICKER);
		claim_add(claims_of(claims, subject), claims->arena, &weighed, &where);
	}
}

void
evidence_collect(
	const struct watch *watch, struct watch_scratch *scratch, const struct watch_item *item)
{
	struct reading *reading = &scratch->reading;
	struct examination examination = {.watch = watch, .scratch = scratch, .item = item};
	struct weighing *weighing = &examination.weighing;

	reading_set(reading, item->title, item->text);
	mentions_clear(&scratch->mentions);
	matcher_scan(
		watch->matcher, scratch->matcher, buf_span(&reading->plain), on_hit, &examination);
	mentions_settle(&scratch->mentions);
	weighing->words = watch->words;
	weighing->reading = reading;
	for (enum watch_field field = FIELD_TITLE; field <= FIELD_TEXT; field++)
		weighing->casing[field] = casing_of(reading_text(reading, field), watch->words);
	weighing->is_about_business =
		scratch->mentions.n > 0 && is_about_business(watch->words, reading);
	collect_tags(&examination);
	for (size_t i = 0; i < scratch->mentions.n; i++) {
		if (!scratch->mentions.at[i].is_hidden)
			examine_mention(&examination, &scratch->mentions.at[i]);
	}
	for (enum watch_field field = FIELD_TITLE; field <= FIELD_TEXT; field++) {
		examination.field = field;
		ticker_scan(span_head(reading_text(reading, field), EXPLICIT_BYTES_MAX), on_ticker,
			&examination);
	}
}
