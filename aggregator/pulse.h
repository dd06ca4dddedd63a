#ifndef AGGREGATOR_PULSE_H
#define AGGREGATOR_PULSE_H

#include "aggregator/pipeline.h"
#include "feeds/base/compiler.h"

/*
 * Tells whoever started us that we live, and how we are. The watchdog is told only while both turn:
 * the loop, which runs the pulse's timer, and the desk, which is asked to answer.
 */
struct pulse;

/* `pipeline` is borrowed. */
struct pulse *pulse_new(struct pipeline *pipeline) MUST_USE;
/* After the pipeline has finished. */
void pulse_free(struct pulse *pulse);

/* On the loop thread. */
void pulse_start(struct pulse *pulse);

#endif
