#include <stdlib.h>
#include <string.h>

#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"
#include "feeds/base/ascii.h"

#define NAME_BYTES_MAX 64
#define KIND_DEFAULT "json"

/* What is told and kept of a webhook: its address is a secret. */
static void
set_name(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *name = config_text(reader, tree, key->expected);
	bool is_plain = name != NULL && strlen(name) <= NAME_BYTES_MAX;

	for (size_t i = 0; is_plain && name[i] != '\0'; i++)
		is_plain = ascii_is_alnum(name[i]) || name[i] == '-' || name[i] == '_';
	if (is_plain)
		*(const char **)field = name;
	else if (name != NULL)
		config_expected(reader, tree, key->expected);
}

static void
set_kind(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	static const char *const kinds[] = {"json", "slack", "discord", "teams"};
	static const struct config_choice choices[] = {
		{"json", 0}, {"slack", 1}, {"discord", 2}, {"teams", 3}, {NULL, 0}};
	unsigned value = 0;

	config_choose(reader, tree, key, choices, &value);
	*(const char **)field = kinds[value];
}

static void
set_per(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	static const struct config_choice choices[] = {
		{"edition", false}, {"story", true}, {NULL, 0}};
	unsigned value = false;

	config_choose(reader, tree, key, choices, &value);
	*(bool *)field = value != 0;
}

#define WEBHOOK(member) offsetof(struct config_webhook, member)

const struct config_key config_webhook_keys[] = {
	{.name = "name",
		.set = set_name,
		.offset = WEBHOOK(name),
		.expected = "a name of letters, digits, '-' and '_'"},
	{.name = "url", .set = config_set_web_url, .offset = WEBHOOK(url)},
	{.name = "kind",
		.set = set_kind,
		.offset = WEBHOOK(kind),
		.expected = "json, slack, discord or teams"},
	{.name = "per",
		.set = set_per,
		.offset = WEBHOOK(is_per_story),
		.expected = "edition or story"},
	{.name = "template",
		.set = config_set_path,
		.offset = WEBHOOK(template),
		.expected = "the path of a template such as hook.xsl"},
	{.name = "secret", .set = config_set_password, .offset = WEBHOOK(secret)},
	{.name = "secret_file", .set = config_set_password_file, .offset = WEBHOOK(secret)},
	{0},
};

static void
read_webhook(struct config_reader *reader, const struct tree *item, size_t index, void *context)
{
	struct config_webhook *webhook = &((struct config_webhook *)context)[index];

	*webhook = (struct config_webhook){.kind = KIND_DEFAULT, .line = item->line};
	if (item->kind != TREE_MAP) {
		config_expected(
			reader, item, "a webhook such as {url: \"https://...\", kind: slack}");
		return;
	}
	config_read_map(reader, item, config_webhook_keys, webhook);
	if (config_child(item, "url") == NULL)
		config_wrong(reader, item->line, "expected an address: url");
	if (webhook->is_per_story && webhook->template == NULL &&
		strcmp(webhook->kind, KIND_DEFAULT) != 0)
		config_wrong(reader, item->line, "per: story goes with kind: json or a template");
	if (webhook->name == NULL)
		webhook->name = webhook->kind;
}

/* The ledger knows each by its name. */
static void
check_names(struct config_reader *reader, const struct config_webhook *webhooks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			size_t was;

			if (webhooks[i].name == NULL || webhooks[j].name == NULL ||
				strcmp(webhooks[i].name, webhooks[j].name) != 0)
				continue;
			was = config_enter_index(reader, i);
			config_wrong(reader, webhooks[i].line,
				"'%s' is the name of line %d already; give it a name of its own",
				webhooks[i].name, webhooks[j].line);
			config_leave(reader, was);
			break;
		}
}

void
config_set_webhooks(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	struct config_digest *digest = field;
	size_t n = config_count(tree);
	struct config_webhook *webhooks = arena_array(reader->arena, n, sizeof *webhooks);

	(void)key;
	digest->webhooks = webhooks;
	digest->n_webhooks = n;
	config_each(reader, tree, read_webhook, webhooks);
	if (tree->kind == TREE_LIST)
		check_names(reader, webhooks, n);
}
