libconfig_a_SOURCES =
