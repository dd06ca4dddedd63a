#include "output/digest.h"

#include <stdlib.h>
#include <string.h>

#include "feeds/base/memory.h"
#include "output/seen.h"

#define TOP_STORIES_MIN 6 /* fewer are seen at a glance */

struct digest *
digest_new(void)
{
	struct digest *digest = memory_new(1, sizeof(*digest));

	digest->arena = arena_new();
	return digest;
}

void
digest_free(struct digest *digest)
{
	if (digest == NULL)
		return;
	arena_free(digest->arena);
	free(digest);
}

size_t
digest_telling_count(const struct digest *digest)
{
	size_t n = 0;

	for (size_t i = 0; i < digest->n_groups; i++)
		n += digest->groups[i].n_stories;
	return n;
}

size_t
digest_story_count(const struct digest *digest)
{
	struct seen seen;
	size_t n = 0;

	seen_init(&seen, digest);
	for (size_t i = 0; i < digest->n_groups; i++)
		for (size_t j = 0; j < digest->groups[i].n_stories; j++)
			n += seen_add(&seen, &digest->groups[i].stories[j]) ? 1 : 0;
	seen_release(&seen);
	return n;
}

int64_t
digest_story_updated(const struct digest *digest, const struct digest_story *story)
{
	if (story->updated != TIME_NONE)
		return story->updated;
	return story->published != TIME_NONE ? story->published : digest->edition.created_at;
}

/* The later of `latest` and the last change of `n` stories. */
static int64_t
latest_of(const struct digest *digest, const struct digest_story *stories, size_t n, int64_t latest)
{
	for (size_t i = 0; i < n; i++) {
		int64_t updated = digest_story_updated(digest, &stories[i]);

		latest = updated > latest ? updated : latest;
	}
	return latest;
}

int64_t
digest_updated(const struct digest *digest)
{
	int64_t latest = latest_of(digest, digest->earlier, digest->n_earlier, TIME_NONE);

	for (size_t i = 0; i < digest->n_groups; i++)
		latest = latest_of(
			digest, digest->groups[i].stories, digest->groups[i].n_stories, latest);
	return latest != TIME_NONE ? latest : digest->edition.created_at;
}

bool
digest_wants_top(const struct digest *digest)
{
	return digest->overview.n_top > 0 && digest_story_count(digest) >= TOP_STORIES_MIN;
}

struct span
digest_top_headline(const struct digest *digest)
{
	if (digest->overview.n_top > 0)
		return digest->overview.top[0]->headline.text;
	for (size_t i = 0; i < digest->n_groups; i++)
		if (digest->groups[i].n_stories > 0)
			return digest->groups[i].stories[0].headline.text;
	return SPAN_NONE;
}

static int
compare_marks(const void *left, const void *right)
{
	const struct digest_mark *a = left;
	const struct digest_mark *b = right;

	return (a->at > b->at) - (a->at < b->at);
}

/* Joins marks that touch or overlap; gives how many are left. */
static size_t
merge_marks(struct digest_mark *marks, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		size_t end = marks[i].at + marks[i].len;

		if (kept > 0 && marks[i].at <= marks[kept - 1].at + marks[kept - 1].len) {
			if (end > marks[kept - 1].at + marks[kept - 1].len)
				marks[kept - 1].len = end - marks[kept - 1].at;
		} else {
			marks[kept++] = marks[i];
		}
	}
	return kept;
}

static bool
is_inside_character(struct span text, size_t at)
{
	return at < text.len && ((unsigned char)text.at[at] & 0xc0) == 0x80;
}

/* A mark that cuts a character takes all of it. */
static struct digest_mark
whole_characters(struct span text, struct digest_mark mark)
{
	size_t end = mark.at + mark.len;

	while (mark.at > 0 && is_inside_character(text, mark.at))
		mark.at--;
	while (is_inside_character(text, end))
		end++;
	mark.len = end - mark.at;
	return mark;
}

struct digest_text
digest_text_make(struct digest *digest, struct span text, const struct digest_mark *marks, size_t n)
{
	struct digest_text made = {.text = arena_copy(digest->arena, text)};
	struct digest_mark *own = arena_array(digest->arena, n, sizeof(*own));
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (marks[i].len > 0 && marks[i].at < text.len &&
			marks[i].len <= text.len - marks[i].at)
			own[kept++] = whole_characters(text, marks[i]);
	if (kept > 1)
		qsort(own, kept, sizeof(*own), compare_marks);
	made.marks = own;
	made.n_marks = merge_marks(own, kept);
	return made;
}
