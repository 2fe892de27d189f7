#include "CRuns.h"

#if defined(__SSE2__)
#include <immintrin.h>
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

#if defined(__SSE2__)
// The same on twice as many bytes at once, where the processor can.
__attribute__((target("avx2"))) static inline uint64_t symbols_avx2(const uint8_t *text) {
  uint64_t mask = 0;
  for (int part = 0; part < block / 32; part++) {
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + 32 * part));
    __m256i letters = _mm256_sub_epi8(_mm256_or_si256(bytes, _mm256_set1_epi8(0x20)),
                                      _mm256_set1_epi8('a'));
    __m256i digits = _mm256_sub_epi8(bytes, _mm256_set1_epi8('/'));
    __m256i found = _mm256_or_si256(
        _mm256_cmpeq_epi8(_mm256_min_epu8(letters, _mm256_set1_epi8(25)), letters),
        _mm256_cmpeq_epi8(_mm256_min_epu8(digits, _mm256_set1_epi8(10)), digits));
    found = _mm256_or_si256(found, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('+')));
    found = _mm256_or_si256(found, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('-')));
    found = _mm256_or_si256(found, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('_')));
    mask |= (uint64_t)(uint32_t)_mm256_movemask_epi8(found) << (32 * part);
  }
  return mask;
}
#endif

// A bit where at least so many bits in a row start.
static inline uint64_t long_runs(uint64_t mask, enum gss_run_length length) {
  mask &= mask >> 1;
  mask &= mask >> 2;
  mask &= mask >> 4;
  mask &= mask >> 8;
  return length == GSS_SHORT_RUN ? mask : mask & mask >> 8;
}

// The first place from `at` on at which a run starts, as far as whole blocks go; what lies before
// the place that is returned starts none. `*found` says whether one starts there.
#define FIRST_IN_BLOCKS(SYMBOLS)                                              \
  /* A run that starts in the first bytes of a block is seen whole, as far as it must be. */ \
  size_t step = block - (size_t)length + 1;                                   \
  while (at < limit && count - at >= block) {                                 \
    uint64_t runs = long_runs(SYMBOLS(text + at), length);                    \
    if (runs != 0) {                                                          \
      *found = 1;                                                             \
      return at + (size_t)__builtin_ctzll(runs);                              \
    }                                                                         \
    at += step;                                                               \
  }                                                                           \
  return at;

static size_t first_in_blocks(const uint8_t *text, size_t count, size_t at, size_t limit,
                              enum gss_run_length length, int *found) {
  FIRST_IN_BLOCKS(symbols)
}

#if defined(__SSE2__)
__attribute__((target("avx2"))) static size_t first_in_blocks_avx2(
    const uint8_t *text, size_t count, size_t at, size_t limit, enum gss_run_length length,
    int *found) {
  FIRST_IN_BLOCKS(symbols_avx2)
}
#endif

size_t gss_next_run(const uint8_t *text, size_t count, size_t at, size_t limit,
                    enum gss_run_length length, size_t *end) {
  size_t shortest = length;
  int found = 0;
#if defined(__SSE2__)
  if (__builtin_cpu_supports("avx2")) {
    at = first_in_blocks_avx2(text, count, at, limit, length, &found);
  } else
#endif
  {
    at = first_in_blocks(text, count, at, limit, length, &found);
  }
  if (found && at >= limit) return count;
  for (size_t run = 0; !found && at < limit && at + run < count;) {
    if (!is_symbol(text[at + run])) {
      at += run + 1;
      run = 0;
    } else if (++run == shortest) {
      found = 1;
    }
  }
  if (!found) return count;
  *end = at + shortest;
  while (*end < count && is_symbol(text[*end])) (*end)++;
  return at;
}

size_t gss_count_byte(const uint8_t *text, size_t count, uint8_t byte) {
  size_t found = 0;
  while (count > 0) {
    // As many as a byte can count, so that the compiler compares many at once.
    size_t some = count < 255 ? count : 255;
    uint8_t part = 0;
    for (size_t at = 0; at < some; at++) part += text[at] == byte;
    found += part;
    text += some;
    count -= some;
  }
  return found;
}
