#pragma once

// Long runs of letters, digits, `+`, `/`, `-` and `_`: what base64, hexadecimal digits and random
// values are made of.

#include <stddef.h>
#include <stdint.h>

/// Shorter runs are passed over.
enum gss_run_length { GSS_SHORT_RUN = 16, GSS_LONG_RUN = 24 };

/// The start of the next run of at least so many bytes that begins in `at..<limit`, and in `*end` its
/// end; `count` when there is none. `at` and `limit` are at most `count`; what lies before `at` is not
/// looked at.
size_t gss_next_run(const uint8_t *text, size_t count, size_t at, size_t limit,
                    enum gss_run_length length, size_t *end);

/// How many of the bytes are `byte`.
size_t gss_count_byte(const uint8_t *text, size_t count, uint8_t byte);
