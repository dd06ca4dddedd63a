libwatch_a_SOURCES =
