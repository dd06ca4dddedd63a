#ifndef TESTS_LIB_DIGEST_FIXTURE_H
#define TESTS_LIB_DIGEST_FIXTURE_H

#include <stddef.h>

#include "output/archive.h"
#include "output/digest.h"
#include "output/site.h"
#include "output/subject.h"

/* Digests for tests of renderers; digest_free each. */

/* A morning as it could be: two companies, a topic, round-up, correction, follow-ups, an overview. */
struct digest *fixture_morning(void);

/* Nothing happened. */
struct digest *fixture_empty(void);

/* `text` in every field that holds a text or an address, marks over parts of it. */
struct digest *fixture_filled_with(struct span text);

/* `n` stories of three sentences and five sources each in ten groups. */
struct digest *fixture_many(size_t n);

/* What stands in hostile_texts below, one a digest of its own: NULL after the last. */
extern const struct span fixture_hostile_texts[];
extern const size_t fixture_hostile_texts_count;

/* `n` companies of ten stories each out of `digest`, and the topic of its first story. */
void fixture_subjects(struct digest *digest, struct subject *subjects, size_t n);
struct subject fixture_topic(struct digest *digest);

/* A site with an address, and one without. */
extern const struct site fixture_site;
extern const struct site fixture_site_without_url;

/* The editions of the morning digest: 40 over two months and a half, newest first. */
extern const struct archive *fixture_archive(void);

#endif
