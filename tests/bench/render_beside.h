#ifndef TESTS_BENCH_RENDER_BESIDE_H
#define TESTS_BENCH_RENDER_BESIDE_H

struct digest;

/*
 * Gives the digest's stories to sfeed's own renderers (Debian's package sfeed), as the lines of
 * sfeed(5): time, headline, address, summary; and prints what each takes, beside what it takes for no
 * line at all. One that is not installed is said to be missing.
 */
void render_beside_sfeed(const struct digest *digest);

#endif
