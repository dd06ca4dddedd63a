#include "aggregator/base/datadir.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_BYTES_MAX 4096
#define PROOF "companies.tsv" /* where this is, the others are */

/* From the program's own folder, when it was moved after its installation, or is not installed. */
static const char *const beside[] = {"../share/broadtape", "../data", "data"};

static char found[PATH_BYTES_MAX];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool
has_files(const char *folder)
{
	char path[PATH_BYTES_MAX + sizeof PROOF + 1];

	snprintf(path, sizeof path, "%s/%s", folder, PROOF);
	return access(path, R_OK) == 0;
}

static void
look_beside(const char *program)
{
	for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
		char folder[PATH_BYTES_MAX];
		int n = snprintf(folder, sizeof folder, "%s/%s", program, beside[i]);

		if (n < 0 || n >= (int)sizeof folder || !has_files(folder))
			continue;
		memcpy(found, folder, (size_t)n + 1);
		return;
	}
}

static void
look(void)
{
	char program[PATH_BYTES_MAX];
	ssize_t n;
	char *slash;

	memcpy(found, DATADIR, sizeof DATADIR);
	if (has_files(DATADIR))
		return;
	n = readlink("/proc/self/exe", program, sizeof program - 1);
	if (n <= 0)
		return;
	program[n] = '\0';
	slash = strrchr(program, '/');
	if (slash == NULL)
		return;
	*slash = '\0';
	look_beside(program);
}

const char *
datadir(void)
{
	const char *path = getenv("BROADTAPE_DATA");

	if (path != NULL && path[0] != '\0')
		return path;
	pthread_once(&once, look);
	return found;
}
