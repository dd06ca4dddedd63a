#include "tests/bench/render_beside.h"

#include <fcntl.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "output/digest.h"

#define ROUNDS 5
#define NOT_THERE 127 /* what a shell says, and posix_spawnp on some systems */

extern char **environ;

static double
wall_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* sfeed's escapes: a tab or a line end would end the field. */
static void
write_text(FILE *file, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\n')
			fputs("\\n", file);
		else if (text.at[i] == '\t')
			fputs("\\t", file);
		else if (text.at[i] == '\\')
			fputs("\\\\", file);
		else
			fputc(text.at[i], file);
	}
}

static void
write_story(FILE *file, const struct digest_story *story)
{
	fprintf(file, "%" PRId64 "\t", story->published);
	write_text(file, story->headline.text);
	fputc('\t', file);
	write_text(file, story->url);
	fputc('\t', file);
	for (size_t i = 0; i < story->n_sentences; i++) {
		write_text(file, story->sentences[i].text);
		fputc(' ', file);
	}
	fputs("\tplain\t", file);
	write_text(file, story->id);
	fputs("\t\t\t\n", file);
}

static void
write_lines(FILE *file, const struct digest *digest)
{
	for (size_t i = 0; i < digest->n_groups; i++)
		for (size_t j = 0; j < digest->groups[i].n_stories; j++)
			write_story(file, &digest->groups[i].stories[j]);
}

/* Wall milliseconds of one run; below 0: it is not there, or failed. */
static double
run_once(const char *program, const char *path)
{
	char *argv[] = {(char *)(uintptr_t)program, (char *)(uintptr_t)path, NULL};
	posix_spawn_file_actions_t actions;
	double start = wall_ms();
	pid_t child;
	int status = NOT_THERE;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	if (posix_spawnp(&child, program, &actions, NULL, argv, environ) == 0)
		waitpid(child, &status, 0);
	posix_spawn_file_actions_destroy(&actions);
	return status == 0 ? wall_ms() - start : -1;
}

static double
best_of(const char *program, const char *path)
{
	double best = run_once(program, path);

	for (int round = 1; best >= 0 && round < ROUNDS; round++) {
		double took = run_once(program, path);

		best = took >= 0 && took < best ? took : best;
	}
	return best;
}

static void
compare(const char *program, const char *path)
{
	double with = best_of(program, path);
	double without = best_of(program, "/dev/null");

	if (with < 0 || without < 0)
		printf("%-10s is not there: apt install sfeed\n", program);
	else
		printf("%-10s %8.2f ms, of which its start %.2f ms\n", program, with, without);
}

void
render_beside_sfeed(const struct digest *digest)
{
	char path[] = "/tmp/render_beside.XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;

	if (file == NULL) {
		perror(path);
		return;
	}
	write_lines(file, digest);
	fclose(file);
	compare("sfeed_html", path);
	compare("sfeed_atom", path);
	unlink(path);
}
