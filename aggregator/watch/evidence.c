#include <stdio.h>

#include "aggregator/watch/aside.h"
#include "aggregator/watch/bracket.h"
#include "aggregator/watch/exchange.h"
#include "aggregator/watch/katakana.h"
#include "aggregator/watch/neighbours.h"
#include "aggregator/watch/newsroom.h"
#include "aggregator/watch/ticker_scan.h"
#include "aggregator/watch/watch_parts.h"
#include "aggregator/watch/weigh.h"
#include "feeds/base/ascii.h"

#define EXPLICIT_BYTES_MAX 20000 /* of a text, that are searched for tickers in signs */

#define LISTED_TICKER_BYTES_MAX 24
#define LIST_JOINT_MAX 5 /* plain bytes between two names of a list */
#define WRITTEN_MAX 32   /* tickers in signs whose bare words are not counted again */

/* One item being examined. */
struct examination {
	const struct watch *watch;
	struct watch_scratch *scratch;
	const struct watch_item *item;
	struct weighing weighing;
	enum watch_field field; /* the one that ticker_scan reads */
	struct written {
		struct place place;
		bool is_foreign;
	} written[WRITTEN_MAX]; /* tickers in signs */
	size_t n_written;
	enum weight aside; /* of the last mention that stood aside */
	size_t aside_end;  /* its end in plain; 0: none did */
};

static void
note_written(struct examination *examination, const struct ticker_found *found)
{
	if (examination->n_written < WRITTEN_MAX)
		examination->written[examination->n_written++] = (struct written){
			{examination->field, found->start, found->end}, found->suffix[0] != '\0'};
}

/*
 * Whether the word is the ticker of "(META)", which says more than the bare one, or that of somebody
 * else in "LON:META", where names that are always in capitals stay.
 */
static bool
is_written(const struct examination *examination, const struct place *place,
	const struct target *target)
{
	for (size_t i = 0; i < examination->n_written; i++) {
		const struct written *written = &examination->written[i];

		if (written->place.field == place->field && written->place.start == place->start &&
			written->place.end == place->end)
			return target->kind == TARGET_TICKER ||
			       (written->is_foreign && (target->form & FORM_CAPITALS) == 0);
	}
	return false;
}

/*
 * Whether the name may stand there: it is no part of a Japanese word, and no comma parts it, but in a
 * legal name or a text to reject.
 */
static bool
may_stand(const struct examination *examination, const struct literal *literal,
	const struct mention *mention)
{
	const struct lexicon *lexicon = examination->watch->lexicon;
	const struct target *target;

	if (is_part_of_katakana(
		    buf_span(&examination->scratch->reading.plain), mention->start, mention->end))
		return false;
	if (!literal->has_gap ||
		!reading_is_parted(&examination->scratch->reading, mention->start, mention->end))
		return true;
	for (uint32_t i = literal->first; i != LEXICON_END; i = target->next) {
		target = lexicon_target(lexicon, i);
		if (target->kind == TARGET_LEGAL_NAME || target->kind == TARGET_REJECT)
			return true; /* "Meta Platforms, Inc.", "Corning, N.Y." */
	}
	return false;
}

static void
on_hit(void *context, uint32_t number, size_t end)
{
	struct examination *examination = context;
	const struct lexicon *lexicon = examination->watch->lexicon;
	const struct literal *literal = lexicon_literal(lexicon, number);
	struct watch_scratch *scratch = examination->scratch;
	struct mention mention = {(uint32_t)(end - literal->len + literal->lead),
		(uint32_t)(end - literal->tail), number, false};
	bool is_in_title = mention.start < scratch->reading.fields[FIELD_TITLE].end;
	bool is_name = false;
	const struct target *target;

	for (uint32_t i = literal->first; i != LEXICON_END; i = target->next) {
		target = lexicon_target(lexicon, i);
		if (target->kind == TARGET_TOPIC)
			topics_hit(scratch->topics, target, is_in_title);
		else
			is_name = true;
	}
	if (is_name && may_stand(examination, literal, &mention))
		mentions_add(&scratch->mentions, &mention);
}

