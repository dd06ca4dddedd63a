#ifndef AGGREGATOR_BASE_DATADIR_H
#define AGGREGATOR_BASE_DATADIR_H

/*
 * The folder of the files that come with the program: $BROADTAPE_DATA, else where they are
 * installed, else (a moved or not installed program) ../share/broadtape, ../data or data, as seen
 * from the program's own folder. Lives for ever; any thread may ask.
 */
const char *datadir(void);

#endif
