#include "aggregator/recipients.h"

#include "aggregator/hooks.h"
#include "aggregator/publish.h"
#include "feeds/base/buf.h"

#define MAIL_BYTES_MAX ((size_t)1 << 20)

void
recipients_add(struct recipients *recipients, struct span name, struct span body)
{
	recipients->at = arena_room(recipients->arena, recipients->at, recipients->n,
		&recipients->capacity, sizeof *recipients->at);
	recipients->at[recipients->n++] = (struct edition_recipient){
		.name = arena_copy(recipients->arena, name),
		.body = body.len > 0 ? arena_copy(recipients->arena, body) : SPAN_NONE,
	};
}

static bool
wants_mail(const struct config_email *email, size_t n_stories)
{
	if (email->from == NULL || email->to.n == 0)
		return false;
	return n_stories > 0 || email->when_empty == CONFIG_EMPTY_SEND;
}

/* Adds the mail as `to` gets it: its own, or with `to` NULL the one of all. */
static bool
add_mail(const struct plan *plan, const struct digest *digest, const char *to,
	struct recipients *recipients, struct error *err)
{
	const struct config_digest *wanted =
		config_find_digest(plan->config, arena_string(digest->arena, digest->name));
	struct buf out;
	bool ok;

	buf_init(&out, MAIL_BYTES_MAX);
	ok = publish_render_mail(plan, digest, to != NULL ? to : wanted->email.to.at[0], &out, err);
	if (ok && to != NULL)
		recipients_add(recipients, span_of(to), buf_span(&out));
	else if (ok)
		recipients->mail = arena_copy(recipients->arena, buf_span(&out));
	buf_release(&out);
	return ok;
}

/*
 * One mail serves all, with another To for each; but where the address to unsubscribe names the
 * recipient, each has a mail of his own.
 */
static bool
add_mails(const struct plan *plan, const struct config_email *email, const struct digest *digest,
	struct recipients *recipients, struct error *err)
{
	struct span leave = span_of(email->unsubscribe);
	bool is_personal = span_find(leave, SPAN("{to}")) < leave.len;

	for (size_t i = 0; i < email->to.n; i++) {
		if (!is_personal)
			recipients_add(recipients, span_of(email->to.at[i]), SPAN_NONE);
		else if (!add_mail(plan, digest, email->to.at[i], recipients, err))
			return false;
	}
	return is_personal || add_mail(plan, digest, NULL, recipients, err);
}

bool
recipients_list(const struct plan *plan, const struct config_digest *wanted,
	const struct digest *digest, struct recipients *recipients, struct error *err)
{
	size_t n_stories = digest_story_count(digest);

	*recipients = (struct recipients){.arena = digest->arena};
	if (wants_mail(&wanted->email, n_stories) &&
		!add_mails(plan, &wanted->email, digest, recipients, err))
		return false;
	return n_stories == 0 || hooks_add(plan, wanted, digest, recipients, err);
}
