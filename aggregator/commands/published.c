#include "aggregator/commands/published.h"

#include "aggregator/commands/table.h"

json_t *
published_json(const struct config_digest *digest, const struct publish_report *report)
{
	json_t *published = json_object();

	json_object_set_new(published, "digest", table_string(span_of(digest->name)));
	json_object_set_new(published, "edition",
		report->sequence > 0 ? json_integer((json_int_t)report->sequence) : json_null());
	json_object_set_new(published, "stories", json_integer((json_int_t)report->n_stories));
	json_object_set_new(published, "sent", json_integer((json_int_t)report->n_sent));
	json_object_set_new(published, "waiting", json_integer((json_int_t)report->n_waiting));
	json_object_set_new(published, "refused", json_integer((json_int_t)report->n_refused));
	return published;
}
