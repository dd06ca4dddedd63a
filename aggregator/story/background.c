#include "aggregator/story/background.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/story/word.h"
#include "feeds/base/memory.h"
#include "feeds/base/span.h"

#define TABLE_BYTES_MAX (16 << 20)
#define SLOTS (1 << 17) /* for some 50,000 stems */
#define STEMS_MAX (SLOTS / 2)
#define WEIGHT_STEPS 16.0
#define DOCUMENTS_MAX 1000000000

struct slot {
	uint32_t stem; /* 0: free */
	uint32_t documents;
};

struct background {
	uint32_t documents;
	size_t n;
	uint8_t rarest; /* weight of what the table lacks */
	struct slot slots[SLOTS];
	uint8_t weights[SLOTS];
};

/* The slot of `stem`, or the free one where it belongs. */
static size_t
find(const struct background *background, uint32_t stem)
{
	size_t at = stem & (SLOTS - 1);

	while (background->slots[at].stem != 0 && background->slots[at].stem != stem)
		at = (at + 1) & (SLOTS - 1);
	return at;
}

static uint8_t
weight_of(uint32_t documents, uint32_t with_it)
{
	double weight = WEIGHT_STEPS * log((double)documents / (with_it > 0 ? with_it : 1));

	if (weight < 0)
		return 0;
	return weight > BACKGROUND_WEIGHT_MAX ? BACKGROUND_WEIGHT_MAX : (uint8_t)weight;
}

static void
add(struct background *background, struct span word, uint32_t documents)
{
	uint32_t stem = word_stem(word);
	struct slot *slot = &background->slots[find(background, stem)];

	if (slot->stem == 0 && background->n == STEMS_MAX)
		return;
	background->n += slot->stem == 0;
	slot->stem = stem;
	slot->documents += documents;
}

/* A line "word TAB documents"; the first has an empty word and counts all documents. */
static bool
read_line(struct background *background, struct span line)
{
	struct span word;
	unsigned long long documents;

	if (!span_split(&line, '\t', &word) || !span_to_uint(line, DOCUMENTS_MAX, &documents))
		return false;
	if (background->documents == 0)
		background->documents = (uint32_t)documents;
	else
		add(background, word, (uint32_t)documents);
	return background->documents > 0;
}

static bool
read_table(struct background *background, struct span text, const char *path, struct error *err)
{
	struct span line;
	size_t number = 0;

	while (span_split(&text, '\n', &line)) {
		number++;
		if (line.len > 0 && line.at[0] != '#' && !read_line(background, line))
			return error_set(err, EX_DATAERR,
				"%s:%zu: expected a word, a tab and a count, found '%.*s'", path,
				number, SPAN_ARGS(span_head(line, 80)));
	}
	if (background->n == 0)
		return error_set(err, EX_DATAERR, "%s: no word in it", path);
	return true;
}

static void
weigh(struct background *background)
{
	background->rarest = weight_of(background->documents, 1);
	for (size_t i = 0; i < SLOTS; i++)
		background->weights[i] =
			weight_of(background->documents, background->slots[i].documents);
}

/* The file's bytes; the caller frees them. */
static char *
read_file(const char *path, size_t *len, struct error *err)
{
	FILE *file = fopen(path, "rbe");
	char *bytes = NULL;

	if (file == NULL) {
		error_set(err, EX_NOINPUT, "%s: %s", path, strerror(errno));
		return NULL;
	}
	bytes = memory_resize(NULL, TABLE_BYTES_MAX, 1);
	*len = fread(bytes, 1, TABLE_BYTES_MAX, file);
	if (ferror(file)) {
		error_set(err, EX_IOERR, "%s: %s", path, strerror(errno));
		free(bytes);
		bytes = NULL;
	}
	fclose(file);
	return bytes;
}

struct background *
background_load(const char *path, struct error *err)
{
	struct background *background = NULL;
	size_t len = 0;
	char *bytes = read_file(path, &len, err);

	if (bytes == NULL)
		return NULL;
	background = memory_new(1, sizeof *background);
	if (read_table(background, span_make(bytes, len), path, err)) {
		weigh(background);
	} else {
		background_free(background);
		background = NULL;
	}
	free(bytes);
	return background;
}

void
background_free(struct background *background)
{
	free(background);
}

uint8_t
background_weight(const struct background *background, uint32_t stem)
{
	size_t at;

	if (background == NULL)
		return BACKGROUND_WEIGHT_EVEN;
	at = find(background, stem);
	return background->slots[at].stem == stem ? background->weights[at] : background->rarest;
}
