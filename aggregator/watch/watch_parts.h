#ifndef AGGREGATOR_WATCH_WATCH_PARTS_H
#define AGGREGATOR_WATCH_WATCH_PARTS_H

#include "aggregator/watch/claim.h"
#include "aggregator/watch/directory.h"
#include "aggregator/watch/lexicon.h"
#include "aggregator/watch/lookup.h"
#include "aggregator/watch/matcher.h"
#include "aggregator/watch/mentions.h"
#include "aggregator/watch/reading.h"
#include "aggregator/watch/subjects.h"
#include "aggregator/watch/topics.h"
#include "aggregator/watch/watch.h"
#include "aggregator/watch/words.h"

/* What a watch is made of; for the files of this room alone. */
struct watch {
	struct arena *arena;
	struct directory *directory;
	struct words_known *words;
	struct lexicon *lexicon;
	struct matcher *matcher;
	struct subjects subjects;
	struct lookup by_id; /* subjects by id and by the user's tickers */
	struct lookup by_cik;
	struct topics *topics;
	bool is_explaining;
};

struct watch_scratch {
	struct reading reading;
	struct mentions mentions;
	struct topics_scratch *topics;
	struct claims claims; /* of the item at hand */
};

/* The subject of a ticker as texts write it; LOOKUP_NONE: nobody's. */
uint32_t watch_subject_by_ticker(const struct watch *watch, struct span ticker);

/* evidence.c: what the item says for each company. */
void evidence_collect(
	const struct watch *watch, struct watch_scratch *scratch, const struct watch_item *item);

/* decide.c: what the claims come to. */
void decide(const struct watch *watch, const struct watch_scratch *scratch,
	const struct watch_item *item, struct verdict *verdict);

#endif
