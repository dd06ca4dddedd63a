#include "aggregator/store/backup_table.h"

const struct backup_table backup_tables[] = {
	{
		.name = "meta",
		.select = "SELECT name, value FROM meta WHERE name NOT IN"
			  " ('store.indexed', 'store.importing', 'store.version') ORDER BY name",
		.insert = "INSERT INTO meta (name, value) VALUES ($1, $2)",
		.clear = "DELETE FROM meta WHERE name <> 'store.version'",
		.columns = {{"name", COLUMN_TEXT}, {"value", COLUMN_NUMBER}},
	},
	{
		.name = "feeds",
		.select =
			"SELECT number, url, kind, is_active, added_at, configured_title, tags,"
			" title, html_url, etag, last_modified, body_hash, last_visit, next_visit,"
			" last_success, failing_since, failures, last_error, moved_to, is_gone,"
			" hints, rhythm, traits, losses, lost_at, same_as FROM feeds ORDER BY "
			"number",
		.insert =
			"INSERT INTO feeds (number, url, kind, is_active, added_at, "
			"configured_title,"
			" tags, title, html_url, etag, last_modified, body_hash, last_visit,"
			" next_visit, last_success, failing_since, failures, last_error, moved_to,"
			" is_gone, hints, rhythm, traits, losses, lost_at, same_as)"
			" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
			" $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)",
		.clear = "DELETE FROM feeds",
		.columns = {{"number", COLUMN_NUMBER}, {"url", COLUMN_TEXT},
			{"kind", COLUMN_NUMBER}, {"is_active", COLUMN_NUMBER},
			{"added_at", COLUMN_NUMBER}, {"configured_title", COLUMN_TEXT},
			{"tags", COLUMN_TEXT}, {"title", COLUMN_TEXT}, {"html_url", COLUMN_TEXT},
			{"etag", COLUMN_BYTES}, {"last_modified", COLUMN_BYTES},
			{"body_hash", COLUMN_NUMBER}, {"last_visit", COLUMN_NUMBER},
			{"next_visit", COLUMN_NUMBER}, {"last_success", COLUMN_NUMBER},
			{"failing_since", COLUMN_NUMBER}, {"failures", COLUMN_NUMBER},
			{"last_error", COLUMN_TEXT}, {"moved_to", COLUMN_TEXT},
			{"is_gone", COLUMN_NUMBER}, {"hints", COLUMN_BYTES},
			{"rhythm", COLUMN_BYTES}, {"traits", COLUMN_NUMBER_ADDED},
			{"losses", COLUMN_NUMBER_ADDED}, {"lost_at", COLUMN_NUMBER_ADDED},
			{"same_as", COLUMN_NUMBER_ADDED}},
	},
	{
		.name = "host_holds",
		.select = "SELECT name, held_until FROM host_holds ORDER BY name",
		.insert = "INSERT INTO host_holds (name, held_until) VALUES ($1, $2)",
		.clear = "DELETE FROM host_holds",
		.columns = {{"name", COLUMN_TEXT}, {"held_until", COLUMN_NUMBER}},
	},
	{
		.name = "subscriptions",
		.select = "SELECT feed, hub, topic, token, secret, state, lease_until, next_try,"
			  " failures, pushes, pushed_at, missed, last_error FROM subscriptions"
			  " ORDER BY feed",
		.insert = "INSERT INTO subscriptions (feed, hub, topic, token, secret, state,"
			  " lease_until, next_try, failures, pushes, pushed_at, missed, last_error)"
			  " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
		.clear = "DELETE FROM subscriptions",
		.columns = {{"feed", COLUMN_NUMBER}, {"hub", COLUMN_TEXT}, {"topic", COLUMN_TEXT},
			{"token", COLUMN_TEXT}, {"secret", COLUMN_TEXT}, {"state", COLUMN_NUMBER},
			{"lease_until", COLUMN_NUMBER}, {"next_try", COLUMN_NUMBER},
			{"failures", COLUMN_NUMBER}, {"pushes", COLUMN_NUMBER},
			{"pushed_at", COLUMN_NUMBER}, {"missed", COLUMN_NUMBER},
			{"last_error", COLUMN_TEXT}},
	},
	{
		.name = "companies",
		.select = "SELECT number, id FROM companies ORDER BY number",
		.insert = "INSERT INTO companies (number, id) VALUES ($1, $2)",
		.clear = "DELETE FROM companies",
		.columns = {{"number", COLUMN_NUMBER}, {"id", COLUMN_TEXT}},
	},
	{
		.name = "topics",
		.select = "SELECT number, id FROM topics ORDER BY number",
		.insert = "INSERT INTO topics (number, id) VALUES ($1, $2)",
		.clear = "DELETE FROM topics",
		.columns = {{"number", COLUMN_NUMBER}, {"id", COLUMN_TEXT}},
	},
	{
		.name = "items",
		.select = "SELECT number, feed, first_seen, story, relation, score, reasons, "
			  "like_item,"
			  " flags, published, updated, canonical, url, title, author, source, "
			  "language,"
			  " tickers, marks FROM items ORDER BY number",
		.insert =
			"INSERT INTO items (number, feed, first_seen, story, relation, score,"
			" reasons, like_item, flags, published, updated, canonical, url, title,"
			" author, source, language, tickers, marks) VALUES ($1, $2, $3, $4, $5, $6,"
			" $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
		.clear = "DELETE FROM items",
		.columns = {{"number", COLUMN_NUMBER}, {"feed", COLUMN_NUMBER},
			{"first_seen", COLUMN_NUMBER}, {"story", COLUMN_NUMBER},
			{"relation", COLUMN_NUMBER}, {"score", COLUMN_NUMBER},
			{"reasons", COLUMN_NUMBER}, {"like_item", COLUMN_NUMBER},
			{"flags", COLUMN_NUMBER}, {"published", COLUMN_NUMBER_OR_NULL},
			{"updated", COLUMN_NUMBER_OR_NULL}, {"canonical", COLUMN_NUMBER},
			{"url", COLUMN_TEXT}, {"title", COLUMN_TEXT}, {"author", COLUMN_TEXT},
			{"source", COLUMN_TEXT}, {"language", COLUMN_TEXT},
			{"tickers", COLUMN_TEXT}, {"marks", COLUMN_BYTES}},
	},
	{
		.name = "bodies",
		.select =
			"SELECT item, fingerprint, id, categories, summary, text, why FROM bodies "
			"ORDER BY"
			" item",
		.insert = "INSERT INTO bodies (item, fingerprint, id, categories, summary, text, "
			  "why) VALUES"
			  " ($1, $2, $3, $4, $5, $6, $7)",
		.clear = "DELETE FROM bodies",
		.columns = {{"item", COLUMN_NUMBER}, {"fingerprint", COLUMN_BYTES},
			{"id", COLUMN_TEXT}, {"categories", COLUMN_TEXT}, {"summary", COLUMN_TEXT},
			{"text", COLUMN_TEXT}, {"why", COLUMN_BYTES_ADDED}},
	},
	{
		.name = "known",
		.select = "SELECT feed, identity, item, content FROM known ORDER BY feed, identity",
		.insert =
			"INSERT INTO known (feed, identity, item, content) VALUES ($1, $2, $3, $4)",
		.clear = "DELETE FROM known",
		.columns = {{"feed", COLUMN_NUMBER}, {"identity", COLUMN_NUMBER},
			{"item", COLUMN_NUMBER}, {"content", COLUMN_NUMBER}},
	},
	{
		.name = "versions",
		.select =
			"SELECT item, version, changed_at, title, text FROM versions ORDER BY item,"
			" version",
		.insert =
			"INSERT INTO versions (item, version, changed_at, title, text) VALUES ($1,"
			" $2, $3, $4, $5)",
		.clear = "DELETE FROM versions",
		.columns = {{"item", COLUMN_NUMBER}, {"version", COLUMN_NUMBER},
			{"changed_at", COLUMN_NUMBER}, {"title", COLUMN_TEXT},
			{"text", COLUMN_TEXT}},
	},
	{
		.name = "company_days",
		.select = "SELECT company, day, items, stories FROM company_days ORDER BY company, "
			  "day",
		.insert = "INSERT INTO company_days (company, day, items, stories) VALUES ($1, $2, "
			  "$3,"
			  " $4)",
		.clear = "DELETE FROM company_days",
		.columns = {{"company", COLUMN_NUMBER}, {"day", COLUMN_NUMBER},
			{"items", COLUMN_NUMBER}, {"stories", COLUMN_NUMBER}},
	},
	{
		.name = "stories",
		.select =
			"SELECT number, first_item, created, updated, items, continues, merged_into"
			" FROM stories ORDER BY number",
		.insert = "INSERT INTO stories (number, first_item, created, updated, items, "
			  "continues,"
			  " merged_into) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		.clear = "DELETE FROM stories",
		.columns = {{"number", COLUMN_NUMBER}, {"first_item", COLUMN_NUMBER},
			{"created", COLUMN_NUMBER}, {"updated", COLUMN_NUMBER},
			{"items", COLUMN_NUMBER}, {"continues", COLUMN_NUMBER},
			{"merged_into", COLUMN_NUMBER}},
	},
	{
		.name = "editions",
		.select = "SELECT number, digest, sequence, window_from, window_to, created,"
			  " message_id, title, state, mail, tells_again FROM editions ORDER BY "
			  "number",
		.insert = "INSERT INTO editions (number, digest, sequence, window_from, window_to,"
			  " created, message_id, title, state, mail, tells_again)"
			  " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
		.clear = "DELETE FROM editions",
		.columns = {{"number", COLUMN_NUMBER}, {"digest", COLUMN_TEXT},
			{"sequence", COLUMN_NUMBER}, {"window_from", COLUMN_NUMBER},
			{"window_to", COLUMN_NUMBER}, {"created", COLUMN_NUMBER},
			{"message_id", COLUMN_TEXT}, {"title", COLUMN_TEXT},
			{"state", COLUMN_NUMBER}, {"mail", COLUMN_BYTES},
			{"tells_again", COLUMN_NUMBER_ADDED}},
	},
	{
		.name = "edition_stories",
		.select =
			"SELECT edition, rank, story, headline, items, sources FROM edition_stories"
			" ORDER BY edition, rank",
		.insert = "INSERT INTO edition_stories (edition, rank, story, headline, items, "
			  "sources)"
			  " VALUES ($1, $2, $3, $4, $5, $6)",
		.clear = "DELETE FROM edition_stories",
		.columns = {{"edition", COLUMN_NUMBER}, {"rank", COLUMN_NUMBER},
			{"story", COLUMN_NUMBER}, {"headline", COLUMN_TEXT},
			{"items", COLUMN_NUMBER}, {"sources", COLUMN_NUMBER}},
	},
	{
		.name = "deliveries",
		.select = "SELECT edition, recipient, state, attempts, next_try, last_error, body "
			  "FROM"
			  " deliveries ORDER BY edition, recipient",
		.insert = "INSERT INTO deliveries (edition, recipient, state, attempts, next_try,"
			  " last_error, body) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		.clear = "DELETE FROM deliveries",
		.columns = {{"edition", COLUMN_NUMBER}, {"recipient", COLUMN_TEXT},
			{"state", COLUMN_NUMBER}, {"attempts", COLUMN_NUMBER},
			{"next_try", COLUMN_NUMBER}, {"last_error", COLUMN_TEXT},
			{"body", COLUMN_BYTES_ADDED}},
	},
};

const size_t backup_n_tables = sizeof backup_tables / sizeof *backup_tables;

const struct backup_table *
backup_find_table(struct span name)
{
	for (size_t i = 0; i < backup_n_tables; i++)
		if (span_equal(span_of(backup_tables[i].name), name))
			return &backup_tables[i];
	return NULL;
}
