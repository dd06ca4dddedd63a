#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "aggregator/base/notify.h"

#define LINES_MAX 2048

/* A listener as systemd is one, in the abstract space of sockets. */
struct listener {
	int fd;
	char name[64];
	char lines[LINES_MAX];
};

static void
listener_init(struct listener *listener)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int len = snprintf(
		listener->name, sizeof listener->name, "@broadtape-test-%ld", (long)getpid());

	memcpy(address.sun_path + 1, listener->name + 1, (size_t)len - 1);
	listener->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	assert_true(listener->fd >= 0);
	assert_int_equal(bind(listener->fd, (struct sockaddr *)&address,
				 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)len)),
		0);
}

/* The next datagram; "" if there is none. */
static const char *
heard(struct listener *listener)
{
	ssize_t len = recv(listener->fd, listener->lines, LINES_MAX - 1, 0);

	listener->lines[len > 0 ? len : 0] = '\0';
	return listener->lines;
}

static void
each_state_is_told_in_the_words_of_sd_notify(void **state)
{
	struct listener listener;

	(void)state;
	listener_init(&listener);
	setenv("NOTIFY_SOCKET", listener.name, 1);
	setenv("WATCHDOG_USEC", "30000000", 1);
	unsetenv("WATCHDOG_PID");
	notify_open();
	assert_null(getenv("NOTIFY_SOCKET"));
	assert_int_equal(notify_alive_every_ms(), 30000);
	notify_ready("at work");
	assert_string_equal(heard(&listener), "READY=1\nSTATUS=at work");
	notify_status("two\nlines");
	assert_string_equal(heard(&listener), "STATUS=two lines");
	notify_reloading();
	assert_memory_equal(heard(&listener), "RELOADING=1\nMONOTONIC_USEC=", 27);
	notify_alive();
	assert_string_equal(heard(&listener), "WATCHDOG=1");
	notify_stopping();
	assert_memory_equal(heard(&listener), "STOPPING=1\n", 11);
	notify_close();
	close(listener.fd);
}

static void
a_long_status_is_cut_and_no_socket_is_silence(void **state)
{
	struct listener listener;
	char status[4 * LINES_MAX];

	(void)state;
	memset(status, 'a', sizeof status - 1);
	status[sizeof status - 1] = '\0';
	listener_init(&listener);
	setenv("NOTIFY_SOCKET", listener.name, 1);
	notify_open();
	notify_status(status);
	assert_in_range(strlen(heard(&listener)), 1000, 1023);
	notify_close();
	notify_status("nobody hears this");
	assert_string_equal(heard(&listener), "");
	close(listener.fd);
}

static void
a_watchdog_of_another_process_is_not_ours(void **state)
{
	static const struct {
		const char *socket, *interval, *process;
	} cases[] = {
		{"relative/path", "30000000", NULL},
		{"", "30000000", NULL},
		{"/run/systemd/notify", "30000000", "1"},
		{"/run/systemd/notify", "soon", NULL},
		{"/run/systemd/notify", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		setenv("NOTIFY_SOCKET", cases[i].socket, 1);
		if (cases[i].interval != NULL)
			setenv("WATCHDOG_USEC", cases[i].interval, 1);
		if (cases[i].process != NULL)
			setenv("WATCHDOG_PID", cases[i].process, 1);
		notify_open();
		if (notify_alive_every_ms() != 0)
			fail_msg("case %zu has a watchdog", i);
		notify_close();
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_state_is_told_in_the_words_of_sd_notify),
		cmocka_unit_test(a_long_status_is_cut_and_no_socket_is_silence),
		cmocka_unit_test(a_watchdog_of_another_process_is_not_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
