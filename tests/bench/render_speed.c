/*
 * What rendering costs. usage: render_speed [STORIES [COMPANIES [FOLDER]]]
 *
 * Renders an edition of STORIES (400) stories in every format, beside sfeed_html and sfeed_atom on
 * the same stories; publishes it, then publishes a site of COMPANIES (500) companies with ten
 * stories each into FOLDER (a temporary one): all new, none changed, one in ten changed. Prints wall
 * milliseconds and bytes of each step, the best of three.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>

#include "feeds/base/memory.h"
#include "output/atom.h"
#include "output/html.h"
#include "output/json_feed.h"
#include "output/mail.h"
#include "output/text.h"
#include "tests/bench/render_beside.h"
#include "tests/bench/scratch.h"
#include "tests/lib/digest_fixture.h"

#define ROUNDS 3

static double
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static bool
render_text(
	const struct digest *digest, const struct site *site, struct buf *out, struct error *err)
{
	return text_render(digest, site, &(struct text_look){0}, out, err);
}

static bool
render_mail(
	const struct digest *digest, const struct site *site, struct buf *out, struct error *err)
{
	const struct mail mail = {.from = SPAN("news@example.com"),
		.to = SPAN("desk@example.com"),
		.subject = SPAN("speed"),
		.message_id = SPAN("1@example.com")};

	return mail_render(digest, site, &mail, out, err);
}

static const struct {
	const char *name;
	bool (*render)(const struct digest *digest, const struct site *site, struct buf *out,
		struct error *err);
} formats[] = {
	{"html", html_render},
	{"atom", atom_render},
	{"json", json_feed_render},
	{"text", render_text},
	{"mail", render_mail},
};

static bool
time_formats(const struct digest *digest, struct error *err)
{
	struct buf out;
	bool ok = true;
	double sum = 0;

	buf_init(&out, BUF_UNLIMITED);
	for (size_t i = 0; ok && i < sizeof(formats) / sizeof(formats[0]); i++) {
		double best = 1e9;

		for (int round = 0; ok && round < ROUNDS; round++) {
			double start = now_ms();

			buf_clear(&out);
			ok = formats[i].render(digest, &fixture_site, &out, err);
			best = now_ms() - start < best ? now_ms() - start : best;
		}
		printf("%-10s %8.2f ms %10zu bytes\n", formats[i].name, best, out.len);
		sum += best;
	}
	printf("%-10s %8.2f ms\n", "together", sum);
	buf_release(&out);
	return ok;
}

static bool
time_companies(const struct site *site, struct digest *digest, size_t n, struct error *err)
{
	static const char *const steps[] = {"all new", "unchanged", "a tenth"};
	struct subject *companies = memory_new(n, sizeof(*companies));
	const struct subject_list list = {SUBJECT_COMPANY, companies, n};
	bool ok = true;

	fixture_subjects(digest, companies, n);
	for (int step = 0; ok && step < 3; step++) {
		double start;

		for (size_t i = 0; step == 2 && i < n; i += 10)
			companies[i].n_stories--;
		start = now_ms();
		ok = subject_publish(site, &list, err);
		printf("%zu companies, %s: %.1f ms\n", n, steps[step], now_ms() - start);
	}
	free(companies);
	return ok;
}

static bool
run(size_t n_stories, size_t n_companies, const char *folder, struct error *err)
{
	struct digest *digest = fixture_many(n_stories);
	struct site site = fixture_site;
	bool ok = time_formats(digest, err);
	double start;

	render_beside_sfeed(digest);
	site.dir = folder;
	start = now_ms();
	ok = ok && site_publish(&site, digest, fixture_archive(), err);
	printf("%-10s %8.2f ms\n", "published", now_ms() - start);
	ok = ok && time_companies(&site, digest, n_companies, err);
	digest_free(digest);
	return ok;
}

int
main(int argc, char **argv)
{
	char folder[] = "/tmp/render_speed.XXXXXX";
	bool is_ours = argc < 4; /* and goes at the end */
	struct error err = {0};
	size_t n_stories = argc > 1 ? strtoul(argv[1], NULL, 10) : 400;
	size_t n_companies = argc > 2 ? strtoul(argv[2], NULL, 10) : 500;

	bool ok;

	if (is_ours && mkdtemp(folder) == NULL)
		return EX_CANTCREAT;
	ok = run(n_stories, n_companies, is_ours ? folder : argv[3], &err);
	if (is_ours)
		scratch_remove(folder);
	if (!ok)
		fprintf(stderr, "%s\n", err.text);
	return ok ? EX_OK : err.status;
}
