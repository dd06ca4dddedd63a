#ifndef AGGREGATOR_CONFIG_EXCHANGE_RULES_H
#define AGGREGATOR_CONFIG_EXCHANGE_RULES_H

/* The tables that exchange_days.h reads. */

enum weekday {
	SUNDAY,
	MONDAY,
	TUESDAY,
	WEDNESDAY,
	THURSDAY,
	FRIDAY,
	SATURDAY,
};

enum rule_kind {
	RULE_DATE,         /* the day of the month */
	RULE_WEEKDAY,      /* the first such weekday from that day on, and `plus` days */
	RULE_LAST_WEEKDAY, /* of the month */
	RULE_EASTER,       /* Easter Sunday, and `plus` days; its month is any */
	RULE_EQUINOX,      /* Japan's, in March or September */
	RULE_BRIDGE, /* the day before an equinox on a Wednesday: two holidays are around it */
};

/* What becomes of it on a weekend. */
enum rule_move {
	MOVE_NOWHERE,   /* nothing: it is lost */
	MOVE_ON,        /* to the next weekday that is free */
	MOVE_SUNDAY_ON, /* likewise, but from Sunday only */
	MOVE_NEAREST,   /* from Saturday to Friday, from Sunday to Monday */
	MOVE_BACK,      /* to the Friday before */
};

struct exchange_rule {
	enum rule_kind kind;
	int month; /* 0: the end of the table */
	int day;
	int weekday; /* one of enum weekday */
	int plus;
	enum rule_move move;
	int close_minutes; /* 0: closed all day */
};

struct exchange_rules {
	const char *exchange; /* as in config_exchanges; NULL: the end */
	const struct exchange_rule *at;
};
extern const struct exchange_rules exchange_rules[];

#endif
