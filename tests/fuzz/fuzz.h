#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/*
 * One input; always gives 0. A target is a file tests/fuzz/fuzz_NAME.c with this function; its seeds
 * stand in tests/fuzz/corpus/NAME/, its dictionary in tests/fuzz/NAME.dict. It asserts promises, not
 * only the absence of crashes.
 */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#endif
