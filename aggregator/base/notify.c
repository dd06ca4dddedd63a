#include "aggregator/base/notify.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "feeds/base/span.h"

#define MESSAGE_BYTES_MAX 1024

static int door = -1; /* the socket; -1: nobody listens */
static struct sockaddr_un listener;
static socklen_t listener_len;
static int64_t watchdog_ms;

/* A path, or with '@' in front a name of the abstract space (unix(7)). */
static bool
read_address(const char *name)
{
	size_t len = strlen(name);

	if ((name[0] != '/' && name[0] != '@') || len < 2 || len >= sizeof listener.sun_path)
		return false;
	listener = (struct sockaddr_un){.sun_family = AF_UNIX};
	memcpy(listener.sun_path, name, len);
	if (name[0] == '@')
		listener.sun_path[0] = '\0';
	listener_len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
	return true;
}

/* $WATCHDOG_USEC is meant for us alone, if $WATCHDOG_PID says so. */
static int64_t
read_watchdog(void)
{
	const char *interval = getenv("WATCHDOG_USEC");
	const char *process = getenv("WATCHDOG_PID");
	unsigned long long microseconds;
	unsigned long long pid;

	if (interval == NULL || !span_to_uint(span_of(interval), INT64_MAX, &microseconds))
		return 0;
	if (process != NULL && (!span_to_uint(span_of(process), INT32_MAX, &pid) ||
				       pid != (unsigned long long)getpid()))
		return 0;
	return (int64_t)(microseconds / 1000);
}

void
notify_open(void)
{
	const char *name = getenv("NOTIFY_SOCKET");

	if (name != NULL && read_address(name))
		door = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	watchdog_ms = read_watchdog();
	unsetenv("NOTIFY_SOCKET");
	unsetenv("WATCHDOG_USEC");
	unsetenv("WATCHDOG_PID");
}

void
notify_close(void)
{
	if (door >= 0)
		close(door);
	door = -1;
}

static void
send_lines(const char *lines)
{
	if (door < 0)
		return;
	if (sendto(door, lines, strlen(lines), MSG_NOSIGNAL | MSG_DONTWAIT,
		    (const struct sockaddr *)&listener, listener_len) < 0) {
		/* who does not listen is not told */
	}
}

static void
send_status(const char *before, const char *status)
{
	char lines[MESSAGE_BYTES_MAX];
	size_t start = (size_t)snprintf(lines, sizeof lines, "%sSTATUS=", before);

	snprintf(lines + start, sizeof lines - start, "%s", status);
	for (char *at = lines + start; *at != '\0'; at++)
		if (*at == '\n')
			*at = ' ';
	send_lines(lines);
}

void
notify_ready(const char *status)
{
	send_status("READY=1\n", status);
}

void
notify_reloading(void)
{
	char lines[MESSAGE_BYTES_MAX];
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now); /* systemd tells by it which reload this is */
	snprintf(lines, sizeof lines,
		"RELOADING=1\nMONOTONIC_USEC=%lld\nSTATUS=reading the configuration",
		(long long)now.tv_sec * 1000000 + now.tv_nsec / 1000);
	send_lines(lines);
}

void
notify_stopping(void)
{
	send_lines("STOPPING=1\nSTATUS=storing what has arrived");
}

void
notify_status(const char *status)
{
	send_status("", status);
}

void
notify_alive(void)
{
	send_lines("WATCHDOG=1");
}

int64_t
notify_alive_every_ms(void)
{
	return door >= 0 ? watchdog_ms : 0;
}
