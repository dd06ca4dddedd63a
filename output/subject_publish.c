#include "output/subject.h"

#include "output/press.h"

static bool
put_subject(struct press *press, const struct subject *subject, struct error *err)
{
	subject_add_path(&press->path, subject->kind, subject->key, ".html");
	if (!subject_render(subject, press->site, &press->page, err) ||
		!press_put(press, buf_span(&press->path), err))
		return false;
	subject_add_path(&press->path, subject->kind, subject->key, ".atom");
	return subject_render_atom(subject, press->site, &press->page, err) &&
	       press_put(press, buf_span(&press->path), err);
}

bool
subject_publish(const struct site *site, const struct subject_list *list, struct error *err)
{
	struct press press;
	bool ok = true;

	press_init(&press, site);
	for (size_t i = 0; ok && i < list->n; i++)
		ok = put_subject(&press, &list->at[i], err);
	subject_add_index_path(&press.path, list->kind);
	ok = ok && subject_render_index(list, site, &press.page, err) &&
	     press_put(&press, buf_span(&press.path), err) && press_commit(&press, err);
	press_release(&press);
	return ok;
}
