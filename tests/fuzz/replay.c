/*
 * The main of a fuzz target without libFuzzer: runs every file of the target's corpus, then mutants
 * of them from a fixed seed, and speaks TAP. FUZZ_ROUNDS sets the number of mutants.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

#define FILES_MAX 4096
#define FILE_BYTES_MAX (1 << 20)
#define ROUNDS_DEFAULT 2000
#define EDITS_MAX 8

struct seed {
	uint8_t *bytes;
	size_t len;
};

static struct seed seeds[FILES_MAX];
static size_t n_seeds;
static uint64_t dice_state = 0x6a09e667f3bcc908;

/* xorshift64*, Marsaglia 2003 / Vigna 2016. */
static size_t
dice(size_t below)
{
	dice_state ^= dice_state >> 12;
	dice_state ^= dice_state << 25;
	dice_state ^= dice_state >> 27;
	return below > 0 ? (size_t)((dice_state * 0x2545f4914f6cdd1d) % below) : 0;
}

static void
read_seed(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct seed *seed = &seeds[n_seeds];

	if (file == NULL || n_seeds == FILES_MAX) {
		fprintf(stderr, "cannot read the seed '%s'\n", path);
		exit(1);
	}
	seed->bytes = malloc(FILE_BYTES_MAX);
	if (seed->bytes == NULL)
		exit(1);
	seed->len = fread(seed->bytes, 1, FILE_BYTES_MAX, file);
	fclose(file);
	n_seeds++;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
read_corpus(const char *folder)
{
	static char *names[FILES_MAX];
	size_t n = 0;
	DIR *dir = opendir(folder);
	struct dirent *entry;

	if (dir == NULL) {
		fprintf(stderr, "cannot open the corpus '%s'\n", folder);
		exit(1);
	}
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.' && n < FILES_MAX)
			names[n++] = strdup(entry->d_name);
	closedir(dir);
	qsort(names, n, sizeof *names, by_name);
	for (size_t i = 0; i < n; i++) {
		char path[4096 + 256];

		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		read_seed(path);
		free(names[i]);
	}
}

/* The target gets a copy of exactly this size, so that the sanitizer sees each step beyond it. */
static void
run(const uint8_t *bytes, size_t len)
{
	uint8_t *copy = malloc(len > 0 ? len : 1);

	if (copy == NULL)
		exit(1);
	if (len > 0)
		memcpy(copy, bytes, len);
	LLVMFuzzerTestOneInput(copy, len);
	free(copy);
}

static void
edit(uint8_t *bytes, size_t *len)
{
	size_t at = dice(*len);
	size_t other = dice(*len);
	size_t run_len = dice(64) + 1;

	if (*len == 0)
		return;
	switch (dice(5)) {
	case 0:
		bytes[at] = (uint8_t)dice(256);
		break;
	case 1:
		bytes[at] ^= (uint8_t)(1U << dice(8));
		break;
	case 2:
		*len = at;
		break;
	case 3: /* one run over another */
		if (at + run_len <= *len && other + run_len <= *len)
			memmove(bytes + at, bytes + other, run_len);
		break;
	default: /* a run taken out */
		if (at + run_len <= *len) {
			memmove(bytes + at, bytes + at + run_len, *len - at - run_len);
			*len -= run_len;
		}
		break;
	}
}

static void
run_mutants(size_t rounds)
{
	uint8_t *bytes = malloc(FILE_BYTES_MAX);

	if (bytes == NULL)
		exit(1);
	for (size_t i = 0; i < rounds && n_seeds > 0; i++) {
		const struct seed *seed = &seeds[dice(n_seeds)];
		size_t len = seed->len;

		memcpy(bytes, seed->bytes, len);
		for (size_t edits = dice(EDITS_MAX) + 1; edits > 0; edits--)
			edit(bytes, &len);
		run(bytes, len);
	}
	free(bytes);
}

/* The corpus of fuzz_NAME stands beside the sources, in tests/fuzz/corpus/NAME. */
static void
find_corpus(const char *program, char *folder, size_t size)
{
	const char *top = getenv("TOP_SRCDIR");
	const char *name = strstr(program, "fuzz_");

	while (name != NULL && strstr(name + 1, "fuzz_") != NULL)
		name = strstr(name + 1, "fuzz_");
	snprintf(folder, size, "%s/tests/fuzz/corpus/%s", top != NULL ? top : ".",
		name != NULL ? name + strlen("fuzz_") : "none");
}

int
main(int argc, char **argv)
{
	const char *rounds_text = getenv("FUZZ_ROUNDS");
	size_t rounds = rounds_text != NULL ? strtoul(rounds_text, NULL, 10) : ROUNDS_DEFAULT;
	char folder[4096];

	if (argc > 1) { /* files given by hand: to look into one finding */
		for (int i = 1; i < argc; i++)
			read_seed(argv[i]);
		rounds = 0;
	} else {
		find_corpus(argv[0], folder, sizeof folder);
		read_corpus(folder);
	}
	printf("1..2\n");
	fflush(stdout);
	run(NULL, 0);
	for (size_t i = 0; i < n_seeds; i++)
		run(seeds[i].bytes, seeds[i].len);
	printf("%s 1 - the corpus of %zu files keeps every promise\n",
		n_seeds > 0 ? "ok" : "not ok", n_seeds);
	fflush(stdout);
	run_mutants(rounds);
	printf("ok 2 - so do %zu mutants of it\n", rounds);
	for (size_t i = 0; i < n_seeds; i++)
		free(seeds[i].bytes);
	return 0;
}
