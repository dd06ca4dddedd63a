#include "aggregator/story/choices.h"

static float
cosine_of(const struct choice *choice)
{
	return choice->likeness.features[FEATURE_COSINE];
}

/* The most alike of all but one. */
static const struct likeness *
find_rival(const struct choice *choices, size_t n, size_t except)
{
	const struct choice *rival = NULL;

	for (size_t i = 0; i < n; i++)
		if (i != except && (rival == NULL || cosine_of(&choices[i]) > cosine_of(rival)))
			rival = &choices[i];
	return rival != NULL ? &rival->likeness : NULL;
}

void
choices_compare(struct choice *choices, size_t n, size_t n_live)
{
	for (size_t i = 0; i < n; i++)
		likeness_compare(&choices[i].likeness, find_rival(choices, n, i), n_live);
}

void
choices_sort(struct choice *choices, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct choice choice = choices[i];
		size_t at = i;

		for (; at > 0 && choices[at - 1].likeness.score < choice.likeness.score; at--)
			choices[at] = choices[at - 1];
		choices[at] = choice;
	}
}
