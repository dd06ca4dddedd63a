#include "tests/unit/test.h"

#include <pthread.h>

#include "aggregator/base/queue.h"

#define THINGS 20000

static int things[THINGS];

struct line {
	struct queue *in;
	struct queue *out;
};

static void *
carry(void *context)
{
	struct line *line = context;
	void *thing;

	while ((thing = queue_take(line->in)) != NULL)
		queue_put(line->out, thing);
	return NULL;
}

static void
things_leave_in_the_order_in_which_they_came(void **state)
{
	struct queue *queue = queue_new(3);

	(void)state;
	assert_null(queue_try_take(queue));
	for (int round = 0; round < 4; round++) {
		queue_put(queue, &things[0]);
		queue_put(queue, &things[1]);
		assert_ptr_equal(queue_take(queue), &things[0]);
		assert_ptr_equal(queue_try_take(queue), &things[1]);
	}
	queue_put(queue, &things[2]);
	queue_close(queue);
	assert_ptr_equal(queue_take(queue), &things[2]);
	assert_null(queue_take(queue));
	queue_free(queue);
	queue_free(NULL);
}

static void *
put_all(void *context)
{
	for (int i = 0; i < THINGS; i++)
		queue_put(context, &things[i]);
	queue_close(context);
	return NULL;
}

static void
nothing_is_lost_or_doubled_between_threads(void **state)
{
	struct line line = {queue_new(5), queue_new(7)};
	pthread_t putter;
	pthread_t carriers[3];
	static bool seen[THINGS];

	(void)state;
	assert_int_equal(pthread_create(&putter, NULL, put_all, line.in), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(pthread_create(&carriers[i], NULL, carry, &line), 0);
	for (int i = 0; i < THINGS; i++) {
		const int *thing = queue_take(line.out);

		assert_false(seen[thing - things]);
		seen[thing - things] = true;
	}
	pthread_join(putter, NULL);
	for (int i = 0; i < 3; i++)
		pthread_join(carriers[i], NULL);
	assert_null(queue_try_take(line.out));
	queue_free(line.in);
	queue_free(line.out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(things_leave_in_the_order_in_which_they_came),
		cmocka_unit_test(nothing_is_lost_or_doubled_between_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
