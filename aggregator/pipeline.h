#ifndef AGGREGATOR_PIPELINE_H
#define AGGREGATOR_PIPELINE_H

const char *pipeline_name(void);

#endif
