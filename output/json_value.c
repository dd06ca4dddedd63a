#include "output/json_value.h"

#include "output/escape.h"
#include "output/when.h"

json_t *
json_value_text(struct span text)
{
	struct buf clean;
	json_t *value;

	buf_init(&clean, BUF_UNLIMITED);
	escape_none(&clean, text);
	value = json_stringn(clean.len > 0 ? clean.at : "", clean.len);
	buf_release(&clean);
	return value;
}

void
json_value_set_text(json_t *object, const char *key, struct span text)
{
	if (text.len > 0)
		json_object_set_new(object, key, json_value_text(text));
}

void
json_value_set_url(json_t *object, const char *key, struct span url)
{
	if (escape_may_link(url))
		json_value_set_text(object, key, url);
}

void
json_value_set_site_url(json_t *object, const char *key, const struct site *site, struct span path)
{
	struct buf url;

	if (site->url.len == 0 || path.at == NULL)
		return;
	buf_init(&url, BUF_UNLIMITED);
	site_add_url(&url, site, path);
	json_value_set_text(object, key, buf_span(&url));
	buf_release(&url);
}

void
json_value_set_time(json_t *object, const char *key, int64_t at)
{
	struct buf text;

	if (at == TIME_NONE)
		return;
	buf_init(&text, BUF_UNLIMITED);
	when_add_rfc3339(&text, when_of(at, 0));
	json_value_set_text(object, key, buf_span(&text));
	buf_release(&text);
}

json_t *
json_value_authors(struct span name, struct span url)
{
	json_t *author = json_object();

	json_value_set_text(author, "name", name);
	json_value_set_url(author, "url", url);
	return json_pack("[o]", author);
}

static int
on_json_bytes(const char *bytes, size_t len, void *out)
{
	buf_add(out, span_make(bytes, len));
	return 0;
}

void
json_value_write(json_t *value, size_t flags, struct buf *out)
{
	json_dump_callback(value, on_json_bytes, out, flags);
	json_decref(value);
}
