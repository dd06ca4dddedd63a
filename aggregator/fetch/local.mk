libfetch_a_SOURCES =
