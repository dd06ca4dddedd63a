#include "aggregator/commands/verdict_json.h"

#include <math.h>

static json_t *
text_json(struct span text)
{
	json_t *string = json_stringn(text.at != NULL ? text.at : "", text.len);

	return string != NULL ? string : json_string(""); /* malformed UTF-8 */
}

static json_t *
string_json(const char *string)
{
	return string != NULL ? json_string(string) : json_null();
}

static json_t *
evidence_json(const struct evidence *evidence, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		const struct evidence *row = &evidence[i];

		json_array_append_new(
			list, json_pack("{s:s, s:o, s:s, s:I, s:I, s:i, s:o}", "kind",
				      evidence_kind_name(row->kind), "text", text_json(row->text),
				      "field", watch_field_name(row->field), "start",
				      (json_int_t)row->start, "end", (json_int_t)row->end, "weight",
				      row->weight, "note", string_json(row->note)));
	}
	return list;
}

static double
rounded(double confidence)
{
	return round(confidence * 1000) / 1000;
}

static json_t *
company_json(const struct verdict_company *found)
{
	const struct company *company = found->company;

	return json_pack("{s:s, s:s, s:o, s:o, s:o, s:i, s:f, s:i, s:s, s:o}", "id", company->id,
		"name", company->name, "ticker", string_json(company->ticker), "exchange",
		string_json(company->exchange), "cik", string_json(company->cik), "relevance",
		found->relevance, "confidence", rounded(found->confidence), "points", found->points,
		"role", role_name(found->role), "evidence",
		evidence_json(found->evidence, found->n_evidence));
}

static json_t *
miss_json(const struct near_miss *miss)
{
	return json_pack("{s:s, s:s, s:f, s:i, s:s, s:o}", "id", miss->company->id, "name",
		miss->company->name, "confidence", rounded(miss->confidence), "points",
		miss->points, "reason", miss->reason, "evidence",
		evidence_json(miss->evidence, miss->n_evidence));
}

static json_t *
topic_json(const struct verdict_topic *topic)
{
	json_t *spans = json_array();

	for (size_t i = 0; i < topic->n_spans; i++) {
		const struct topic_span *span = &topic->spans[i];

		json_array_append_new(spans,
			json_pack("{s:s, s:I, s:I}", "field", watch_field_name(span->field),
				"start", (json_int_t)span->start, "end", (json_int_t)span->end));
	}
	return json_pack("{s:s, s:o}", "name", topic->name, "spans", spans);
}

json_t *
verdict_json(const struct verdict *verdict, bool has_near_misses)
{
	json_t *companies = json_array(), *topics = json_array(), *junk = json_array();
	json_t *object, *misses;

	for (size_t i = 0; i < verdict->n_companies; i++)
		json_array_append_new(companies, company_json(&verdict->companies[i]));
	for (size_t i = 0; i < verdict->n_topics; i++)
		json_array_append_new(topics, topic_json(&verdict->topics[i]));
	for (size_t i = 0; i < verdict->n_junk; i++)
		json_array_append_new(junk, json_string(verdict->junk[i]));
	object = json_pack("{s:o, s:o, s:o, s:b}", "companies", companies, "topics", topics, "junk",
		junk, "round_up", verdict->is_round_up);
	if (!has_near_misses)
		return object;
	misses = json_array();
	for (size_t i = 0; i < verdict->n_near_misses; i++)
		json_array_append_new(misses, miss_json(&verdict->near_misses[i]));
	json_object_set_new(object, "near_misses", misses);
	return object;
}
