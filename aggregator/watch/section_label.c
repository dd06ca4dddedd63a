#include "aggregator/watch/section_label.h"

#include "feeds/base/ascii.h"

/* As sites head their columns; the longer one stands before the one that begins it. */
static const char *const labels[] = {"Companies", "Markets", "Industry News", "World News",
	"News Feed", "Business", "Economy", "Personal Finance", "Trading Expert",
	"BROKER RECOMMENDATIONS", "Banks", "Investing"};

static size_t
label_length(struct span title)
{
	for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
		struct span label = span_of(labels[i]);

		if (span_starts_with(title, label) && title.len > label.len &&
			ascii_is_upper(title.at[label.len]))
			return label.len;
	}
	return 0;
}

size_t
section_label_length(struct span title)
{
	size_t n = 0, more;

	while ((more = label_length(span_from(title, n))) > 0)
		n += more;
	return n;
}
