#ifndef OUTPUT_DELIVERY_H
#define OUTPUT_DELIVERY_H

/* How handing a message over ended: named by what to do next. */
enum delivery {
	DELIVERY_DONE,    /* the other side took responsibility for it */
	DELIVERY_LATER,   /* not now: try again with the same Message-ID */
	DELIVERY_REFUSED, /* never: the message, the recipient or the settings must change */
};

#endif
