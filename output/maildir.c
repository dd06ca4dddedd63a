#include "output/maildir.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "feeds/base/buf.h"
#include "output/escape.h"
#include "output/file.h"

#define MESSAGE_ID_BYTES_MAX 80 /* each byte may become three, and a file's name has 255 */
#define FOLDER_MODE 0700

static bool
make_folder(const char *dir, const char *name, struct error *err)
{
	struct buf path;
	bool ok;

	buf_init(&path, BUF_UNLIMITED);
	buf_format(&path, "%s/%s", dir, name);
	ok = mkdir(buf_string(&path), FOLDER_MODE) == 0 || errno == EEXIST ||
	     error_set(err, EX_CANTCREAT, "cannot make the folder '%s': %s", buf_string(&path),
		     strerror(errno));
	buf_release(&path);
	return ok;
}

static bool
make_folders(const char *dir, struct error *err)
{
	return make_folder(dir, "", err) && make_folder(dir, "tmp", err) &&
	       make_folder(dir, "new", err) && make_folder(dir, "cur", err);
}

/* In cur, a reader has put its flags behind the name: "name:2,S". */
static bool
is_read_already(const char *dir, const char *name)
{
	struct buf path;
	DIR *folder;
	const struct dirent *entry;
	bool found = false;
	size_t len = strlen(name);

	buf_init(&path, BUF_UNLIMITED);
	buf_format(&path, "%s/cur", dir);
	folder = opendir(buf_string(&path));
	buf_release(&path);
	if (folder == NULL)
		return false;
	while (!found && (entry = readdir(folder)) != NULL)
		found = strncmp(entry->d_name, name, len) == 0 &&
			(entry->d_name[len] == '\0' || entry->d_name[len] == ':');
	closedir(folder);
	return found;
}

/* A file in a maildir has the line ends of its system. */
static void
add_with_lf(struct buf *out, struct span message)
{
	struct span line;

	while (span_split(&message, '\n', &line)) {
		if (line.len > 0 && line.at[line.len - 1] == '\r')
			line.len--;
		buf_add(out, line);
		if (message.at != NULL)
			buf_add_byte(out, '\n');
	}
}

static bool
write_message(const char *dir, const char *name, struct span message, struct error *err)
{
	struct buf path, beside, text;
	struct file *file;
	bool ok;

	buf_init(&path, BUF_UNLIMITED);
	buf_init(&beside, BUF_UNLIMITED);
	buf_init(&text, BUF_UNLIMITED);
	buf_format(&path, "%s/new/%s", dir, name);
	buf_format(&beside, "%s/tmp/%s", dir, name);
	add_with_lf(&text, message);
	file = file_begin_beside(buf_string(&path), buf_string(&beside), err);
	ok = file != NULL && file_write(file, buf_span(&text), err) && file_commit(file, err);
	file_free(file);
	buf_release(&path);
	buf_release(&beside);
	buf_release(&text);
	return ok;
}

enum handover
maildir_deliver(const char *dir, struct span message_id, struct span message, struct error *err)
{
	enum handover result = HANDOVER_LATER;
	struct buf name;

	if (message_id.len == 0 || message_id.len > MESSAGE_ID_BYTES_MAX) {
		error_set(err, EX_DATAERR, "expected a Message-ID of 1 to %d bytes, found %zu",
			MESSAGE_ID_BYTES_MAX, message_id.len);
		return HANDOVER_REFUSED;
	}
	buf_init(&name, BUF_UNLIMITED);
	buf_add_text(&name, "broadtape.");
	escape_path(&name, message_id);
	if (is_read_already(dir, buf_string(&name)) ||
		(make_folders(dir, err) && write_message(dir, buf_string(&name), message, err)))
		result = HANDOVER_DONE;
	buf_release(&name);
	return result;
}
