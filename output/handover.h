#ifndef OUTPUT_HANDOVER_H
#define OUTPUT_HANDOVER_H

/* How handing a message over ended: named by what to do next. */
enum handover {
	HANDOVER_DONE,    /* the other side took responsibility for it */
	HANDOVER_LATER,   /* not now: try again with the same Message-ID */
	HANDOVER_REFUSED, /* never: the message, the recipient or the settings must change */
};

#endif
