#include "aggregator/watch/aside.h"

#include <string.h>

#define JUDGING_WORDS 12 /* near the house, that are searched for what analysts say */

/* Whether the word is one of those, parted by '|'. */
static bool
is_among(struct span word, const char *list)
{
	while (word.len > 0 && *list != '\0') {
		size_t len = 0;

		while (list[len] != '|' && list[len] != '\0')
			len++;
		if (len == word.len && memcmp(list, word.at, len) == 0)
			return true;
		list += len + (list[len] == '|');
	}
	return false;
}

/* "wrote on Facebook", "via WhatsApp", "takes to Instagram"; but "a ban on TikTok". */
static bool
is_way(const struct words_known *words, const struct around *around)
{
	struct span near = around->before[0], far = around->before[1];

	if (!around->before_touches || around->is_possessive)
		return false;
	if (is_among(near, "via|through"))
		return true;
	if (span_equal(near, SPAN("on")))
		return !words_is(words, far, WORD_STEP);
	return span_equal(near, SPAN("to")) &&
	       (words_is(words, far, WORD_POSTING) ||
		       is_among(far, "took|takes|taking|taken|posted|uploaded|uploads"));
}

/* "in a Facebook post", "his Instagram story". */
static bool
is_posted_on(const struct words_known *words, const struct around *around)
{
	if (around->after_touches && !around->is_possessive &&
		words_is(words, around->after[0], WORD_POSTING))
		return !is_among(around->after[1], "platform|app|service|feature|tool");
	return is_way(words, around);
}

/* Asked of every mention, and nearly never true: equal lengths are compared first. */
static bool
is_one(struct span word)
{
	return span_equal(word, SPAN("a")) || span_equal(word, SPAN("an")) ||
	       span_equal(word, SPAN("local")) || span_equal(word, SPAN("nearby"));
}

static bool
is_relative(struct span word)
{
	return span_equal(word, SPAN("rival")) || span_equal(word, SPAN("rivals")) ||
	       span_equal(word, SPAN("competitor")) || span_equal(word, SPAN("challenger"));
}

/* "at a McDonald's in Melbourne", "outside a Walmart". */
static bool
is_scene(const struct words_known *words, const struct around *around)
{
	struct span after = around->after[0];

	if (!around->before_touches || !is_one(around->before[0]) ||
		!is_among(around->before[1], "at|outside|inside|near|behind"))
		return false;
	return !around->after_touches || after.len == 0 || words_is(words, after, WORD_FUNCTION) ||
	       is_among(after,
		       "parking|restaurant|store|shop|bathroom|restroom|toilet|outlet|branch|"
		       "supermarket|car|lot|drive|petrol|gas");
}

/* "price target", "target to $250"; but "profit target". */
static bool
is_own_target(struct span word, struct span before)
{
	return span_equal(word, SPAN("target")) &&
	       is_among(before,
		       "profit|profitability|return|growth|cost|costs|savings|climate|emissions|"
		       "earnings|revenue|sales|capital|roe|rote|its|financial|key");
}

static bool
is_price_targets(struct span word, struct span before)
{
	return span_equal(word, SPAN("targets")) && is_among(before, "price|stock|their");
}

static bool
has_judging(const struct words_known *words, struct span plain)
{
	struct span word, before = SPAN_NONE;

	for (size_t n = 0; n < JUDGING_WORDS && span_split(&plain, ' ', &word); n++) {
		if ((words_is(words, word, WORD_JUDGING) && !is_own_target(word, before)) ||
			is_price_targets(word, before))
			return true;
		before = word;
	}
	return false;
}

/* The last words of a text. */
static struct span
last_words(struct span plain)
{
	size_t at = plain.len, n = 0;

	while (at > 0 && n < JUDGING_WORDS) {
		at--;
		n += plain.at[at] == ' ';
	}
	return span_from(plain, at);
}

/* What follows "BMO Capital Markets", "Evercore ISI Group" or the first of "Citi and UBS". */
static struct span
behind_house(const struct words_known *words, struct span behind)
{
	struct span rest = behind, word;

	while (span_split(&rest, ' ', &word)) {
		if (!is_among(word,
			    "capital|markets|securities|group|investment|research|isi|nicolaus|"
			    "equity|global|partners|just|and|to|co|sachs|stanley") &&
			!words_is(words, word, WORD_HOUSE))
			break;
		behind = rest;
	}
	return behind;
}

/* "maintains", "cut": what a house does, and nothing that is done to it or that it has. */
static bool
is_act(struct span verb, struct span next)
{
	if (is_among(verb,
		    "upgraded|downgraded|initiated|reiterated|maintained|raised|lowered|cut|"
		    "lifted|trimmed|reinstated|started|adjusted|reduced|boosted|upped|hiked"))
		return !is_among(next, "to|at|by|from|on|with|as|after");
	if (is_among(verb,
		    "raise|lift|trim|lower|hike|boost|slash|adjust|reiterate|reaffirm|maintain|"
		    "initiate|keep|hikes"))
		return true;
	return span_ends_with(verb, SPAN("s")) &&
	       !is_among(verb, "gets|receives|wins|scores|earns|has|is|was|shares|gains|sees|beats|"
			       "misses|meets|hits|faces|draws|gathers|s|this|its|results|earnings|"
			       "stocks|bonds|targets|falls|rises|jumps|drops|slips|surges|trades");
}

