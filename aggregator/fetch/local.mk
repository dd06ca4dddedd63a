libfetch_a_SOURCES = \
	aggregator/fetch/address.c aggregator/fetch/address.h \
	aggregator/fetch/answer.c aggregator/fetch/answer.h \
	aggregator/fetch/bucket.c aggregator/fetch/bucket.h \
	aggregator/fetch/errand.c aggregator/fetch/errand.h \
	aggregator/fetch/file.c aggregator/fetch/file.h \
	aggregator/fetch/fetch.c aggregator/fetch/fetch.h \
	aggregator/fetch/freshness.c aggregator/fetch/freshness.h \
	aggregator/fetch/gate.c aggregator/fetch/gate.h \
	aggregator/fetch/head.c aggregator/fetch/head.h \
	aggregator/fetch/health.c aggregator/fetch/health.h \
	aggregator/fetch/host.h \
	aggregator/fetch/host_heap.c aggregator/fetch/host_heap.h \
	aggregator/fetch/host_table.c aggregator/fetch/host_table.h \
	aggregator/fetch/hosts.c aggregator/fetch/hosts.h \
	aggregator/fetch/http_date.c aggregator/fetch/http_date.h \
	aggregator/fetch/lesson.c aggregator/fetch/lesson.h \
	aggregator/fetch/link_header.c aggregator/fetch/link_header.h \
	aggregator/fetch/loop.c aggregator/fetch/loop.h \
	aggregator/fetch/outage.c aggregator/fetch/outage.h \
	aggregator/fetch/profile.c aggregator/fetch/profile.h \
	aggregator/fetch/program.c aggregator/fetch/program.h \
	aggregator/fetch/reader.c aggregator/fetch/reader.h \
	aggregator/fetch/redirect.c aggregator/fetch/redirect.h \
	aggregator/fetch/request.c aggregator/fetch/request.h \
	aggregator/fetch/retry_after.c aggregator/fetch/retry_after.h \
	aggregator/fetch/rhythm.c aggregator/fetch/rhythm.h \
	aggregator/fetch/schedule.c aggregator/fetch/schedule.h \
	aggregator/fetch/schedule_memory.c aggregator/fetch/schedule_memory.h \
	aggregator/fetch/settings.c \
	aggregator/fetch/transfer.c aggregator/fetch/transfer.h \
	aggregator/fetch/url.c aggregator/fetch/url.h \
	aggregator/fetch/visit.c aggregator/fetch/visit.h \
	aggregator/fetch/websub.c aggregator/fetch/websub.h
