/*
 * usage: http_server SCRIPT [LOG [HOST]]
 *
 * Plays a script (tests/lib/server_script.c) on a free port of HOST, 127.0.0.1 if none is given; prints
 * the port, and goes on until it is killed. Each request is added to LOG, byte for byte.
 */
#include <event2/event.h>
#include <stdio.h>
#include <sysexits.h>
#include <time.h>

#include "tests/lib/server.h"

static void
on_request(void *context, struct span head)
{
	FILE *log = context;

	fwrite(head.at, 1, head.len, log);
	fflush(log);
}

int
main(int argc, char **argv)
{
	struct event_base *base = event_base_new();
	struct error err = {0};
	struct server *server;
	FILE *log;

	if (argc < 2 || argc > 4) {
		fprintf(stderr, "usage: http_server SCRIPT [LOG [HOST]]\n");
		return EX_USAGE;
	}
	server = server_new(base, argc > 3 ? argv[3] : "127.0.0.1", time(NULL));
	if (!server_read_script(server, argv[1], &err)) {
		fprintf(stderr, "http_server: %s: %s\n", argv[1], err.text);
		return err.status;
	}
	log = argc > 2 ? fopen(argv[2], "a") : NULL;
	if (log != NULL)
		server_on_request(server, on_request, log);
	printf("%d\n", server_port(server));
	fflush(stdout);
	event_base_dispatch(base);
	return EX_OK;
}
