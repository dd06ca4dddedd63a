#include "tests/lib/knowing.h"

#include <stdio.h>

#include "feeds/base/error.h"

struct background *background;

int
knowing_begin(void **state)
{
	struct error err = {0};

	(void)state;
	background = background_load(NULL, &err);
	if (background == NULL)
		fprintf(stderr, "%s\n", err.text);
	return background == NULL;
}

int
knowing_end(void **state)
{
	(void)state;
	background_free(background);
	return 0;
}