/* "Rates rise - Reuters", "BERLIN (Reuters) -": a publisher's name where publishers sign. */
static bool
stands_as_signature(const struct words_known *words, const struct mention_place *where,
	const struct around *around, struct span field)
{
	struct span before = span_trim(span_head(field, where->start));
	struct span after = span_trim(span_from(field, where->end));
	char last = before.len > 0 ? before.at[before.len - 1] : '\0';

	if (!words_is(words, around->plain, WORD_PUBLISHER))
		return false;
	if (after.len == 0)
		return last == '-' || last == '|' || last == '(' ||
		       span_ends_with(before, SPAN("\xe2\x80\x93")) ||
		       span_ends_with(before, SPAN("\xe2\x80\x94"));
	return last == '(' && after.at[0] == ')';
}

/* The publisher's own name: where it signs, it tells nothing. */
static bool
is_signature(const struct watch_item *item, struct span text)
{
	return span_equal_nocase(item->source, text) || span_equal_nocase(item->feed_title, text);
}

/* "LSE" of "(LSE:RMV)": says where the ticker behind it is listed. */
static bool
is_exchange_of_ticker(struct span original, const struct place *place)
{
	return exchange_heads_ticker(span_from(original, place->start), place->end - place->start);
}

/* A name that other things bear too, in a list of companies. */
static bool
is_helped_by_list(const struct examination *examination, const struct mention *mention,
	const struct target *target, const struct around *around)
{
	const struct watch_scratch *scratch = examination->scratch;

	return weigh_needs_capital(target) && around->is_capital &&
	       (target->kind == TARGET_NAME || target->kind == TARGET_TICKER) &&
	       has_company_beside(
		       examination->watch, scratch, (size_t)(mention - scratch->mentions.at));
}

/* What follows "on Facebook" in a list, "and Instagram", is named as it is. */
static bool
continues_aside(const struct examination *examination, const struct mention *mention)
{
	const struct buf *plain = &examination->scratch->reading.plain;
	size_t end = examination->aside_end;
	struct span between;

	if (end == 0 || mention->start <= end || mention->start - end > LIST_JOINT_MAX)
		return false;
	between = span_trim(span_make(plain->at + end, mention->start - end));
	return between.len == 0 || span_equal(between, SPAN("and")) ||
	       span_equal(between, SPAN("or"));
}

/* Why the mention names the company aside, or nobody at all; N_WEIGHTS: it does not. */
static enum weight
aside_at(const struct examination *examination, const struct mention *mention,
	const struct around *around)
{
	const struct reading *reading = &examination->scratch->reading;
	const struct words_known *words = examination->watch->words;
	bool is_in_title = mention->start < reading->fields[FIELD_TITLE].end;
	enum weight weight;

	if (!words_is(words, around->plain, WORD_PLATFORM))
		return aside_of(words, reading, is_in_title ? FIELD_TITLE : FIELD_TEXT, around,
			mention->start);
	weight = aside_of_platform(words, around);
	return weight == N_WEIGHTS && continues_aside(examination, mention) ? examination->aside
									    : weight;
}

