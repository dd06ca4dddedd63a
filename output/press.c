#include "output/press.h"

#define PAGE_BYTES_MAX ((size_t)256 << 20) /* an edition of everything, and far from all memory */

void
press_init(struct press *press, const struct site *site)
{
	press->site = site;
	press->batch = file_batch_new();
	buf_init(&press->page, PAGE_BYTES_MAX);
	buf_init(&press->path, BUF_UNLIMITED);
	buf_init(&press->file, BUF_UNLIMITED);
}

void
press_release(struct press *press)
{
	file_batch_free(press->batch);
	buf_release(&press->page);
	buf_release(&press->path);
	buf_release(&press->file);
}

const char *
press_file(struct press *press, struct span path)
{
	buf_clear(&press->file);
	buf_format(&press->file, "%s/", press->site->dir);
	buf_add(&press->file, path);
	return buf_string(&press->file);
}

bool
press_put(struct press *press, struct span path, struct error *err)
{
	bool ok =
		file_batch_add(press->batch, press_file(press, path), buf_span(&press->page), err);

	buf_clear(&press->page);
	buf_clear(&press->path);
	return ok;
}

bool
press_commit(struct press *press, struct error *err)
{
	return file_batch_commit(press->batch, err);
}
