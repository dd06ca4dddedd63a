#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "aggregator/config/config_file.h"
#include "aggregator/config/config_section.h"
#include "aggregator/config/config_value.h"
#include "aggregator/watch/query.h"
#include "feeds/base/memory.h"

#define FILE_BYTES_MAX (16 << 20)
#define STORE_DEFAULT "broadtape.db"
#define WHERE_BYTES_MAX 512

/* What the caller holds; `config` is its first member, so that one pointer is the other. */
struct loaded {
	struct config config;
	struct arena *arena;
};

void
config_errors_init(struct config_errors *errors)
{
	memset(errors, 0, sizeof *errors);
}

static void
free_messages(struct config_message *messages, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(messages[i].text);
	free(messages);
}

void
config_errors_release(struct config_errors *errors)
{
	free_messages(errors->errors, errors->n_errors);
	free_messages(errors->warnings, errors->n_warnings);
	config_errors_init(errors);
}

/* In the order of the file; equal lines stay as they came. */
static void
sort_by_line(struct config_message *messages, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct config_message message = messages[i];
		size_t at = i;

		for (; at > 0 && messages[at - 1].line > message.line; at--)
			messages[at] = messages[at - 1];
		messages[at] = message;
	}
}

static struct span
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? span_make(path, (size_t)(slash - path) + 1) : SPAN("");
}

static void
read_tree(struct config_reader *reader, struct span bytes)
{
	struct tree_error problem;
	const struct tree *root = tree_read(bytes, reader->arena, &problem);

	if (root == NULL) {
		config_wrong(reader, problem.line, "%s", problem.text);
		return;
	}
	config_read_map(reader, root, config_root_keys, reader->config);
	if (reader->config->store == NULL)
		reader->config->store = config_path(reader, STORE_DEFAULT);
	config_add_shipped_hosts(reader);
	config_check(reader, root);
}

static struct loaded *
parse(const char *path, struct span bytes, struct config_errors *errors, bool *has_secret)
{
	struct loaded *loaded = memory_new(1, sizeof *loaded);
	struct config_reader reader = {.config = &loaded->config, .errors = errors};

	loaded->arena = arena_new();
	reader.arena = loaded->arena;
	reader.path = arena_string(reader.arena, span_of(path));
	reader.folder = folder_of(reader.path);
	buf_init(&reader.where, WHERE_BYTES_MAX);
	loaded->config.path = reader.path;
	config_set_defaults(&loaded->config);
	read_tree(&reader, bytes);
	buf_release(&reader.where);
	*has_secret = reader.has_secret;
	return loaded;
}

static struct config *
finish(struct loaded *loaded, struct config_errors *errors)
{
	sort_by_line(errors->errors, errors->n_errors);
	sort_by_line(errors->warnings, errors->n_warnings);
	if (errors->n_errors == 0)
		return &loaded->config;
	config_free(&loaded->config);
	return NULL;
}

struct config *
config_parse(const char *path, struct span bytes, struct config_errors *errors)
{
	bool has_secret;

	return finish(parse(path, bytes, errors, &has_secret), errors);
}

static void
note_file(struct config_errors *errors, bool is_warning, const char *path, const char *what)
{
	char text[ERROR_TEXT_MAX];

	snprintf(text, sizeof text, "%s: %s", path, what);
	config_note(errors, is_warning, 0, text);
}

static struct config *
load_file(const char *path, struct config_errors *errors)
{
	struct loaded *loaded = NULL;
	bool has_secret = false;
	struct buf bytes;
	mode_t mode;

	buf_init(&bytes, FILE_BYTES_MAX);
	if (config_file_read(path, &bytes, &mode))
		loaded = parse(path, buf_span(&bytes), errors, &has_secret);
	else
		note_file(errors, false, path, strerror(errno));
	buf_release(&bytes);
	if (loaded == NULL)
		return NULL;
	if (has_secret && (mode & S_IROTH) != 0)
		note_file(errors, true, path,
			"holds a password and may be read by everybody; chmod 600 it, or use "
			"password_file");
	return finish(loaded, errors);
}

struct config *
config_load(const char *path, struct config_errors *errors)
{
	struct config *config = NULL;
	struct error err = {0};
	char *found = config_find(path, &err);

	if (found == NULL)
		config_note(errors, false, 0, err.text);
	else
		config = load_file(found, errors);
	free(found);
	return config;
}

void
config_free(struct config *config)
{
	struct loaded *loaded = (struct loaded *)config;

	if (config == NULL)
		return;
	for (size_t i = 0; i < config->n_digests; i++)
		query_free(config->digests[i].query);
	arena_free(loaded->arena);
	free(loaded);
}

const struct config_digest *
config_find_digest(const struct config *config, const char *name)
{
	for (size_t i = 0; i < config->n_digests; i++)
		if (strcmp(config->digests[i].name, name) == 0)
			return &config->digests[i];
	return NULL;
}
