#include "output/number.h"

#include <inttypes.h>

#define GROUPS_MAX 7 /* of three digits, in 64 bits */

void
number_add(struct buf *out, uint64_t n)
{
	unsigned groups[GROUPS_MAX];
	size_t count = 0;

	do {
		groups[count++] = (unsigned)(n % 1000);
		n /= 1000;
	} while (n > 0);
	buf_format(out, "%u", groups[--count]);
	while (count > 0)
		buf_format(out, ",%03u", groups[--count]);
}

void
number_add_of(struct buf *out, uint64_t n, const char *one, const char *many)
{
	number_add(out, n);
	buf_add_byte(out, ' ');
	buf_add_text(out, n == 1 ? one : many);
}
