noinst_LIBRARIES += liboutput.a
liboutput_a_SOURCES =
