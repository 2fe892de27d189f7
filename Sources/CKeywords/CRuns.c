#include "CRuns.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { block = 64 };

static inline int is_symbol(uint8_t byte) {
  uint8_t letter = (uint8_t)((byte | 0x20) - 'a');
  // From `/` to `9` are the digits, too.
  return letter < 26 || (uint8_t)(byte - '/') < 11 || byte == '+' || byte == '-' || byte == '_';
}

// A bit for each of 64 bytes that is a symbol, the first one in the lowest bit.
static inline uint64_t symbols(const uint8_t *text) {
  uint64_t mask = 0;
#if defined(__SSE2__)
  for (int part = 0; part < block / 16; part++) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(text + 16 * part));
    __m128i letters = _mm_sub_epi8(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    __m128i digits = _mm_sub_epi8(bytes, _mm_set1_epi8('/'));
    // `x` is at most `y` where it is the lesser of both.
    __m128i found =
        _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(letters, _mm_set1_epi8(25)), letters),
                     _mm_cmpeq_epi8(_mm_min_epu8(digits, _mm_set1_epi8(10)), digits));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('+')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('-')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('_')));
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(found) << (16 * part);
  }
#else
  for (int at = 0; at < block; at++) mask |= (uint64_t)is_symbol(text[at]) << at;
#endif
  return mask;
}

// A bit where at least so many bits in a row start.
static inline uint64_t long_runs(uint64_t mask, enum gss_run_length length) {
  mask &= mask >> 1;
  mask &= mask >> 2;
  mask &= mask >> 4;
  mask &= mask >> 8;
  return length == GSS_SHORT_RUN ? mask : mask & mask >> 8;
}

size_t gss_next_run(const uint8_t *text, size_t count, size_t at, enum gss_run_length length,
                    size_t *end) {
  size_t shortest = length;
  // A run that starts in the first bytes of a block is seen whole, as far as it must be.
  size_t step = block - shortest + 1;
  while (count - at >= block) {
    uint64_t runs = long_runs(symbols(text + at), length);
    if (runs != 0) {
      at += (size_t)__builtin_ctzll(runs);
      goto found;
    }
    at += step;
  }
  for (size_t run = 0; at + run < count;) {
    if (!is_symbol(text[at + run])) {
      at += run + 1;
      run = 0;
    } else if (++run == shortest) {
      goto found;
    }
  }
  return count;
found:
  *end = at + shortest;
  while (*end < count && is_symbol(text[*end])) (*end)++;
  return at;
}
