#ifndef AGGREGATOR_BASE_NOTIFY_H
#define AGGREGATOR_BASE_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Tells the one who started us how we are: systemd's protocol of sd_notify(3), lines in a datagram to
 * the socket that $NOTIFY_SOCKET names. Without it all of this does nothing. For one thread.
 */

/* Reads the environment, and removes what it found there, so that no program that we run inherits it. */
void notify_open(void);
void notify_close(void);

void notify_ready(const char *status);
void notify_reloading(void); /* until the next notify_ready */
void notify_stopping(void);

/* A line for people, as systemctl(1) shows it; '\n' in it becomes a blank. */
void notify_status(const char *status);

/* The watchdog is told that we live; how often it must be, in milliseconds, 0: there is none. */
void notify_alive(void);
int64_t notify_alive_every_ms(void);

#endif
