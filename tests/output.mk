DIGEST_FIXTURE = tests/lib/digest_fixture.c tests/lib/digest_fixture.h

# Prints fixtures for tests that look with somebody else's eyes.
check_PROGRAMS += tests/lib/digest_show
tests_lib_digest_show_SOURCES = tests/lib/digest_show.c $(DIGEST_FIXTURE)
tests_lib_digest_show_LDADD = $(OUTPUT_LIBS)
