#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"

/* It stands in one line of a header, of 998 bytes (RFC 5322), with {to} replaced and a mail address. */
#define UNSUBSCRIBE_BYTES_MAX 400

static void
set_when_empty(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	static const struct config_choice choices[] = {
		{"skip", CONFIG_EMPTY_SKIP},
		{"send", CONFIG_EMPTY_SEND},
		{NULL, 0},
	};
	unsigned value = *(enum config_when_empty *)field;

	config_choose(reader, tree, key, choices, &value);
	*(enum config_when_empty *)field = (enum config_when_empty)value;
}

/* desk@example.com or "The Desk <desk@example.com>": what RFC 5322 means is the mail writer's to say. */
static bool
is_address(const char *text)
{
	struct span address = span_trim(span_of(text));
	size_t open = span_find_byte(address, '<');
	size_t at;

	for (const char *byte = text; *byte != '\0'; byte++)
		if ((unsigned char)*byte < ' ' || *byte == 0x7f)
			return false;
	if (open < address.len) {
		if (address.at[address.len - 1] != '>')
			return false;
		address = span_head(span_from(address, open + 1), address.len - open - 2);
	}
	at = span_find_byte(address, '@');
	return at > 0 && at + 1 < address.len && span_find_byte(address, ' ') == address.len &&
	       span_find_byte(span_from(address, at + 1), '@') == address.len - at - 1;
}

static void
set_from(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *text = config_text(reader, tree, key->expected);

	if (text != NULL && is_address(text))
		*(const char **)field = text;
	else if (text != NULL)
		config_expected(reader, tree, key->expected);
}

static void
set_to(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	struct wanted_strings *to = field;

	*to = config_strings(reader, tree, key->expected);
	for (size_t i = 0; i < to->n; i++)
		if (!is_address(to->at[i]))
			config_wrong(reader, tree->line, "expected %s, found '%s'", key->expected,
				to->at[i]);
}

/* The names that output/mail.h knows between braces. */
static bool
is_subject_field(struct span name)
{
	static const char *const names[] = {"title", "top", "date", "stories", "number"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_equal(name, span_of(names[i])))
			return true;
	return false;
}

static void
set_subject(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *subject = config_text(reader, tree, key->expected);
	struct span rest = span_of(subject);

	while (span_find_byte(rest, '{') < rest.len) {
		size_t close;

		rest = span_from(rest, span_find_byte(rest, '{') + 1);
		close = span_find_byte(rest, '}');
		if (close == rest.len || !is_subject_field(span_head(rest, close))) {
			config_expected(reader, tree, key->expected);
			return;
		}
	}
	if (subject != NULL)
		*(const char **)field = subject;
}

/* http(s), with {to} where the recipient's address is to stand. */
static void
set_unsubscribe(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	void *field)
{
	const char *url = config_text(reader, tree, key->expected);
	struct span text = span_of(url);
	size_t open = span_find_byte(text, '{');
	bool is_url =
		span_starts_with(text, SPAN("https://")) || span_starts_with(text, SPAN("http://"));

	for (size_t i = 0; i < text.len; i++)
		is_url = is_url && (unsigned char)text.at[i] > ' ' && text.at[i] != '<' &&
			 text.at[i] != '>' && (unsigned char)text.at[i] < 0x7f;
	if (open < text.len &&
		(!span_starts_with(span_from(text, open), SPAN("{to}")) ||
			span_find_byte(span_from(text, open + 1), '{') < text.len - open - 1))
		is_url = false;
	if (is_url && text.len > UNSUBSCRIBE_BYTES_MAX)
		config_wrong(reader, tree->line,
			"an address of %zu bytes is too long for a header: expected %d at most",
			text.len, UNSUBSCRIBE_BYTES_MAX);
	else if (is_url)
		*(const char **)field = url;
	else if (url != NULL)
		config_expected(reader, tree, key->expected);
}

/* RFC 8058, section 3.1: the POST goes to an HTTPS URL. */
static void
check_one_click(
	struct config_reader *reader, const struct tree *tree, const struct config_email *email)
{
	if (email->has_one_click &&
		(email->unsubscribe == NULL ||
			!span_starts_with(span_of(email->unsubscribe), SPAN("https://"))))
		config_wrong(reader, tree->line,
			"one_click needs an unsubscribe address that begins with https://");
}

const struct config_key config_email_keys[] = {
	{.name = "from",
		.set = set_from,
		.offset = offsetof(struct config_email, from),
		.expected = "an address such as \"Broadtape <news@example.com>\""},
	{.name = "to",
		.set = set_to,
		.offset = offsetof(struct config_email, to),
		.expected = "an address such as desk@example.com"},
	{.name = "subject",
		.set = set_subject,
		.offset = offsetof(struct config_email, subject),
		.expected = "a text with {title}, {top}, {date}, {stories} or {number}"},
	{.name = "when_empty",
		.set = set_when_empty,
		.offset = offsetof(struct config_email, when_empty),
		.expected = "skip or send"},
	{.name = "unsubscribe",
		.set = set_unsubscribe,
		.offset = offsetof(struct config_email, unsubscribe),
		.expected = "an address such as https://example.com/leave?who={to}"},
	{.name = "unsubscribe_mail",
		.set = set_from,
		.offset = offsetof(struct config_email, unsubscribe_mail),
		.expected = "an address such as leave@example.com"},
	{.name = "one_click",
		.set = config_set_flag,
		.offset = offsetof(struct config_email, has_one_click)},
	{0},
};

void
config_set_email(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	config_read_map(reader, tree, key->sub, field);
	if (tree->kind != TREE_MAP)
		return;
	if (config_child(tree, "from") == NULL)
		config_wrong(reader, tree->line, "expected a sender: from");
	check_one_click(reader, tree, field);
	if (config_child(tree, "to") == NULL)
		config_wrong(reader, tree->line, "expected recipients: to");
}
