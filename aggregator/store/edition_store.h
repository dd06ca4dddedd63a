#ifndef AGGREGATOR_STORE_EDITION_STORE_H
#define AGGREGATOR_STORE_EDITION_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/store/store.h"
#include "feeds/base/arena.h"

/*
 * The ledger of editions: what was sent, when, to whom. An edition is recorded, with its stories
 * and recipients, before anything of it leaves the house; what a crash left unfinished is found in
 * deliveries_due and goes out again with the same Message-ID. All writes here are transactions of
 * their own that wait for the disk.
 */

enum edition_state {
	EDITION_RECORDED,  /* on its way: files may be missing, mail may be unsent */
	EDITION_PUBLISHED, /* its files are in place */
};

enum delivery_state {
	DELIVERY_WAITING, /* to be sent at next_try_at */
	DELIVERY_SENT,
	DELIVERY_REFUSED, /* for good; a person must look */
};

struct edition_story {
	int64_t story;
	struct span headline;
	int64_t n_items;   /* that it had when it was told */
	int64_t n_sources; /* likewise */
};

struct edition_record {
	int64_t number;      /* of all digests' editions; given by edition_add */
	int64_t sequence;    /* from 1, in its digest; given by edition_add */
	struct span digest;  /* its name */
	int64_t window_from; /* it tells what was first seen in [from, to) */
	int64_t window_to;
	int64_t created_at;
	struct span message_id; /* for ever */
	struct span title;
	enum edition_state state;
	bool tells_again; /* it told what earlier editions had told */
	struct span mail; /* as it goes out, so that a retry sends the same bytes; or SPAN_NONE */
	const struct edition_story *stories; /* in order of rank */
	size_t n_stories;
};

struct delivery {
	int64_t edition;
	struct span recipient;
	enum delivery_state state;
	uint32_t attempts;
	int64_t next_try_at;
	struct span last_error;
};

/* To whom an edition goes. */
struct edition_recipient {
	struct span name; /* an address, or what the caller calls it; each once in an edition */
	struct span body; /* as it goes out there; SPAN_NONE: the edition's mail */
};

/*
 * Records an edition with its recipients, all waiting, due at once; sets its number and sequence.
 */
bool edition_add(struct store *store, struct edition_record *edition,
	const struct edition_recipient *recipients, size_t n_recipients,
	struct error *err) MUST_USE;

/* Its files are in place. */
bool edition_published(struct store *store, int64_t number, struct error *err) MUST_USE;

/*
 * What came of an attempt: everything of `delivery` is written to its row. What it delivered is
 * kept only while it waits; the edition's mail goes with its last waiting delivery.
 */
bool delivery_note(
	struct store *store, const struct delivery *delivery, struct error *err) MUST_USE;

/* An edition with its stories and mail, in the arena; NULL in `edition`: there is none. */
bool edition_read(struct store *store, int64_t number, struct arena *arena,
	struct edition_record **edition, struct error *err) MUST_USE;

/* Editions without their stories and mail; `arena` is set by the caller and has them. */
struct edition_list {
	struct arena *arena;
	struct edition_record *at;
	size_t n;
};

/*
 * The latest edition of a digest, if any, created at `until` or before: where the next one
 * begins.
 */
bool editions_last(struct store *store, struct span digest, int64_t until,
	struct edition_list *list, struct error *err) MUST_USE;

/* How many stories an edition told. */
bool edition_count_stories(
	struct store *store, int64_t number, size_t *n, struct error *err) MUST_USE;

/* The editions of a digest (SPAN_NONE: of all) created from `since` on, the oldest first. */
bool editions_since(struct store *store, struct span digest, int64_t since,
	struct edition_list *list, struct error *err) MUST_USE;

/* Those in state EDITION_RECORDED: a crash left their files unwritten. */
bool editions_unpublished(
	struct store *store, struct edition_list *list, struct error *err) MUST_USE;

/* Those in which a story was told, the oldest first. */
bool editions_of_story(
	struct store *store, int64_t story, struct edition_list *list, struct error *err) MUST_USE;

/* How a story stood when an edition of `digest` with a sequence below `before` told it last. */
struct story_asked {
	struct span digest;
	int64_t story;
	int64_t before;
};
struct story_telling {
	int64_t edition; /* 0: it was never told */
	int64_t told_at;
	int64_t n_items;
	int64_t n_sources;
};
bool story_last_told(struct store *store, const struct story_asked *asked,
	struct story_telling *telling, struct error *err) MUST_USE;

/* Deliveries; `arena` is set by the caller and has them. */
struct delivery_list {
	struct arena *arena;
	struct delivery *at;
	size_t n;
};

/* Waiting, and due at `now`: the longest due first. */
bool deliveries_due(
	struct store *store, int64_t now, struct delivery_list *list, struct error *err) MUST_USE;

/* The body of a delivery of its own, in the arena; SPAN_NONE: it has none. */
bool delivery_read_body(struct store *store, const struct delivery *delivery, struct arena *arena,
	struct span *body, struct error *err) MUST_USE;

/* All of an edition, by recipient. */
bool deliveries_of(struct store *store, int64_t edition, struct delivery_list *list,
	struct error *err) MUST_USE;

/* Refused for good, of editions created from `since` on. */
bool deliveries_refused(
	struct store *store, int64_t since, struct delivery_list *list, struct error *err) MUST_USE;

#endif
