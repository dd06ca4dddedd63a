#include "aggregator/story/sketch.h"

#include <string.h>

#include "aggregator/base/hash.h"
#include "feeds/base/ascii.h"

#define EMPTY UINT32_MAX
#define WORD_SEED 0x9e3779b97f4a7c15
#define RUN_SEED 0xbf58476d1ce4e5b9

/* Multiply and fold: fast, and even enough for choosing minima. */
static inline uint64_t
mix(uint64_t a, uint64_t b)
{
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The last words, and the smallest hash of each slot so far. */
struct runs {
	uint64_t before, last; /* hashes of the two words before this one */
	uint64_t all;
	uint32_t words;
	uint32_t least[SKETCH_SLOTS];
};

static inline void
add_word(struct runs *runs, uint64_t word)
{
	uint64_t run = mix(runs->before + word, RUN_SEED ^ (runs->last * 3 + word));
	uint32_t *least = &runs->least[(run >> 32) * SKETCH_SLOTS >> 32];

	if (runs->words >= 2 && (uint32_t)run < *least)
		*least = (uint32_t)run;
	runs->before = runs->last * 5;
	runs->last = word;
	runs->all = mix(runs->all ^ word, WORD_SEED);
	runs->words++;
}

/* Lower case of letters and digits, themselves for bytes above ASCII, 0 for the rest. */
static const unsigned char *
fold_table(void)
{
	static const unsigned char table[256] = {
#define SAME(c) [c] = c
#define LOW(c) [c] = (c) | 0x20, [(c) | 0x20] = (c) | 0x20
		SAME('0'),
		SAME('1'),
		SAME('2'),
		SAME('3'),
		SAME('4'),
		SAME('5'),
		SAME('6'),
		SAME('7'),
		SAME('8'),
		SAME('9'),
		LOW('A'),
		LOW('B'),
		LOW('C'),
		LOW('D'),
		LOW('E'),
		LOW('F'),
		LOW('G'),
		LOW('H'),
		LOW('I'),
		LOW('J'),
		LOW('K'),
		LOW('L'),
		LOW('M'),
		LOW('N'),
		LOW('O'),
		LOW('P'),
		LOW('Q'),
		LOW('R'),
		LOW('S'),
		LOW('T'),
		LOW('U'),
		LOW('V'),
		LOW('W'),
		LOW('X'),
		LOW('Y'),
		LOW('Z'),
#undef SAME
#undef LOW
	};

	return table;
}

/* Typographic marks (U+2000-U+206F) and the no-break space part words as ASCII marks do. */
static size_t
mark_len(struct span text, size_t at)
{
	unsigned char first = (unsigned char)text.at[at];

	if (first == 0xe2 && at + 2 < text.len && (unsigned char)text.at[at + 1] <= 0x81)
		return 3;
	if (first == 0xc2 && at + 1 < text.len)
		return 2;
	return 0;
}

static void
read_runs(struct span text, struct runs *runs)
{
	const unsigned char *fold = fold_table();
	uint64_t hash = WORD_SEED;
	uint64_t packed = 0;
	size_t in_word = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char)text.at[i];
		size_t mark = byte >= 0x80 ? mark_len(text, i) : 0;
		unsigned char folded = byte >= 0x80 && mark == 0 ? byte : fold[byte];

		if (folded != 0) {
			packed = packed << 8 | folded;
			if (++in_word % 8 == 0)
				hash = mix(hash ^ packed, RUN_SEED);
		} else if (in_word > 0) {
			add_word(runs, mix(hash ^ packed, WORD_SEED));
			hash = WORD_SEED;
			packed = 0;
			in_word = 0;
		}
		i += mark > 0 ? mark - 1 : 0;
	}
	if (in_word > 0)
		add_word(runs, mix(hash ^ packed, WORD_SEED));
}

/* An empty slot takes what the next full one has, marked by the distance. */
static void
fill_slots(const struct runs *runs, uint16_t *slots)
{
	for (uint32_t i = 0; i < SKETCH_SLOTS; i++) {
		uint32_t from = i;

		while (runs->least[from % SKETCH_SLOTS] == EMPTY && from < i + SKETCH_SLOTS)
			from++;
		slots[i] = (uint16_t)(runs->least[from % SKETCH_SLOTS] + (from - i) * 0x9e37);
	}
}

void
sketch_make(struct span text, struct sketch *out)
{
	struct runs runs = {.all = WORD_SEED};

	memset(runs.least, 0xff, sizeof runs.least);
	read_runs(text, &runs);
	*out = (struct sketch){.text = runs.all, .words = runs.words};
	out->has_slots = runs.words >= SKETCH_WORDS_MIN;
	if (out->has_slots)
		fill_slots(&runs, out->slots);
}

int
sketch_likeness(const uint16_t *a, const uint16_t *b)
{
	int same = 0;

	for (int i = 0; i < SKETCH_SLOTS; i++)
		same += a[i] == b[i];
	return same * 100 / SKETCH_SLOTS;
}

uint64_t
sketch_band(const uint16_t *slots, int band)
{
	uint64_t key = 0;

	for (int i = 0; i < SKETCH_ROWS; i++)
		key = key << 16 | slots[band * SKETCH_ROWS + i];
	return mix(key ^ WORD_SEED, RUN_SEED + (uint64_t)band);
}
