#ifndef AGGREGATOR_SERVE_SITE_FILES_H
#define AGGREGATOR_SERVE_SITE_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * The files of a folder, as they are served: found without a way out of the folder (no symbolic
 * link, no dot file, regular files alone), read once, and kept with their tag and their compressed
 * form for as long as the file does not change. Any thread.
 */
struct site_files;

#define FILE_TAG_SIZE 24

/* Of one file at one moment; held by site_files_find and _load, until site_file_drop. */
struct site_file {
	char tag[FILE_TAG_SIZE];        /* strong, quoted: the hash of its bytes */
	char packed_tag[FILE_TAG_SIZE]; /* of the compressed form */
	const char *type;
	int64_t modified_at;
	size_t size;
	struct span bytes;  /* SPAN_NONE: so large that it is sent from the disk */
	struct span packed; /* SPAN_NONE: not smaller */
};

/* `dir` need not be there yet. */
struct site_files *site_files_new(const char *dir);
void site_files_free(struct site_files *files);

enum file_found {
	FILE_READY,
	FILE_UNREAD, /* it is there, and site_files_load must read it: that takes a while */
	FILE_FOLDER, /* the path of a folder without its slash */
	FILE_NONE,
};

/*
 * The file of `path` ("/morning/"; a slash at its end means index.html), if it is known and has not
 * changed. `*fd`, if not NULL and the file is large, is open for reading: the caller's to close;
 * else -1.
 */
enum file_found site_files_find(
	struct site_files *files, struct span path, struct site_file **file, int *fd);

/* The same, and reads it if need be. */
enum file_found site_files_load(
	struct site_files *files, struct span path, struct site_file **file, int *fd);

void site_file_drop(struct site_files *files, struct site_file *file);

#endif
