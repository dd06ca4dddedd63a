#include "aggregator/watch/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "aggregator/watch/lookup.h"
#include "aggregator/watch/names.h"
#include "feeds/base/arena.h"
#include "feeds/base/memory.h"

#define LITERALS_EXPECTED 100000
#define MUCH_LARGER 4 /* times, in rank: then a shared name is the larger one's */
#define RANK_UNKNOWN 20000
#define FORM_MARKED (FORM_KNOWN | FORM_WEAK | FORM_DISTINCTIVE) /* aliases.tsv says so */

struct lexicon {
	struct arena *arena;
	struct lookup numbers; /* of the literals */
	struct span *literals; /* with their edges */
	struct literal *known; /* what each is */
	size_t n_literals;
	size_t literals_capacity;
	size_t known_capacity;
	struct target *targets;
	size_t n_targets;
	size_t targets_capacity;
	bool has_users; /* names that the user gave */
};

struct lexicon *
lexicon_new(void)
{
	struct lexicon *lexicon = memory_new(1, sizeof *lexicon);

	lexicon->arena = arena_new();
	lookup_init(&lexicon->numbers);
	lookup_reserve(&lexicon->numbers, LITERALS_EXPECTED);
	return lexicon;
}

void
lexicon_free(struct lexicon *lexicon)
{
	if (lexicon == NULL)
		return;
	lookup_release(&lexicon->numbers);
	free(lexicon->literals);
	free(lexicon->known);
	free(lexicon->targets);
	arena_free(lexicon->arena);
	free(lexicon);
}

static struct span
with_edges(struct lexicon *lexicon, struct span plain, struct literal_edges edges)
{
	char *at = arena_bytes(lexicon->arena, plain.len + 2);
	size_t len = 0;

	if (edges.starts_word)
		at[len++] = ' ';
	memcpy(at + len, plain.at, plain.len);
	len += plain.len;
	if (edges.ends_word)
		at[len++] = ' ';
	arena_give_back(lexicon->arena, at, plain.len + 2, plain.len + 2 - len);
	return span_make(at, len);
}

static struct literal
describe(struct span literal)
{
	bool lead = literal.at[0] == ' ', tail = literal.at[literal.len - 1] == ' ';
	struct span words = span_trim(literal);

	return (struct literal){LEXICON_END, (uint32_t)literal.len, lead, tail,
		span_find_byte(words, ' ') < words.len};
}

static uint32_t
add_literal(struct lexicon *lexicon, struct span literal)
{
	uint32_t next = (uint32_t)lexicon->n_literals;
	uint32_t number = lookup_add(&lexicon->numbers, literal, next);

	if (number != next)
		return number;
	lexicon->literals = memory_room(
		lexicon->literals, next, &lexicon->literals_capacity, sizeof *lexicon->literals);
	lexicon->known =
		memory_room(lexicon->known, next, &lexicon->known_capacity, sizeof *lexicon->known);
	lexicon->literals[next] = literal;
	lexicon->known[next] = describe(literal);
	lexicon->n_literals++;
	return next;
}

#define USERS_CLAIM (2 * SOURCE_USER)

/* How well the name is given: the better claim has it. */
static int
claim_of(const struct target *target, bool has_watched)
{
	if (target->source == SOURCE_SHORT && has_watched)
		return 2 * SOURCE_ALIAS - 1;
	return 2 * target->source;
}

/* The same thing again: the stronger kind and the better source stay. */
static bool
join(struct lexicon *lexicon, uint32_t literal, const struct target *target)
{
	for (uint32_t i = lexicon->known[literal].first; i != LEXICON_END;
		i = lexicon->targets[i].next) {
		struct target *known = &lexicon->targets[i];

		if (known->subject != target->subject ||
			(known->kind >= TARGET_TICKER || target->kind >= TARGET_TICKER
					? known->kind != target->kind
					: false))
			continue;
		if ((target->form & FORM_TWIN) != 0)
			return true;
		if ((known->form & FORM_TWIN) != 0 ||
			claim_of(target, true) > claim_of(known, true) ||
			(target->source == known->source && (target->form & FORM_MARKED) != 0)) {
			uint32_t next = known->next;

			*known = *target;
			known->next = next;
		}
		if ((known->form & FORM_FUND) != 0 && (target->form & FORM_DISTINCTIVE) != 0)
			known->form = target->form; /* "Bitcoin", and in texts "bitcoin" */
		return true;
	}
	return false;
}

