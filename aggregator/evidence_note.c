#include "aggregator/evidence_note.h"

#include "feeds/base/utf8.h"

#define NOTE_BYTES_MAX 2048
#define TEXT_BYTES_MAX 80 /* of one piece */
#define PIECES_MAX 6      /* the first ones, which stand in the title if any do */

/* A tab or line end inside the text would end its cell. */
static void
add_cell_text(struct buf *out, struct span text)
{
	struct span head = utf8_head(text, TEXT_BYTES_MAX);

	for (size_t i = 0; i < head.len; i++)
		buf_add_byte(out, (unsigned char)head.at[i] < ' ' ? ' ' : head.at[i]);
}

struct span
evidence_note_write(const struct evidence *evidence, size_t n, struct arena *arena)
{
	struct buf note;
	struct span copy;

	if (n == 0)
		return SPAN_NONE;
	buf_init(&note, NOTE_BYTES_MAX);
	for (size_t i = 0, kept = 0; i < n && kept < PIECES_MAX; i++) {
		if (evidence[i].kind == EVIDENCE_CONTEXT)
			continue; /* speaks for another piece, and `match` tells it in words */
		kept++;
		buf_format(&note, "%s\t%s\t%zu\t%zu\t%d\t", evidence_kind_name(evidence[i].kind),
			watch_field_name(evidence[i].field), evidence[i].start, evidence[i].end,
			evidence[i].weight);
		add_cell_text(&note, evidence[i].text);
		buf_add_byte(&note, '\n');
	}
	copy = arena_copy(arena, buf_span(&note));
	buf_release(&note);
	return copy;
}

void
evidence_note_tell(struct span note, struct buf *out)
{
	struct span line;
	bool is_first = true;

	while (span_split(&note, '\n', &line) && line.len > 0) {
		struct span cells[6] = {{NULL, 0}};

		for (size_t i = 0; i < 6 && span_split(&line, '\t', &cells[i]); i++)
			continue;
		buf_format(out, "%s%.*s '%.*s' in %s%.*s", is_first ? "" : "; ",
			SPAN_ARGS(cells[0]), SPAN_ARGS(cells[5]),
			span_equal(cells[1], SPAN("title")) || span_equal(cells[1], SPAN("text"))
				? "the "
				: "",
			SPAN_ARGS(cells[1]));
		is_first = false;
	}
}