/* Who writes of a company's people means the company. */
static void
weigh_aside(struct examination *examination, const struct mention *mention,
	const struct target *target, const struct around *around, struct weighed *weighed)
{
	enum weight weight;

	if (target->kind == TARGET_PERSON || weighed->points <= 0)
		return;
	weight = aside_at(examination, mention, around);
	if (weight == N_WEIGHTS)
		return;
	weighed_add(weighed, weight);
	weighed->is_aside = weight != WEIGHT_BUTTON;
	examination->aside = weight;
	examination->aside_end = mention->end;
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

	if (is_written(examination, &place, target) || is_exchange_of_ticker(original, &place))
		return;
	weigh_name(&examination->weighing, target, around, &weighed, place.field);
	if (is_helped_by_list(examination, mention, target, around)) {
		weighed_add(&weighed, WEIGHT_NEIGHBOUR);
		if (target->source < SOURCE_ALIAS && (target->form & FORM_SHARED) == 0)
			weighed.needs_other = false; /* "AGCO, Crane and Deere" */
	}
	weigh_aside(examination, mention, target, around, &weighed);
	if (is_signature(examination->item, where.text) ||
		stands_as_signature(examination->watch->words, &where, around, original))
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

/* A word in small letters that names something only with a capital: most mentions are such. */
static bool
is_only_a_word(const struct examination *examination, const struct mention *mention)
{
	const struct lexicon *lexicon = examination->watch->lexicon;
	const struct reading *reading = &examination->scratch->reading;
	struct place place = reading_place(reading, mention->start, mention->end);
	const struct target *target;

	if (!ascii_is_lower(reading_text(reading, place.field).at[place.start]))
		return false;
	for (uint32_t i = lexicon_literal(lexicon, mention->literal)->first; i != LEXICON_END;
		i = target->next) {
		target = lexicon_target(lexicon, i);
		if (is_wanted(examination->watch, target) && !weigh_needs_capital(target))
			return false;
	}
	return true;
}

static void
examine_mention(struct examination *examination, const struct mention *mention)
{
	const struct lexicon *lexicon = examination->watch->lexicon;
	struct around around;
	bool has_looked = false;

	if (!examination->watch->is_explaining && is_only_a_word(examination, mention))
		return;
	for (uint32_t i = lexicon_literal(lexicon, mention->literal)->first; i != LEXICON_END;) {
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

/* Whether it is written as a name, in a text whose capitals tell something. */
static bool
is_name_written(const struct examination *examination, const struct mention *mention)
{
	const struct reading *reading = &examination->scratch->reading;
	struct place place = reading_place(reading, mention->start, mention->end);
	struct around around;

	around_look(&around, reading, mention->start, mention->end);
	return around.is_capital && around.is_each_capital &&
	       casing_of(reading_text(reading, place.field), examination->watch->words) ==
		       CASING_SENTENCE;
}

/* "Delta State": where the item has that, "Delta" by itself is short for it. */
static void
note_others(struct examination *examination, const struct mention *mention)
{
	const struct lexicon *lexicon = examination->watch->lexicon;
	const struct target *target;
	struct claim *claim;

	for (uint32_t i = lexicon_literal(lexicon, mention->literal)->first; i != LEXICON_END;
		i = target->next) {
		target = lexicon_target(lexicon, i);
		if (target->kind != TARGET_REJECT || (target->form & FORM_USERS) != 0)
			continue;
		claim = claims_find(&examination->scratch->claims, target->subject);
		if (claim != NULL && !claim->is_others)
			claim->is_others = is_name_written(examination, mention);
	}
}

/* "The Kuomintang (KMT)" is not Kennametal. */
static bool
is_others_bracket(const struct examination *examination, struct span text,
	const struct ticker_found *found, uint32_t subject)
{
	const struct watch *watch = examination->watch;

	return subject < watch->subjects.n_entries &&
	       bracket_is_others(
		       watch->words, directory_at(watch->directory, subject), text, found);
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
		if (is_others_bracket(examination, text, found, subject))
			weighed_add(&weighed, WEIGHT_OTHERS);
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

/* "VOD.L" of London's VOD; what is listed abroad is found so alone, even if New York has a VOD. */
static uint32_t
subject_listed_abroad(const struct watch *watch, const struct ticker_found *found)
{
	char whole[LISTED_TICKER_BYTES_MAX];
	bool is_before = span_ends_with(span_of(found->suffix), SPAN(":")); /* "CRYPTO:" */
	int len = is_before ? snprintf(whole, sizeof whole, "%s%.*s", found->suffix,
				      SPAN_ARGS(found->ticker))
			    : snprintf(whole, sizeof whole, "%.*s.%s", SPAN_ARGS(found->ticker),
				      found->suffix);

	if (len < 0 || (size_t)len >= sizeof whole)
		return LOOKUP_NONE;
	return watch_subject_by_ticker(watch, span_make(whole, (size_t)len));
}

static uint32_t
subject_found(const struct watch *watch, const struct ticker_found *found)
{
	if (found->kind == EVIDENCE_CIK)
		return lookup_find(&watch->by_cik, without_zeros(found->ticker));
	if (found->suffix[0] != '\0')
		return subject_listed_abroad(watch, found);
	return watch_subject_by_ticker(watch, found->ticker);
}

/* Companies always are: how many an item names tells what it is about. */
static bool
is_asked_for(const struct watch *watch, uint32_t number)
{
	const struct subject *subject;

	if (number == LOOKUP_NONE)
		return false;
	subject = &watch->subjects.at[number];
	return subject->is_watched || subject->company.kind == COMPANY_LISTED ||
	       subject->company.kind == COMPANY_PRIVATE;
}

static void
on_ticker(void *context, const struct ticker_found *found)
{
	struct examination *examination = context;
	const struct watch *watch = examination->watch;
	uint32_t subject = subject_found(watch, found);

	note_written(examination, found);
	if (is_asked_for(watch, subject))
		add_ticker(examination, found, subject);
}

/* What the feed itself says, in its stock categories. */
static void
collect_tags(struct examination *examination)
{
	const struct watch_item *item = examination->item;
	struct claims *claims = &examination->scratch->claims;

	for (size_t i = 0; i < item->n_tickers; i++) {
		struct mention_place where = {FIELD_TICKERS, i, i + 1, item->tickers[i]};
		struct weighed weighed = {0};
		struct ticker_found found;
		uint32_t subject;

		if (!ticker_of_feed(item->tickers[i], &found))
			continue;
		subject = subject_found(examination->watch, &found);
		if (!is_asked_for(examination->watch, subject))
			continue;
		weighed_add(&weighed, found.kind == EVIDENCE_CIK ? WEIGHT_CIK : WEIGHT_FEED_TICKER);
		claim_add(claims_of(claims, subject), claims->arena, &weighed, &where);
	}
}

/* The company whose own news this is: its address is as good as its name. */
static void
collect_newsroom(struct examination *examination, enum watch_field field, struct span url)
{
	const struct watch *watch = examination->watch;
	struct claims *claims = &examination->scratch->claims;
	uint32_t subject = newsroom_subject(watch->lexicon, watch->words, url);
	struct mention_place where = {field, 0, url.len, url};
	struct weighed weighed = {0};

	if (subject == LEXICON_END)
		return;
	weighed_add(&weighed, WEIGHT_NEWSROOM);
	claim_add(claims_of(claims, subject), claims->arena, &weighed, &where);
}

void
evidence_collect(
	const struct watch *watch, struct watch_scratch *scratch, const struct watch_item *item)
{
	struct reading *reading = &scratch->reading;
	struct examination examination = {.watch = watch, .scratch = scratch, .item = item};

	reading_set(reading, item->title, item->text);
	mentions_clear(&scratch->mentions);
	matcher_scan(
		watch->matcher, buf_span(&reading->plain), &reading->words, on_hit, &examination);
	mentions_settle(&scratch->mentions);
	weighing_begin(&examination.weighing, watch->words, reading);
	collect_tags(&examination);
	collect_newsroom(&examination, FIELD_FEED_URL, item->feed_url);
	collect_newsroom(&examination, FIELD_URL, item->url);
	for (enum watch_field field = FIELD_TITLE; field <= FIELD_TEXT; field++) {
		examination.field = field;
		ticker_scan(span_head(reading_text(reading, field), EXPLICIT_BYTES_MAX), on_ticker,
			&examination);
	}
	for (size_t i = 0; i < scratch->mentions.n; i++) {
		if (!scratch->mentions.at[i].is_hidden)
			examine_mention(&examination, &scratch->mentions.at[i]);
	}
	for (size_t i = 0; i < scratch->mentions.n && scratch->claims.n > 0; i++) {
		if (!scratch->mentions.at[i].is_hidden)
			note_others(&examination, &scratch->mentions.at[i]);
	}
}
