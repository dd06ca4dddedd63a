#include "aggregator/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sysexits.h>
#include <unistd.h>

#include "aggregator/base/log.h"
#include "feeds/base/memory.h"

#define PATH_BYTES_MAX 4096
#define FOLDER_MODE 0755

/* Newer than the headers of Debian 12 (landlock(7)). */
#define FS_TRUNCATE (UINT64_C(1) << 14)
#define ABI_REFER 2
#define ABI_TRUNCATE 3

/* All that changes something; reading is as the user may. */
#define FS_CHANGES                                                                                 \
	(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |                           \
		LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |                    \
		LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |                        \
		LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |                      \
		LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

/*
 * The sanitizers look into their own process at its end, by calls that are denied here: programs that
 * are built with them are not confined.
 */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED true
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED false
#endif

static void
add_folder(struct sandbox *sandbox, struct span path)
{
	if (path.len > 0 && sandbox->n_folders < SANDBOX_FOLDERS_MAX)
		sandbox->folders[sandbox->n_folders++] = memory_string(path.at, path.len);
}

/* The folder of a file: "." where it has none. */
static struct span
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return SPAN(".");
	return slash == path ? SPAN("/") : span_make(path, (size_t)(slash - path));
}

static bool
has_programs(const struct config *config)
{
	for (size_t i = 0; i < config->n_feeds; i++)
		if (config->feeds[i].kind == CONFIG_FEED_EXEC)
			return true;
	return false;
}

/* "unix:/run/broadtape/http": its socket is made there. */
static void
add_socket(struct sandbox *sandbox, const char *listen)
{
	struct span address = span_of(listen);

	if (span_starts_with(address, SPAN("unix:")))
		add_folder(sandbox, folder_of(listen + 5));
}

/* NULL: there is none. */
static const char *
reason_against(const struct config *config)
{
	if (IS_SANITIZED)
		return "this is a build with sanitizers, which look into their own process";
	if (config->mail.sendmail != NULL)
		return "a program that sends mail (mail.sendmail) could not work";
	return NULL;
}

void
sandbox_init(struct sandbox *sandbox, const struct config *config)
{
	*sandbox = (struct sandbox){.why_off = reason_against(config)};
	sandbox->is_on = sandbox->why_off == NULL;
	sandbox->runs_programs = has_programs(config);
	if (strstr(config->store, "://") == NULL)
		add_folder(sandbox, folder_of(config->store));
	add_folder(sandbox, span_of(config->site.dir));
	add_folder(sandbox, span_of(config->mail.maildir));
	for (size_t i = 0; i < config->server.listen.n; i++)
		add_socket(sandbox, config->server.listen.at[i]);
}

void
sandbox_release(struct sandbox *sandbox)
{
	for (size_t i = 0; i < sandbox->n_folders; i++)
		free(sandbox->folders[i]);
	*sandbox = (struct sandbox){.is_on = false};
}

/* Which changes the kernel can deny: an older one knows fewer. */
static uint64_t
known_changes(long abi)
{
	uint64_t changes = FS_CHANGES;

	if (abi >= ABI_REFER)
		changes |= LANDLOCK_ACCESS_FS_REFER;
	if (abi >= ABI_TRUNCATE)
		changes |= FS_TRUNCATE;
	return changes;
}

static bool
permit(int rules, int fd, uint64_t rights)
{
	struct landlock_path_beneath_attr beneath = {.allowed_access = rights, .parent_fd = fd};
	bool ok = fd >= 0 && syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
				     &beneath, 0) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* The folder and those above it. */
static void
make_folders(const char *folder)
{
	char path[PATH_BYTES_MAX];
	size_t len = strlen(folder);

	if (len >= sizeof path)
		return;
	memcpy(path, folder, len + 1);
	for (size_t i = 1; i <= len; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		path[i] = '\0';
		mkdir(path, FOLDER_MODE); /* what is missing is told by who writes there */
		path[i] = folder[i];
	}
}

static void
permit_folders(const struct sandbox *sandbox, int rules, uint64_t changes)
{
	for (size_t i = 0; i < sandbox->n_folders; i++) {
		make_folders(sandbox->folders[i]);
		if (!permit(rules, open(sandbox->folders[i], O_PATH | O_DIRECTORY | O_CLOEXEC),
			    changes))
			log_warning(NULL, "nothing can be written in '%s': %s", sandbox->folders[i],
				strerror(errno));
	}
	permit(rules, open("/dev/null", O_PATH | O_CLOEXEC), LANDLOCK_ACCESS_FS_WRITE_FILE);
}

static bool
deny_changes(const struct sandbox *sandbox)
{
	long abi = syscall(
		SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
	struct landlock_ruleset_attr wanted = {.handled_access_fs = known_changes(abi)};
	bool ok;
	int rules;

	if (abi < 1)
		return false;
	if (!sandbox->runs_programs)
		wanted.handled_access_fs |= LANDLOCK_ACCESS_FS_EXECUTE;
	rules = (int)syscall(SYS_landlock_create_ruleset, &wanted, sizeof wanted, 0U);
	if (rules < 0)
		return false;
	permit_folders(sandbox, rules, known_changes(abi));
	ok = syscall(SYS_landlock_restrict_self, rules, 0U) == 0;
	close(rules);
	return ok;
}

void
sandbox_enter(struct sandbox *sandbox)
{
	if (!sandbox->is_on) {
		log_info(NULL, "not confined: %s", sandbox->why_off);
		return;
	}
	sandbox->is_on = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
	if (!sandbox->runs_programs)
		sandbox->has_landlock = sandbox->is_on && deny_changes(sandbox);
	sandbox->has_seccomp = sandbox->is_on && sandbox_deny_calls(sandbox->runs_programs);
	log_info(NULL, "confined: %s, %s",
		sandbox->has_landlock ? "writes in its own folders alone"
				      : "writes as the user may",
		sandbox->has_seccomp ? "dangerous system calls are denied"
				     : "system calls are not denied");
}

static bool
has_folder(const struct sandbox *sandbox, const char *folder)
{
	for (size_t i = 0; i < sandbox->n_folders; i++)
		if (strcmp(sandbox->folders[i], folder) == 0)
			return true;
	return false;
}

/* The folders of `wanted` are among those of `sandbox`. */
static bool
check_folders(const struct sandbox *sandbox, const struct sandbox *wanted, const char *path,
	struct error *err)
{
	for (size_t i = 0; sandbox->has_landlock && i < wanted->n_folders; i++)
		if (!has_folder(sandbox, wanted->folders[i]))
			return error_set(err, EX_CONFIG,
				"%s: '%s': the daemon has confined itself to other folders: "
				"restart it",
				path, wanted->folders[i]);
	return true;
}

bool
sandbox_admits(const struct sandbox *sandbox, const struct config *config, struct error *err)
{
	struct sandbox wanted;
	bool ok;

	if (!sandbox->is_on)
		return true;
	sandbox_init(&wanted, config);
	ok = check_folders(sandbox, &wanted, config->path, err);
	if (ok && wanted.runs_programs && !sandbox->runs_programs)
		ok = error_set(err, EX_CONFIG,
			"%s: feeds: the daemon has denied itself to start programs: restart it",
			config->path);
	if (ok && config->mail.sendmail != NULL)
		ok = error_set(err, EX_CONFIG,
			"%s: mail.sendmail: the daemon has denied itself to start programs: "
			"restart "
			"it",
			config->path);
	sandbox_release(&wanted);
	return ok;
}
