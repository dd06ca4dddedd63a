#include "tests/bench/scratch.h"

#include <ftw.h>
#include <stdio.h>

#define FOLDERS_OPEN 16 /* at once */

static int
remove_one(const char *path, const struct stat *about, int kind, struct FTW *place)
{
	(void)about;
	(void)kind;
	(void)place;
	return remove(path);
}

void
scratch_remove(const char *folder)
{
	if (nftw(folder, remove_one, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS) != 0)
		fprintf(stderr, "%s cannot be removed\n", folder);
}
