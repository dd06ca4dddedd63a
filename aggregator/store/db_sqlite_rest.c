#include "aggregator/store/db_sqlite_rest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aggregator/store/lock.h"
#include "feeds/base/ascii.h"
#include "feeds/base/buf.h"

/* As SQLite would: by the effective user. */
static bool
may_write_folder(const char *where)
{
	const char *slash = strrchr(where, '/');
	struct buf folder;
	bool may;

	buf_init(&folder, BUF_UNLIMITED);
	if (slash == NULL)
		buf_add_byte(&folder, '.');
	else
		buf_add(&folder, span_make(where, (size_t)(slash - where) + 1));
	may = faccessat(AT_FDCWD, buf_string(&folder), W_OK, AT_EACCESS) == 0;
	buf_release(&folder);
	return may;
}

/* Whether the file of that name with that ending has bytes, or may have: it cannot be looked at. */
static bool
has_bytes(const char *where, const char *ending)
{
	struct stat found;
	struct buf path;
	bool has;

	buf_init(&path, BUF_UNLIMITED);
	buf_format(&path, "%s%s", where, ending);
	has = stat(buf_string(&path), &found) == 0 ? found.st_size > 0 : errno != ENOENT;
	buf_release(&path);
	return has;
}

/* What stands in the log is not in the file yet. */
static bool
has_log(const char *where)
{
	return has_bytes(where, "-wal");
}

bool
db_sqlite_is_at_rest(const char *where, struct lock **lock)
{
	*lock = NULL;
	if (may_write_folder(where) || !lock_keep_writers_away(where, lock))
		return false;
	if (!has_log(where))
		return true;
	lock_free(*lock);
	*lock = NULL;
	return false;
}

bool
db_sqlite_is_shut_out(const char *where)
{
	return !may_write_folder(where) && has_log(where) && !has_bytes(where, "-shm");
}

char *
db_sqlite_rest_uri(const char *where)
{
	struct buf uri;

	buf_init(&uri, BUF_UNLIMITED);
	buf_add_text(&uri, "file:");
	for (; *where != '\0'; where++)
		buf_format(&uri, ascii_is_alnum(*where) || *where == '/' ? "%c" : "%%%02x",
			(unsigned char)*where);
	buf_add_text(&uri, "?immutable=1");
	return buf_take_string(&uri);
}