/* "Goldman Sachs upgrades Apple", "UBS raises Nike price target"; but "UBS upgraded to buy". */
static bool
judges(const struct words_known *words, struct span behind, const struct around *around)
{
	struct span rest = behind_house(words, behind), verb, next;

	if (!around->after_touches || around->is_possessive || !span_split(&rest, ' ', &verb))
		return false;
	if (is_among(verb, "analyst|analysts|strategist|strategists|economist|economists|upgrades|"
			   "downgrades"))
		return true;
	next = span_head(rest, span_find_byte(rest, ' '));
	return is_act(verb, next) && (is_among(verb, "upgraded|downgraded|reinstates|initiates") ||
					     has_judging(words, rest));
}

/* "after a UBS upgrade", "on Goldman's downgrade". */
static bool
has_upgrade(const struct words_known *words, struct span behind, const struct around *around)
{
	struct span rest, word;

	if (!(around->after_touches || around->is_possessive) ||
		!is_among(around->before[0], "after|on|following|a|an|from|as|wins|gets"))
		return false;
	if (around->is_possessive)
		behind = span_from(behind, behind.len < 2 ? behind.len : 2); /* "s " */
	rest = behind_house(words, behind);
	for (size_t n = 0; n < 3 && span_split(&rest, ' ', &word); n++) {
		if (is_among(word, "upgrade|downgrade|target|initiation"))
			return true;
	}
	return false;
}

/* "Apple upgraded at UBS", "analysts at UBS", "according to UBS". */
static bool
is_judge_behind(const struct words_known *words, struct span ahead, const struct around *around)
{
	struct span near = around->before[0], far = around->before[1];

	if (!around->before_touches)
		return false;
	if (span_equal(near, SPAN("to")))
		return span_equal(far, SPAN("according"));
	return is_among(near, "at|by|from") && has_judging(words, last_words(ahead));
}

/* "Rates to rise: UBS", "Oil may fall, says UBS". */
static bool
closes_title(struct span original, const struct around *around)
{
	struct span sign = span_trim(original);

	if (is_among(around->after[0], "says|said") && around->after[1].len == 0)
		return !around->starts_sentence;
	if (around->after[0].len > 0)
		return false;
	return is_among(around->before[0], "says|said|say|warns|predicts|thinks|reckons") ||
	       span_ends_with(sign, SPAN(":")) || span_ends_with(sign, SPAN(" -")) ||
	       span_ends_with(sign, SPAN("\xe2\x80\x93")) ||
	       span_ends_with(sign, SPAN("\xe2\x80\x94"));
}

static bool
is_judge(const struct words_known *words, const struct reading *reading, enum watch_field field,
	const struct around *around, size_t start)
{
	struct span plain = buf_span(&reading->plain);
	size_t end = start + around->plain.len;
	struct span ahead, behind;
	struct place place;

	if (!words_is(words, around->plain, WORD_HOUSE))
		return false;
	ahead = span_make(
		plain.at + reading->fields[field].begin, start - reading->fields[field].begin);
	behind = span_trim(span_make(plain.at + end, reading->fields[field].end - end));
	if (judges(words, behind, around) || has_upgrade(words, behind, around) ||
		is_judge_behind(words, ahead, around))
		return true;
	place = reading_place(reading, start, end);
	return field == FIELD_TITLE &&
	       closes_title(span_head(reading_text(reading, field), place.start), around);
}

/* "Nvidia-backed CoreWeave", "Tesla rival BYD", "Apple's rivals". */
static bool
is_relation(const struct around *around)
{
	if (around->sign_after == '-')
		return is_among(around->after[0], "backed|linked|funded");
	return around->after_touches && is_relative(around->after[0]);
}

/* "Share on Facebook", "Follow us on LinkedIn". */
static bool
is_button(const struct around *around)
{
	return around->before_touches && is_among(around->before[0], "on|to|via") &&
	       is_among(around->before[1], "share|us|follow|tweet|pin|fan|like");
}

enum weight
aside_of_platform(const struct words_known *words, const struct around *around)
{
	if (is_button(around))
		return WEIGHT_BUTTON;
	return is_posted_on(words, around) ? WEIGHT_ASIDE_PLATFORM : N_WEIGHTS;
}

enum weight
aside_of(const struct words_known *words, const struct reading *reading, enum watch_field field,
	const struct around *around, size_t start)
{
	if (is_scene(words, around))
		return WEIGHT_ASIDE_SCENE;
	if (is_judge(words, reading, field, around, start))
		return WEIGHT_ASIDE_JUDGE;
	return is_relation(around) ? WEIGHT_ASIDE_RELATION : N_WEIGHTS;
}
