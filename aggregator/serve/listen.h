#ifndef AGGREGATOR_SERVE_LISTEN_H
#define AGGREGATOR_SERVE_LISTEN_H

#include <stdbool.h>
#include <sys/socket.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

#define LISTEN_UNIX "unix:"

/*
 * A socket that listens on "127.0.0.1:8080", "[::1]:0" or "unix:/run/broadtape/http": does not
 * block. A socket file gets the mode 0660; one that a dead server left is replaced. -1: `err` says
 * what is wrong, or who is in the way.
 */
int listen_open(const char *where, struct error *err) MUST_USE;

/* The port that it has; 0: a socket file. */
int listen_port(int fd);

/* Whether only this machine reaches it. */
bool listen_is_local(int fd);

#endif
