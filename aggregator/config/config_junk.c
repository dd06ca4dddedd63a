#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"
#include "aggregator/watch/junk.h"

/* Whether "class-action, listicle" has the name. */
static bool
has_name(struct span names, struct span name)
{
	struct span one;

	while (span_split(&names, ',', &one)) {
		if (span_equal(span_trim(one), name))
			return true;
	}
	return false;
}

static void
check_classes(struct config_reader *reader, int line, const struct wanted_strings *classes)
{
	struct error err = {0};
	struct buf names;

	buf_init(&names, BUF_UNLIMITED);
	if (!junk_classes(NULL, &names, &err))
		config_wrong(reader, line, "%s", err.text);
	for (size_t i = 0; names.len > 0 && i < classes->n; i++) {
		if (!has_name(buf_span(&names), span_of(classes->at[i])))
			config_wrong(reader, line, "no class of junk is called '%s'; there are %s",
				classes->at[i], buf_string(&names));
	}
	buf_release(&names);
}

/* `junk: all`, `none`, or the classes that items are marked with. */
void
config_set_junk(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	struct watchlist *list = field;

	list->has_junk = true;
	if (tree->kind == TREE_LIST && tree->first == NULL)
		return; /* [] is none */
	list->junk = config_strings(reader, tree, key->expected);
	if (tree->kind == TREE_LIST) {
		check_classes(reader, tree->line, &list->junk);
		return;
	}
	if (span_equal(tree->text, SPAN("all")))
		list->has_junk = false;
	else if (!span_equal(tree->text, SPAN("none")))
		check_classes(reader, tree->line, &list->junk);
}