#define LITERAL_BYTES_MAX 256

uint32_t
lexicon_find(const struct lexicon *lexicon, struct span plain, struct literal_edges edges)
{
	char bytes[LITERAL_BYTES_MAX + 2];
	size_t len = 0;

	if (plain.len > LITERAL_BYTES_MAX)
		return LEXICON_END;
	if (edges.starts_word)
		bytes[len++] = ' ';
	memcpy(bytes + len, plain.at, plain.len);
	len += plain.len;
	if (edges.ends_word)
		bytes[len++] = ' ';
	return lookup_find(&lexicon->numbers, span_make(bytes, len));
}

void
lexicon_add(struct lexicon *lexicon, struct span plain, struct literal_edges edges,
	const struct target *target)
{
	uint32_t literal;

	if (plain.len == 0)
		return;
	lexicon->has_users |= target->source >= SOURCE_USER;
	literal = add_literal(lexicon, with_edges(lexicon, plain, edges));
	if (join(lexicon, literal, target))
		return;
	lexicon->targets = memory_room(lexicon->targets, lexicon->n_targets,
		&lexicon->targets_capacity, sizeof *lexicon->targets);
	lexicon->targets[lexicon->n_targets] = *target;
	lexicon->targets[lexicon->n_targets].next = lexicon->known[literal].first;
	lexicon->known[literal].first = (uint32_t)lexicon->n_targets++;
}

/* Whether the target takes part in the question whose name it is. */
static bool
is_name(const struct target *target)
{
	return target->kind < TARGET_TICKER && (target->form & FORM_FUND) == 0;
}

static uint32_t
rank_of(const struct target *target)
{
	return target->rank == 0 ? RANK_UNKNOWN : target->rank;
}

/* What is known of the bearers of one literal. */
struct bearers {
	int n;
	int best_claim;
	int n_best; /* of that source */
	uint32_t best_rank, second_rank;
	bool has_index;
	bool has_watched; /* a company of the directory that the user follows */
};

static bool
has_watched(const struct lexicon *lexicon, uint32_t literal)
{
	uint32_t i = lexicon->known[literal].first;

	while (i != LEXICON_END && (lexicon->targets[i].form & FORM_WATCHED) == 0)
		i = lexicon->targets[i].next;
	return i != LEXICON_END;
}

static struct bearers
count_bearers(const struct lexicon *lexicon, uint32_t literal)
{
	struct bearers bearers = {
		0, -1, 0, UINT32_MAX, UINT32_MAX, false, has_watched(lexicon, literal)};

	for (uint32_t i = lexicon->known[literal].first; i != LEXICON_END;
		i = lexicon->targets[i].next) {
		const struct target *target = &lexicon->targets[i];
		int claim;

		bearers.has_index |= target->kind == TARGET_NAME && (target->form & FORM_FUND) != 0;
		if (!is_name(target) || (target->form & FORM_TWIN) != 0)
			continue;
		bearers.n++;
		claim = claim_of(target, bearers.has_watched);
		if (claim > bearers.best_claim) {
			bearers.best_claim = claim;
			bearers.n_best = 0;
			bearers.best_rank = bearers.second_rank = UINT32_MAX;
		}
		if (claim < bearers.best_claim)
			continue;
		bearers.n_best++;
		if (rank_of(target) < bearers.best_rank) {
			bearers.second_rank = bearers.best_rank;
			bearers.best_rank = rank_of(target);
		} else if (rank_of(target) < bearers.second_rank) {
			bearers.second_rank = rank_of(target);
		}
	}
	return bearers;
}

static bool
is_users(const struct lexicon *lexicon, struct span literal)
{
	uint32_t number = lookup_find(&lexicon->numbers, literal);

	if (number == LOOKUP_NONE)
		return false;
	for (uint32_t i = lexicon->known[number].first; i != LEXICON_END;
		i = lexicon->targets[i].next) {
		if (lexicon->targets[i].source >= SOURCE_USER && is_name(&lexicon->targets[i]))
			return true;
	}
	return false;
}

