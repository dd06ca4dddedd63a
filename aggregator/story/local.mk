libstory_a_SOURCES = \
	aggregator/story/background.c aggregator/story/background.h \
	aggregator/story/boilerplate.c aggregator/story/boilerplate.h \
	aggregator/story/canonical.c aggregator/story/canonical.h \
	aggregator/story/candidates.c aggregator/story/candidates.h \
	aggregator/story/choices.c aggregator/story/choices.h \
	aggregator/story/fingerprint.c aggregator/story/fingerprint.h \
	aggregator/story/fingerprint_blob.c \
	aggregator/story/habits.c aggregator/story/habits.h \
	aggregator/story/headline.c aggregator/story/headline.h \
	aggregator/story/index.c aggregator/story/index.h \
	aggregator/story/keys.c aggregator/story/keys.h aggregator/story/member.h \
	aggregator/story/kinship.c aggregator/story/kinship.h \
	aggregator/story/lexicon.c aggregator/story/lexicon.h \
	aggregator/story/likeness.c aggregator/story/likeness.h \
	aggregator/story/live_story.c aggregator/story/live_story.h \
	aggregator/story/novelty.c aggregator/story/novelty.h \
	aggregator/story/number.c aggregator/story/number.h \
	aggregator/story/rank.c aggregator/story/rank.h \
	aggregator/story/original.c aggregator/story/original.h \
	aggregator/story/overlap.c aggregator/story/overlap.h \
	aggregator/story/placement.c aggregator/story/placement_note.c aggregator/story/placement_note.h aggregator/story/recent.c aggregator/story/recent.h \
	aggregator/story/roundup.c aggregator/story/roundup.h \
	aggregator/story/sentence.c aggregator/story/sentence.h \
	aggregator/story/sketch.c aggregator/story/sketch.h \
	aggregator/story/stories.c aggregator/story/stories.h \
	aggregator/story/summary.c aggregator/story/summary.h \
	aggregator/story/synonyms.c \
	aggregator/story/terms.c aggregator/story/terms.h \
	aggregator/story/tokenised.c aggregator/story/tokenised.h \
	aggregator/story/tracking.c aggregator/story/tracking.h \
	aggregator/story/word.c aggregator/story/word.h \
	aggregator/story/worth.c aggregator/story/worth.h
