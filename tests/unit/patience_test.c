#include "tests/unit/test.h"

#include "aggregator/base/patience.h"

struct meeting {
	pthread_mutex_t lock;
	pthread_cond_t condition;
	bool has_come;
};

static void
meeting_init(struct meeting *meeting)
{
	meeting->has_come = false;
	pthread_mutex_init(&meeting->lock, NULL);
	patience_init(&meeting->condition);
}

static void
meeting_release(struct meeting *meeting)
{
	pthread_cond_destroy(&meeting->condition);
	pthread_mutex_destroy(&meeting->lock);
}

static void *
come(void *context)
{
	struct meeting *meeting = context;

	pthread_mutex_lock(&meeting->lock);
	meeting->has_come = true;
	pthread_cond_signal(&meeting->condition);
	pthread_mutex_unlock(&meeting->lock);
	return NULL;
}

static void
who_waits_is_woken_before_the_end(void **state)
{
	struct meeting meeting;
	struct timespec end = patience_end(600000); /* by another clock this would be long ago */
	pthread_t guest;
	bool is_early = true;

	(void)state;
	meeting_init(&meeting);
	pthread_mutex_lock(&meeting.lock);
	assert_int_equal(pthread_create(&guest, NULL, come, &meeting), 0);
	while (!meeting.has_come && is_early)
		is_early = patience_wait(&meeting.condition, &meeting.lock, &end);
	pthread_mutex_unlock(&meeting.lock);
	pthread_join(guest, NULL);
	assert_true(meeting.has_come && is_early);
	meeting_release(&meeting);
}

static void
a_wait_whose_end_has_come_is_over(void **state)
{
	struct meeting meeting;
	struct timespec end = patience_end(0);

	(void)state;
	meeting_init(&meeting);
	pthread_mutex_lock(&meeting.lock);
	assert_false(patience_wait(&meeting.condition, &meeting.lock, &end));
	pthread_mutex_unlock(&meeting.lock);
	meeting_release(&meeting);
}

static void
milliseconds_are_carried_into_seconds(void **state)
{
	struct timespec now = patience_end(0);
	struct timespec later = patience_end(1999);

	(void)state;
	assert_true(later.tv_nsec >= 0 && later.tv_nsec < 1000000000);
	assert_true(later.tv_sec - now.tv_sec >= 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_waits_is_woken_before_the_end),
		cmocka_unit_test(a_wait_whose_end_has_come_is_over),
		cmocka_unit_test(milliseconds_are_carried_into_seconds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
