libstore_a_SOURCES =
