#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/commands/moment.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/published.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/table.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/publish.h"
#include "output/atom.h"
#include "output/html.h"
#include "output/json_feed.h"
#include "output/text.h"

#define DOCUMENT_BYTES_MAX ((size_t)256 << 20)

struct request {
	bool is_dry;
	const char *since;
	const char *until;
	const char *as_of;
	const char *format;
};

/* What is rendered, beside the digest. */
struct printing {
	const struct invocation *call;
	const struct plan *plan;
	const struct digest *digest;
	struct site site;
};

typedef bool print_fn(const struct printing *printing, struct buf *out, struct error *err);

static bool
print_text(const struct printing *printing, struct buf *out, struct error *err)
{
	struct text_look look = {.has_colour = printing->call->has_color};

	return text_render(printing->digest, &printing->site, &look, out, err);
}

static bool
print_html(const struct printing *printing, struct buf *out, struct error *err)
{
	struct site site = printing->site;

	site.is_single_page = true;
	return html_render(printing->digest, &site, out, err);
}

static bool
print_atom(const struct printing *printing, struct buf *out, struct error *err)
{
	return atom_render(printing->digest, &printing->site, out, err);
}

static bool
print_json(const struct printing *printing, struct buf *out, struct error *err)
{
	return json_feed_render(printing->digest, &printing->site, out, err);
}

static bool
print_eml(const struct printing *printing, struct buf *out, struct error *err)
{
	const char *name = arena_string(printing->digest->arena, printing->digest->name);
	const struct config_digest *config = config_find_digest(printing->plan->config, name);

	if (config->email.from == NULL)
		return error_set(err, EX_CONFIG,
			"digest '%s' has no `email:`, so there is no mail to show", name);
	return publish_render_mail(
		printing->plan, printing->digest, config->email.to.at[0], out, err);
}

static const struct {
	const char *name;
	print_fn *print;
} formats[] = {
	{"text", print_text},
	{"html", print_html},
	{"atom", print_atom},
	{"json", print_json},
	{"eml", print_eml},
};

static print_fn *
find_format(const char *name, struct error *err)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i].name, name) == 0)
			return formats[i].print;
	error_set(err, EX_USAGE, "--format: expected text, html, atom, json or eml, found '%s'",
		name);
	return NULL;
}

static const struct config_digest *
find_digest(const struct config *config, const char *name, struct error *err)
{
	const struct config_digest *digest = NULL;

	if (name == NULL && config->n_digests == 1)
		return &config->digests[0];
	if (name == NULL) {
		error_set(err, EX_USAGE, "%s has %zu digests: name one", config->path,
			config->n_digests);
		return NULL;
	}
	digest = config_find_digest(config, name);
	if (digest == NULL)
		error_set(err, EX_USAGE, "%s has no digest '%s'", config->path, name);
	return digest;
}

static bool
read_moments(const struct request *request, const struct invocation *call, struct store *store,
	struct edition_wish *wish, struct error *err)
{
	wish->now = clock_now(call->clock);
	if (request->as_of != NULL &&
		!moment_read("--as-of", request->as_of, wish->now, &wish->now, err))
		return false;
	wish->is_past = request->as_of != NULL;
	if (!edition_next_window(store, wish, err))
		return false;
	wish->tells_again = request->since != NULL;
	if (request->since != NULL &&
		!moment_read("--since", request->since, wish->now, &wish->window_from, err))
		return false;
	return request->until == NULL ||
	       moment_read("--until", request->until, wish->now, &wish->window_to, err);
}

static bool
show(const struct request *request, const struct invocation *call, const struct session *session,
	const struct edition_wish *wish, struct error *err)
{
	const char *usual = call->is_json ? "json" : "text";
	print_fn *print = find_format(request->format != NULL ? request->format : usual, err);
	struct digest *digest;
	struct buf out;
	bool ok;

	if (print == NULL)
		return false;
	digest = edition_build(session->plan, session->store, wish, err);
	if (digest == NULL)
		return false;
	buf_init(&out, DOCUMENT_BYTES_MAX);
	ok = print(&(struct printing){call, session->plan, digest, publish_site(session->plan)},
		&out, err);
	if (ok)
		fwrite(out.at, 1, out.len, stdout);
	buf_release(&out);
	digest_free(digest);
	return ok;
}

static bool
publish(const struct invocation *call, const struct session *session, struct edition_wish *wish,
	struct error *err)
{
	struct publish_report report;

	if (!publish_edition(session->plan, session->store, wish, &report, err))
		return error_in(err, "digest '%s'", wish->config->name);
	if (call->is_json)
		table_print_json(published_json(wish->config, &report));
	if (call->is_json || call->is_quiet)
		return true;
	if (report.sequence == 0)
		printf("digest %s: nothing to tell, so no edition was made\n", wish->config->name);
	else
		printf("digest %s: edition %llu, %zu stories; mail: %zu sent, %zu waiting, %zu "
		       "refused\n",
			wish->config->name, (unsigned long long)report.sequence, report.n_stories,
			report.n_sent, report.n_waiting, report.n_refused);
	return true;
}

static bool
digest(const struct request *request, const struct invocation *call, const char *name,
	struct error *err)
{
	bool is_dry = request->is_dry || request->format != NULL;
	struct edition_wish wish = {.config = NULL};
	struct session session;
	bool ok = session_init(&session, call, is_dry ? STORE_READ : STORE_WRITE, err);

	if (ok) {
		wish.config = find_digest(session.config, name, err);
		ok = wish.config != NULL && read_moments(request, call, session.store, &wish, err);
	}
	if (ok)
		ok = is_dry ? show(request, call, &session, &wish, err)
			    : publish(call, &session, &wish, err);
	session_release(&session);
	return ok;
}

int
command_digest(const struct invocation *call, int argc, char **argv, struct error *err)
{
	struct request request = {0};
	const struct option_row rows[] = {
		{"dry-run", 'n', OPTION_FLAG, &request.is_dry, NULL,
			"print it; write, send and record nothing"},
		{"since", 0, OPTION_TEXT, &request.since, "MOMENT", "the window begins here"},
		{"until", 0, OPTION_TEXT, &request.until, "MOMENT", "the window ends here"},
		{"as-of", 0, OPTION_TEXT, &request.as_of, "MOMENT", "as if it were this moment"},
		{"format", 0, OPTION_TEXT, &request.format, "FORMAT",
			"text, html, atom, json or eml; implies --dry-run"},
		{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
	};
	int status;

	if (!options_take(rows, &argc, argv, &status, err))
		return status;
	if (call->is_json && request.format != NULL && strcmp(request.format, "json") != 0) {
		error_set(
			err, EX_USAGE, "--format %s is no JSON: give it or --json", request.format);
		return err->status;
	}
	if (argc > 2) {
		error_set(err, EX_USAGE, "digest takes one name, found '%s' too", argv[2]);
		return err->status;
	}
	return session_status(digest(&request, call, argv[1], err), err);
}
