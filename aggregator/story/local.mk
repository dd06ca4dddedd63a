libstory_a_SOURCES =
