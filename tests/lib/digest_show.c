#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "output/atom.h"
#include "output/html.h"
#include "output/json_feed.h"
#include "output/mail.h"
#include "output/mail_html.h"
#include "output/site.h"
#include "output/text.h"
#include "output/webhook.h"
#include "tests/lib/digest_fixture.h"

/*
 * Prints a fixture in a format, for tests that look at it with somebody else's eyes:
 * digest_show morning|empty|many|hostile:N html|single|atom|json|text|colour|eml, or
 * digest_show FIXTURE site DIR to publish it.
 */

static struct digest *
digest_named(const char *name)
{
	if (strcmp(name, "morning") == 0)
		return fixture_morning();
	if (strcmp(name, "empty") == 0)
		return fixture_empty();
	if (strncmp(name, "many:", 5) == 0)
		return fixture_many(strtoul(name + 5, NULL, 10));
	if (strncmp(name, "hostile:", 8) == 0 &&
		strtoul(name + 8, NULL, 10) < fixture_hostile_texts_count)
		return fixture_filled_with(fixture_hostile_texts[strtoul(name + 8, NULL, 10)]);
	return NULL;
}

static bool
show_text(const struct digest *digest, bool has_colour, struct buf *out, struct error *err)
{
	const struct text_look look = {.has_colour = has_colour};

	return text_render(digest, &fixture_site, &look, out, err);
}

static bool
show_single(const struct digest *digest, struct buf *out, struct error *err)
{
	struct site site = fixture_site;

	site.is_single_page = true;
	return html_render(digest, &site, out, err);
}

static bool
show_mail(const struct digest *digest, struct buf *out, struct error *err)
{
	struct buf subject;
	struct mail mail = {.from = SPAN("Broadtape \xc3\x9c"
					 "bersicht <news@example.com>"),
		.to = SPAN("desk@example.com"),
		.message_id = SPAN("morning.142@news.example.com"),
		.date = digest->edition.created_at,
		.utc_offset_seconds = digest->edition.utc_offset_seconds,
		.list_id = SPAN("morning.news.example.com"),
		.unsubscribe_url = SPAN("https://news.example.com/unsubscribe?u=1"),
		.unsubscribe_mail = SPAN("leave@example.com"),
		.has_one_click = true};
	bool ok;

	buf_init(&subject, BUF_UNLIMITED);
	ok = mail_subject(SPAN("{title}: {top}"), digest, &subject, err);
	mail.subject = buf_span(&subject);
	ok = ok && mail_render(digest, &fixture_site, &mail, out, err);
	buf_release(&subject);
	return ok;
}

static bool
show(const struct digest *digest, const char *format, struct buf *out, struct error *err)
{
	if (strcmp(format, "html") == 0)
		return html_render(digest, &fixture_site, out, err);
	if (strcmp(format, "single") == 0)
		return show_single(digest, out, err);
	if (strcmp(format, "atom") == 0)
		return atom_render(digest, &fixture_site, out, err);
	if (strcmp(format, "editions") == 0)
		return atom_render_editions(digest, &fixture_site, out, err);
	if (strcmp(format, "json") == 0)
		return json_feed_render(digest, &fixture_site, out, err);
	if (strcmp(format, "text") == 0 || strcmp(format, "colour") == 0)
		return show_text(digest, format[0] == 'c', out, err);
	if (strcmp(format, "eml") == 0)
		return show_mail(digest, out, err);
	if (strcmp(format, "webhook") == 0)
		return webhook_render(WEBHOOK_JSON, digest, &fixture_site, out, err);
	if (strcmp(format, "mailhtml") == 0) {
		mail_html_add(out, digest, &fixture_site,
			&(struct mail_look){.max_bytes = MAIL_HTML_MAX});
		return true;
	}
	return error_set(err, EX_USAGE, "unknown format '%s'", format);
}

static bool
publish(const struct digest *digest, const char *dir, struct error *err)
{
	struct digest *mine = fixture_morning(); /* not const: subjects are made in its arena */
	struct subject companies[3];
	struct subject topic = fixture_topic(mine);
	struct site site = fixture_site;
	bool ok;

	site.dir = dir;
	site_look(&site);
	fixture_subjects(mine, companies, 3);
	ok = subject_publish(&site, &(struct subject_list){SUBJECT_COMPANY, companies, 3}, err) &&
	     subject_publish(&site, &(struct subject_list){SUBJECT_TOPIC, &topic, 1}, err);
	digest_free(mine);
	return ok && site_publish(&site, digest, fixture_archive(), err) &&
	       site_publish_front(&site, fixture_archive(), 1, err);
}

int
main(int argc, char **argv)
{
	struct digest *digest = argc > 2 ? digest_named(argv[1]) : NULL;
	struct error err = {0};
	struct buf out;
	bool ok;

	if (digest == NULL) {
		fputs("usage: digest_show FIXTURE FORMAT [DIR]\n", stderr);
		return EX_USAGE;
	}
	buf_init(&out, BUF_UNLIMITED);
	ok = argc > 3 ? publish(digest, argv[3], &err) : show(digest, argv[2], &out, &err);
	if (ok)
		fwrite(out.at, 1, out.len, stdout);
	else
		fprintf(stderr, "%s\n", err.text);
	buf_release(&out);
	digest_free(digest);
	return ok ? EX_OK : err.status;
}
