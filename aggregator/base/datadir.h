#ifndef AGGREGATOR_BASE_DATADIR_H
#define AGGREGATOR_BASE_DATADIR_H

/* The folder of the files that come with the program: $BROADTAPE_DATA, else where they are installed. */
const char *datadir(void);

#endif
