#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "aggregator/config/config.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

#define FILE_NAME "broadtape.yaml"

/* $XDG_CONFIG_HOME, or its default ~/.config (XDG Base Directory Specification 0.8). */
static char *
user_path(void)
{
	const char *home = getenv("HOME");
	const char *config_home = getenv("XDG_CONFIG_HOME");
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	if (config_home != NULL && config_home[0] == '/')
		buf_format(&path, "%s/broadtape/" FILE_NAME, config_home);
	else if (home != NULL)
		buf_format(&path, "%s/.config/broadtape/" FILE_NAME, home);
	return buf_take_string(&path);
}

static bool
is_there(const char *path)
{
	return path[0] != '\0' && access(path, F_OK) == 0;
}

char *
config_find(const char *wanted, struct error *err)
{
	static const char system_path[] = "/etc/broadtape/" FILE_NAME;
	char *path;

	if (wanted == NULL)
		wanted = getenv("BROADTAPE_CONFIG");
	if (wanted != NULL && wanted[0] != '\0')
		return memory_string(wanted, strlen(wanted));
	if (is_there(FILE_NAME))
		return memory_string(FILE_NAME, strlen(FILE_NAME));
	path = user_path();
	if (is_there(path))
		return path;
	if (is_there(system_path)) {
		free(path);
		return memory_string(system_path, strlen(system_path));
	}
	error_set(err, EX_CONFIG,
		"no configuration: neither ./" FILE_NAME "%s%s nor %s is there; 'broadtape init' "
		"writes one",
		path[0] != '\0' ? ", " : "", path, system_path);
	free(path);
	return NULL;
}
