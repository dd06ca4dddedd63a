#include "aggregator/serve/exchange.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "aggregator/serve/exchange_private.h"
#include "aggregator/serve/target.h"
#include "feeds/base/memory.h"

#define HEADER_BYTES_MAX 16384
#define HEADER_VALUE_MAX 4096

struct mailbox *
mailbox_new(void)
{
	struct mailbox *mailbox = memory_new(1, sizeof *mailbox);

	pthread_mutex_init(&mailbox->lock, NULL);
	mailbox->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	mailbox->holders = 1;
	return mailbox;
}

void
mailbox_drop(struct mailbox *mailbox)
{
	unsigned left;

	pthread_mutex_lock(&mailbox->lock);
	left = --mailbox->holders;
	pthread_mutex_unlock(&mailbox->lock);
	if (left > 0)
		return;
	pthread_mutex_destroy(&mailbox->lock);
	free(mailbox);
}

void
mailbox_close(struct mailbox *mailbox)
{
	struct exchange *left;

	pthread_mutex_lock(&mailbox->lock);
	left = mailbox->first;
	mailbox->first = NULL;
	if (mailbox->wake_fd >= 0)
		close(mailbox->wake_fd);
	mailbox->wake_fd = -1;
	pthread_mutex_unlock(&mailbox->lock);
	while (left != NULL) {
		struct exchange *next = left->next;

		exchange_free(left);
		left = next;
	}
}

struct exchange *
mailbox_take(struct mailbox *mailbox)
{
	struct exchange *first;
	uint64_t woken;

	pthread_mutex_lock(&mailbox->lock);
	if (read(mailbox->wake_fd, &woken, sizeof woken) < 0)
		woken = 0; /* somebody's wake was taken with the one before */
	first = mailbox->first;
	mailbox->first = NULL;
	pthread_mutex_unlock(&mailbox->lock);
	return first;
}

/* With the lock held. It cannot block, and a counter that is full wakes as well. */
static void
ring(struct mailbox *mailbox)
{
	static const uint64_t one = 1;

	if (mailbox->wake_fd >= 0 && write(mailbox->wake_fd, &one, sizeof one) < 0)
		assert(errno == EAGAIN);
}

void
mailbox_wake(struct mailbox *mailbox)
{
	pthread_mutex_lock(&mailbox->lock);
	ring(mailbox);
	pthread_mutex_unlock(&mailbox->lock);
}

/* False: nobody is there to take it. */
static bool
mailbox_put(struct mailbox *mailbox, struct exchange *exchange)
{
	bool is_open;

	pthread_mutex_lock(&mailbox->lock);
	is_open = mailbox->wake_fd >= 0;
	if (is_open) {
		exchange->next = mailbox->first;
		mailbox->first = exchange;
		ring(mailbox);
	}
	pthread_mutex_unlock(&mailbox->lock);
	return is_open;
}

struct exchange *
exchange_new(struct mailbox *mailbox, struct site_files *files)
{
	struct exchange *exchange = memory_new(1, sizeof *exchange);

	pthread_mutex_lock(&mailbox->lock);
	mailbox->holders++;
	pthread_mutex_unlock(&mailbox->lock);
	exchange->mailbox = mailbox;
	exchange->files = files;
	exchange->arena = arena_new();
	exchange->fd = -1;
	exchange->status = 200;
	buf_init(&exchange->headers, HEADER_BYTES_MAX);
	buf_init(&exchange->body, ANSWER_BYTES_MAX);
	buf_init(&exchange->packed, ANSWER_BYTES_MAX);
	buf_init(&exchange->head_out, 2 * HEADER_BYTES_MAX);
	return exchange;
}

static void
drop_file(struct exchange *exchange)
{
	if (exchange->fd >= 0)
		close(exchange->fd);
	exchange->fd = -1;
	site_file_drop(exchange->files, exchange->file);
	exchange->file = NULL;
}

void
exchange_clear(struct exchange *exchange)
{
	drop_file(exchange);
	arena_clear(exchange->arena);
	buf_clear(&exchange->headers);
	buf_clear(&exchange->body);
	buf_clear(&exchange->packed);
	buf_clear(&exchange->head_out);
	exchange->head = (struct head){.minor = 1}; /* it stood in the arena */
	exchange->request = (struct request){0};
	exchange->route = NULL;
	exchange->status = 200;
	exchange->type = NULL;
	exchange->is_outside = false;
	exchange->is_held = false;
	exchange->is_finished = false;
	exchange->closes = false;
	exchange->is_momentary = false;
	exchange->body_out = SPAN_NONE;
	exchange->file_out = 0;
}

void
exchange_free(struct exchange *exchange)
{
	if (exchange == NULL)
		return;
	drop_file(exchange);
	buf_release(&exchange->headers);
	buf_release(&exchange->body);
	buf_release(&exchange->packed);
	buf_release(&exchange->head_out);
	arena_free(exchange->arena);
	mailbox_drop(exchange->mailbox);
	free(exchange);
}

const struct request *
exchange_request(const struct exchange *exchange)
{
	return &exchange->request;
}

struct span
exchange_header(const struct exchange *exchange, const char *name)
{
	return head_find(&exchange->head, span_of(name));
}

struct span
exchange_parameter(struct exchange *exchange, const char *name)
{
	return target_parameter(exchange->request.query, span_of(name), exchange->arena);
}

struct arena *
exchange_arena(struct exchange *exchange)
{
	return exchange->arena;
}

void
exchange_set_status(struct exchange *exchange, int status)
{
	exchange->status = status;
}

int
exchange_status(const struct exchange *exchange)
{
	return exchange->status;
}

void
exchange_forbid_keeping(struct exchange *exchange)
{
	exchange->is_momentary = true;
}

void
exchange_set_type(struct exchange *exchange, const char *type)
{
	exchange->type = type;
}

/* A line end in a value would begin another header: it is left out, with all control characters. */
void
exchange_add_header(struct exchange *exchange, const char *name, struct span value)
{
	buf_format(&exchange->headers, "%s: ", name);
	for (size_t i = 0; i < value.len && i < HEADER_VALUE_MAX; i++)
		if ((unsigned char)value.at[i] >= ' ' && value.at[i] != 0x7f)
			buf_add_byte(&exchange->headers, value.at[i]);
	buf_add_text(&exchange->headers, "\r\n");
}

struct buf *
exchange_body(struct exchange *exchange)
{
	return &exchange->body;
}

bool
exchange_send_file(struct exchange *exchange)
{
	if (exchange->files == NULL || site_files_load(exchange->files, exchange->request.path,
					       &exchange->file, &exchange->fd) != FILE_READY)
		return false;
	exchange_finish(exchange);
	return true;
}

bool
exchange_is_wanted(const struct exchange *exchange)
{
	return !atomic_load(&exchange->is_unwanted);
}

void
exchange_finish(struct exchange *exchange)
{
	assert(!exchange->is_finished);
	exchange_seal(exchange);
	exchange->is_finished = true;
	if (exchange->is_outside && !mailbox_put(exchange->mailbox, exchange))
		exchange_free(exchange);
}
