#include "aggregator/fetch/reader.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "feeds/base/memory.h"

struct job {
	loop_fn *work;
	loop_fn *done;
	void *context;
	struct job *next;
};

struct job_list {
	struct job *first;
	struct job **end;
};

struct reader {
	struct loop *loop;
	struct loop_watch *watch;
	int finished_fd; /* an eventfd: something is in `finished` */
	pthread_t thread;
	bool has_thread;
	pthread_mutex_t mutex; /* guards what follows */
	pthread_cond_t changed;
	struct job_list waiting;
	struct job_list finished;
	bool is_closing;
};

static void
list_clear(struct job_list *list)
{
	*list = (struct job_list){.first = NULL};
	list->end = &list->first;
}

static void
list_add(struct job_list *list, struct job *job)
{
	job->next = NULL;
	*list->end = job;
	list->end = &job->next;
}

static struct job *
list_take_first(struct job_list *list)
{
	struct job *job = list->first;

	list->first = job->next;
	if (list->first == NULL)
		list->end = &list->first;
	return job;
}

static void
free_jobs(struct job *job)
{
	while (job != NULL) {
		struct job *next = job->next;

		free(job);
		job = next;
	}
}

static void
signal_finished(struct reader *reader)
{
	uint64_t once = 1;

	while (write(reader->finished_fd, &once, sizeof once) < 0 && errno == EINTR)
		continue;
}

/* With the mutex held. */
static void
finish(struct reader *reader, struct job *job)
{
	if (reader->finished.first == NULL)
		signal_finished(reader);
	list_add(&reader->finished, job);
}

static void *
run_thread(void *context)
{
	struct reader *reader = context;

	pthread_mutex_lock(&reader->mutex);
	while (!reader->is_closing) {
		struct job *job;

		if (reader->waiting.first == NULL) {
			pthread_cond_wait(&reader->changed, &reader->mutex);
			continue;
		}
		job = list_take_first(&reader->waiting);
		pthread_mutex_unlock(&reader->mutex);
		job->work(job->context);
		pthread_mutex_lock(&reader->mutex);
		finish(reader, job);
	}
	pthread_mutex_unlock(&reader->mutex);
	return NULL;
}

static void
on_finished(void *context)
{
	struct reader *reader = context;
	struct job *job;
	uint64_t times;

	if (read(reader->finished_fd, &times, sizeof times) < 0 && errno != EAGAIN)
		return;
	pthread_mutex_lock(&reader->mutex);
	job = reader->finished.first;
	list_clear(&reader->finished);
	pthread_mutex_unlock(&reader->mutex);
	while (job != NULL) {
		struct job *next = job->next;

		job->done(job->context);
		free(job);
		job = next;
	}
}

struct reader *
reader_new(struct loop *loop)
{
	struct reader *reader = memory_new(1, sizeof *reader);

	reader->loop = loop;
	reader->finished_fd = -1;
	list_clear(&reader->waiting);
	list_clear(&reader->finished);
	pthread_mutex_init(&reader->mutex, NULL);
	pthread_cond_init(&reader->changed, NULL);
	return reader;
}

static void
begin_thread(struct reader *reader)
{
	if (reader->finished_fd < 0) {
		reader->finished_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
		if (reader->finished_fd < 0)
			memory_exhausted(sizeof *reader);
		reader->watch =
			loop_watch_new(reader->loop, reader->finished_fd, on_finished, reader);
	}
	reader->has_thread = pthread_create(&reader->thread, NULL, run_thread, reader) == 0;
}

static void
end_thread(struct reader *reader)
{
	pthread_mutex_lock(&reader->mutex);
	reader->is_closing = true;
	pthread_cond_signal(&reader->changed);
	pthread_mutex_unlock(&reader->mutex);
	pthread_join(reader->thread, NULL);
}

void
reader_free(struct reader *reader)
{
	if (reader == NULL)
		return;
	if (reader->has_thread)
		end_thread(reader);
	free_jobs(reader->waiting.first);
	free_jobs(reader->finished.first);
	loop_watch_free(reader->watch);
	if (reader->finished_fd >= 0)
		close(reader->finished_fd);
	pthread_cond_destroy(&reader->changed);
	pthread_mutex_destroy(&reader->mutex);
	free(reader);
}

void
reader_run(struct reader *reader, loop_fn *work, loop_fn *done, void *context)
{
	struct job *job = memory_new(1, sizeof *job);

	*job = (struct job){work, done, context, NULL};
	if (!reader->has_thread)
		begin_thread(reader);
	if (!reader->has_thread)
		work(context);
	pthread_mutex_lock(&reader->mutex);
	if (reader->has_thread)
		list_add(&reader->waiting, job);
	else
		finish(reader, job);
	pthread_cond_signal(&reader->changed);
	pthread_mutex_unlock(&reader->mutex);
}
