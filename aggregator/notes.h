#ifndef AGGREGATOR_NOTES_H
#define AGGREGATOR_NOTES_H

/* The names of the numbers that are kept with store_note. */

/*
 * The end of the latest edition's window. What is stored later counts as first seen at this moment or
 * after it, whatever the clock says: so nothing falls between two editions.
 */
#define NOTE_TOLD_UNTIL "told-until"

/* When the last cycle ended. */
#define NOTE_LAST_CYCLE "last-cycle-at"

#endif
