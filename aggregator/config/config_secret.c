#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aggregator/config/config_value.h"

#define SECRET_BYTES_MAX 4096

/* One line without its end: a password with a line feed would break a header. */
static bool
read_line(int file, char *bytes, size_t *len)
{
	ssize_t got;

	*len = 0;
	while (*len < SECRET_BYTES_MAX) {
		got = read(file, bytes + *len, SECRET_BYTES_MAX - *len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		if (got == 0)
			break;
		*len += (size_t)got;
	}
	while (*len > 0 && (bytes[*len - 1] == '\n' || bytes[*len - 1] == '\r'))
		(*len)--;
	return true;
}

static void
take_secret(struct config_reader *reader, const struct tree *tree, const char *path, int file,
	const char **field)
{
	char bytes[SECRET_BYTES_MAX];
	struct stat status;
	size_t len;

	if (fstat(file, &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		config_doubt(reader, tree->line,
			"'%s' may be read by others than its owner; chmod 600 it", path);
	if (!read_line(file, bytes, &len))
		config_wrong(reader, tree->line, "cannot read '%s': %s", path, strerror(errno));
	else if (len == 0 || len == sizeof bytes || memchr(bytes, '\n', len) != NULL ||
		 memchr(bytes, '\0', len) != NULL)
		config_wrong(reader, tree->line, "expected one line with a password in '%s'", path);
	else
		*field = arena_string(reader->arena, span_make(bytes, len));
	explicit_bzero(bytes, sizeof bytes);
}

/* A secret stands in the file or in one of its own: "password" or "password_file". */
static bool
has_other(struct config_reader *reader, const struct tree *tree, const struct config_key *key,
	const void *field)
{
	struct span name = span_of(key->name);
	struct span plain = span_head(name, span_find(name, SPAN("_file")));

	if (*(const char *const *)field == NULL)
		return false;
	config_wrong(reader, tree->line, "give %.*s or %.*s_file, not both", SPAN_ARGS(plain),
		SPAN_ARGS(plain));
	return true;
}

void
config_set_password_file(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	const char *written = config_text(reader, tree, "the path of a file with a password");
	const char *path;
	int file;

	if (written == NULL || has_other(reader, tree, key, field))
		return;
	path = config_path(reader, written);
	file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (file < 0) {
		config_wrong(reader, tree->line, "cannot open '%s': %s", path, strerror(errno));
		return;
	}
	take_secret(reader, tree, path, file, field);
	close(file);
}

void
config_set_password(struct config_reader *reader, const struct tree *tree,
	const struct config_key *key, void *field)
{
	const char *password;

	if (has_other(reader, tree, key, field))
		return;
	password = config_text(reader, tree, "a password");
	if (password == NULL)
		return;
	*(const char **)field = password;
	if (!span_starts_with(tree->text, SPAN("${")))
		reader->has_secret = true;
}