/* Whether some of the literal's words, but not all, are a name that the user gave. */
static bool
holds_users(const struct lexicon *lexicon, struct span literal)
{
	for (size_t start = 0; start < literal.len; start++) {
		if (literal.at[start] != ' ')
			continue;
		for (size_t end = start + 2; end <= literal.len; end++) {
			if (literal.at[end - 1] == ' ' && end - start < literal.len &&
				is_users(lexicon, span_make(literal.at + start, end - start)))
				return true;
		}
	}
	return false;
}

/* Whether the words are a name of the user's, and no general words. */
static bool
is_users_own(const struct lexicon *lexicon, struct span literal)
{
	uint32_t number = lookup_find(&lexicon->numbers, literal);

	if (number == LOOKUP_NONE)
		return false;
	for (uint32_t i = lexicon->known[number].first; i != LEXICON_END;
		i = lexicon->targets[i].next) {
		const struct target *target = &lexicon->targets[i];

		if (target->source >= SOURCE_USER && target->kind <= TARGET_NAME &&
			(target->form & FORM_ANY_CASE) == 0)
			return true;
	}
	return false;
}

/* "prudential plc" beside the user's "Prudential": the same name, whoever else is called so. */
static bool
is_users_with_suffix(const struct lexicon *lexicon, struct span literal)
{
	size_t end = literal.len, gap;

	while (end > 1) {
		gap = end - 1;
		while (gap > 0 && literal.at[gap - 1] != ' ')
			gap--;
		if (gap < 2 || !name_is_suffix(span_make(literal.at + gap, end - 1 - gap)))
			return false;
		if (is_users_own(lexicon, span_head(literal, gap)))
			return true;
		end = gap;
	}
	return false;
}

/* Whether the target keeps the literal. */
static bool
keeps(struct target *target, const struct bearers *bearers)
{
	if (!is_name(target))
		return true;
	if (bearers->has_index && bearers->best_claim < USERS_CLAIM)
		target->form |= FORM_INDEX;
	if ((target->form & FORM_TWIN) != 0)
		return bearers->best_claim >= USERS_CLAIM;
	if (target->source == SOURCE_ADOPTED_OWN && target->kind <= TARGET_NAME)
		return true; /* two of the user's entries may mean one company: both are told */
	if (claim_of(target, bearers->has_watched) < bearers->best_claim)
		return false;
	if ((target->form & FORM_GROUP) != 0 || bearers->n_best < 2 ||
		bearers->best_claim >= USERS_CLAIM)
		return true;
	if (bearers->second_rank / MUCH_LARGER >= bearers->best_rank)
		return rank_of(target) == bearers->best_rank;
	target->form |= FORM_SHARED;
	return true;
}

/* Whether the directory's name would hide one of the user's, and must not. */
static bool
yields(const struct lexicon *lexicon, uint32_t literal, const struct target *target)
{
	struct span words = lexicon->literals[literal];

	if (target->kind < TARGET_TICKER && (target->form & FORM_FUND) != 0)
		return holds_users(lexicon, words);
	return (target->kind == TARGET_REJECT
			       ? target->source < SOURCE_USER
			       : is_name(target) && target->source < SOURCE_ADOPTED) &&
	       is_users_with_suffix(lexicon, words);
}

void
lexicon_settle(struct lexicon *lexicon)
{
	for (uint32_t literal = 0; literal < lexicon->n_literals; literal++) {
		struct bearers bearers = count_bearers(lexicon, literal);
		uint32_t *link = &lexicon->known[literal].first;

		while (*link != LEXICON_END) {
			struct target *target = &lexicon->targets[*link];

			if (!(lexicon->has_users && yields(lexicon, literal, target)) &&
				keeps(target, &bearers))
				link = &target->next;
			else
				*link = target->next;
		}
	}
}

const struct span *
lexicon_literals(const struct lexicon *lexicon, size_t *n)
{
	*n = lexicon->n_literals;
	return lexicon->literals;
}

const struct literal *
lexicon_literal(const struct lexicon *lexicon, uint32_t literal)
{
	return &lexicon->known[literal];
}

const struct target *
lexicon_target(const struct lexicon *lexicon, uint32_t number)
{
	return &lexicon->targets[number];
}
