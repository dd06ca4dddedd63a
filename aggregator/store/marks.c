#include "aggregator/store/marks.h"

/*
 * A byte of version; the number of companies; for each: number, relevance, confidence, role,
 * length of evidence, evidence; the number of topics; for each: number, length of evidence,
 * evidence. Numbers are LEB128: seven bits a byte, the lowest first, the high bit says that more
 * follow.
 */
#define VERSION 1
#define NUMBER_BYTES_MAX 10

static void
write_number(struct buf *out, uint64_t number)
{
	while (number >= 0x80) {
		buf_add_byte(out, (char)(0x80 | (number & 0x7f)));
		number >>= 7;
	}
	buf_add_byte(out, (char)number);
}

static void
write_evidence(struct buf *out, struct span evidence)
{
	if (evidence.len > MARKS_EVIDENCE_BYTES_MAX)
		evidence.len = 0;
	write_number(out, evidence.len);
	buf_add(out, evidence);
}

void
marks_write(const struct marks *marks, struct buf *out)
{
	if (marks->n_companies == 0 && marks->n_topics == 0)
		return;
	write_number(out, VERSION);
	write_number(out, marks->n_companies);
	for (size_t i = 0; i < marks->n_companies; i++) {
		write_number(out, (uint64_t)marks->companies[i].company);
		buf_add_byte(out, (char)marks->companies[i].relevance);
		buf_add_byte(out, (char)marks->companies[i].confidence);
		buf_add_byte(out, (char)marks->companies[i].role);
		write_evidence(out, marks->companies[i].evidence);
	}
	write_number(out, marks->n_topics);
	for (size_t i = 0; i < marks->n_topics; i++) {
		write_number(out, (uint64_t)marks->topics[i].topic);
		write_evidence(out, marks->topics[i].evidence);
	}
}

static bool
read_number(struct span *rest, uint64_t max, uint64_t *number)
{
	*number = 0;
	for (unsigned i = 0; i < NUMBER_BYTES_MAX && rest->len > 0; i++) {
		uint8_t byte = (uint8_t)rest->at[0];

		*rest = span_from(*rest, 1);
		*number |= (uint64_t)(byte & 0x7f) << 7 * i;
		if (byte < 0x80)
			return *number <= max;
	}
	return false;
}

static bool
read_byte(struct span *rest, uint8_t *byte)
{
	if (rest->len == 0)
		return false;
	*byte = (uint8_t)rest->at[0];
	*rest = span_from(*rest, 1);
	return true;
}

static bool
read_evidence(struct span *rest, struct span *evidence)
{
	uint64_t len;

	if (!read_number(rest, rest->len, &len) || len > rest->len)
		return false;
	*evidence = len > 0 ? span_head(*rest, len) : SPAN_NONE;
	*rest = span_from(*rest, len);
	return true;
}

static bool
read_company(struct span *rest, struct company_mark *mark)
{
	uint64_t number;

	if (!read_number(rest, INT64_MAX, &number))
		return false;
	mark->company = (int64_t)number;
	return read_byte(rest, &mark->relevance) && read_byte(rest, &mark->confidence) &&
	       read_byte(rest, &mark->role) && read_evidence(rest, &mark->evidence);
}

static bool
read_topic(struct span *rest, struct topic_mark *mark)
{
	uint64_t number;

	if (!read_number(rest, INT64_MAX, &number))
		return false;
	mark->topic = (int64_t)number;
	return read_evidence(rest, &mark->evidence);
}

static bool
read_all(struct span rest, struct marks *marks)
{
	uint64_t number;

	if (!read_number(&rest, VERSION, &number) || number != VERSION ||
		!read_number(&rest, MARKS_COMPANIES_MAX, &number))
		return false;
	for (; marks->n_companies < number; marks->n_companies++)
		if (!read_company(&rest, &marks->companies[marks->n_companies]))
			return false;
	if (!read_number(&rest, MARKS_TOPICS_MAX, &number))
		return false;
	for (; marks->n_topics < number; marks->n_topics++)
		if (!read_topic(&rest, &marks->topics[marks->n_topics]))
			return false;
	return rest.len == 0;
}

bool
marks_read(struct span bytes, struct marks *marks)
{
	marks->n_companies = 0;
	marks->n_topics = 0;
	if (bytes.len == 0 || read_all(bytes, marks))
		return true;
	marks->n_companies = 0;
	marks->n_topics = 0;
	return false;
}
