#include "tests/lib/fetch_scene.h"

int
fetch_scene_set(void **state)
{
	static struct fetching fetching;

	fetching_init(&fetching);
	*state = &fetching;
	return 0;
}

int
fetch_scene_clear(void **state)
{
	fetching_release(*state);
	return 0;
}

void
assert_failed(const struct visit_result *result, enum failure failure, const char *text)
{
	if (result->outcome != OUTCOME_FAILED || result->failure != failure ||
		strstr(result->text, text) == NULL)
		fail_msg("got %s, %s, '%s'; want failed, %s, '%s'", outcome_name(result->outcome),
			failure_name(result->failure), result->text, failure_name(failure), text);
}

bool
request_has(struct fetching *fetching, size_t number, const char *text)
{
	struct span head = server_request(fetching->server, number);

	return span_find_nocase(head, span_of(text)) < head.len;
}
