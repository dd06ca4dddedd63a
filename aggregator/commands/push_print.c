#include "aggregator/commands/push_print.h"

#include "aggregator/commands/sheet.h"
#include "aggregator/commands/table.h"
#include "output/escape.h"

#define HUBS_SHOWN 10
#define HUB_AT 2  /* columns before what a hub does */
#define FEED_AT 9 /* and before what is told of a feed, below its name */

/* Each hub that does not do what it should, and the others in a number. */
void
push_print(const struct push_reports *push)
{
	struct buf line;

	if (push->n == 0)
		return;
	buf_init(&line, BUF_UNLIMITED);
	push_reports_tell(push, &line);
	sheet_print(HUB_AT, "pushed: %s", buf_string(&line));
	for (size_t i = 0; i < push->n_hubs && push->hubs[i].n_failing > 0; i++) {
		if (i == HUBS_SHOWN) {
			sheet_print(HUB_AT, "%*sand other hubs", HUB_AT, "");
			break;
		}
		buf_clear(&line);
		escape_line(&line, push->hubs[i].hub);
		buf_add_text(&line, ": ");
		push_hub_tell(&push->hubs[i], &line);
		sheet_print(HUB_AT, "%*s%s", HUB_AT, "", buf_string(&line));
	}
	buf_release(&line);
}

static void
set_push_counts(json_t *object, const struct push_hub *hub)
{
	json_object_set_new(object, "feeds", json_integer((json_int_t)hub->n_feeds));
	json_object_set_new(object, "pushed", json_integer((json_int_t)hub->n_pushed));
	json_object_set_new(object, "failing", json_integer((json_int_t)hub->n_failing));
	json_object_set_new(object, "first_lease_end", table_json_moment(hub->first_end));
}

json_t *
push_json(const struct push_reports *push)
{
	json_t *document = json_object();
	json_t *hubs = json_array();

	set_push_counts(document, &push->all);
	for (size_t i = 0; i < push->n_hubs; i++) {
		const struct push_hub *hub = &push->hubs[i];
		json_t *object = json_object();

		json_object_set_new(object, "hub", table_string(hub->hub));
		set_push_counts(object, hub);
		json_object_set_new(object, "error", table_string(hub->error));
		json_object_set_new(object, "next_try", table_json_moment(hub->next_try));
		json_array_append_new(hubs, object);
	}
	json_object_set_new(document, "hubs", hubs);
	return document;
}

void
push_print_feed(const struct push_report *push)
{
	struct buf line;
	struct buf safe;

	if (push == NULL)
		return;
	buf_init(&line, BUF_UNLIMITED);
	buf_init(&safe, BUF_UNLIMITED);
	push_report_tell(push, &line);
	escape_line(&safe, buf_span(&line));
	sheet_print(FEED_AT, "%*s%s", FEED_AT, "", buf_string(&safe));
	buf_release(&line);
	buf_release(&safe);
}

void
push_set_feed(json_t *object, const struct push_report *push)
{
	json_t *told;

	if (push == NULL) {
		json_object_set_new(object, "push", json_null());
		return;
	}
	told = json_object();
	json_object_set_new(told, "state", json_string(push_state_name(push->state)));
	json_object_set_new(told, "hub", table_string(push->hub));
	json_object_set_new(told, "until", table_json_moment(push->lease_until));
	json_object_set_new(told, "pushes", json_integer(push->pushes));
	json_object_set_new(told, "last", table_json_moment(push->pushed_at));
	json_object_set_new(told, "error", table_string(push->error));
	json_object_set_new(told, "next_try", table_json_moment(push->next_try));
	json_object_set_new(object, "push", told);
}
