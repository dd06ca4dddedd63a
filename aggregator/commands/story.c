/* broadtape story: one story in full, and why it is one. */
#include <sysexits.h>

#include "aggregator/commands/options.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/story_print.h"
#include "aggregator/commands/table.h"
#include "aggregator/commands/verbs.h"

static bool
tell_story(
	const struct invocation *call, struct session *session, int64_t number, struct error *err)
{
	struct edition_list editions = {.arena = arena_new()};
	struct story_account account = {.arena = NULL};
	struct feed_names names;
	bool ok = feed_names_init(&names, session->plan, session->store, err) &&
		  story_account_init(&account, session->store, &names, number, err);

	if (ok && account.story.number == 0)
		ok = error_set(err, EX_NOINPUT, "there is no story %lld in '%s'", (long long)number,
			store_where(session->store));
	ok = ok && editions_of_story(session->store, account.story.number, &editions, err);
	if (ok && call->is_json)
		table_print_json(story_json(&account, &editions));
	else if (ok)
		story_print(&account, &editions);
	story_account_release(&account);
	feed_names_release(&names);
	arena_free(editions.arena);
	return ok;
}

int
command_story(const struct invocation *call, int argc, char **argv, struct error *err)
{
	unsigned long long number = 0;
	struct session session;
	bool ok;
	int status;

	if (!options_take(NULL, &argc, argv, &status, err))
		return status;
	if (argc != 2 || !span_to_uint(span_of(argv[1]), INT64_MAX, &number)) {
		error_set(
			err, EX_USAGE, "story takes the number of one story, as `search` shows it");
		return err->status;
	}
	ok = session_init(&session, call, STORE_READ, err) &&
	     tell_story(call, &session, (int64_t)number, err);
	session_release(&session);
	return session_status(ok, err);
}
