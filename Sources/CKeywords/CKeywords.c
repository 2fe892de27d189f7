#include "CKeywords.h"

#include <string.h>

static inline uint8_t lowercased(uint8_t byte) {
  return (uint8_t)(byte - 0x41) < 26 ? byte | 0x20 : byte;
}

// Eight bytes, the first in the lowest bits, whatever the machine.
static inline uint64_t load(const uint8_t *text) {
  uint64_t word;
  memcpy(&word, text, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

// The grams at the places 0 and 4, in the lower and the upper half.
static inline uint64_t grams(uint64_t word) {
  word = (word & 0x001F001F001F001F) | (word >> 3 & 0x03E003E003E003E0);
  return (word & 0x000003FF000003FF) | (word >> 6 & 0x000FFC00000FFC00);
}

static inline uint32_t bit(const uint32_t *bitmap, uint32_t gram) {
  return bitmap[gram >> 5] >> (gram & 31);
}

static int stands(const struct gss_keywords *keywords, uint32_t keyword, const uint8_t *text,
                  size_t count, size_t start) {
  uint32_t first = keywords->starts[keyword];
  size_t length = keywords->starts[keyword + 1] - first;
  if (start > count || length > count - start) return 0;
  for (size_t at = 0; at < length; at++) {
    if (lowercased(text[start + at]) != keywords->letters[first + at]) return 0;
  }
  return 1;
}

static size_t confirm(const struct gss_keywords *keywords, const struct gss_gram_table *table,
                      uint32_t gram, const uint8_t *text, size_t count, size_t at,
                      struct gss_keyword_hit *hits) {
  uint32_t hash = gram * 0x9E3779B1u >> table->shift;
  size_t found = 0;
  for (uint32_t index = table->starts[hash]; index < table->starts[hash + 1]; index++) {
    const struct gss_gram *entry = &table->grams[index];
    if (entry->gram != gram || entry->distance > at) continue;
    size_t start = at - entry->distance;
    if (stands(keywords, entry->keyword, text, count, start)) {
      hits[found].keyword = entry->keyword;
      hits[found].start = start;
      found++;
    }
  }
  return found;
}

// All keywords whose grams stand at an even place, or, for short ones, behind it.
static size_t confirm_all(const struct gss_keywords *keywords, uint32_t gram, const uint8_t *text,
                          size_t count, size_t at, struct gss_keyword_hit *hits) {
  size_t found = confirm(keywords, &keywords->longs, gram, text, count, at, hits);
  found += confirm(keywords, &keywords->shorts, gram & 0x7FFF, text, count, at, hits + found);
  found += confirm(keywords, &keywords->shorts, gram >> 5, text, count, at + 1, hits + found);
  return found;
}

size_t gss_find_keywords(const struct gss_keywords *keywords, const uint8_t *text, size_t count,
                         size_t *position, struct gss_keyword_hit *hits, size_t capacity,
                         size_t reserve) {
  const uint32_t *bitmap = keywords->bitmap;
  size_t at = *position, found = 0;
  while (count >= 10 && at <= count - 10) {
    uint64_t even = grams(load(text + at)), odd = grams(load(text + at + 2));
    uint32_t gram[4] = {(uint32_t)even, (uint32_t)odd, (uint32_t)(even >> 32),
                        (uint32_t)(odd >> 32)};
    uint32_t bits = bit(bitmap, gram[0]) | bit(bitmap, gram[1]) | bit(bitmap, gram[2]) |
                    bit(bitmap, gram[3]);
    if (__builtin_expect(bits & 1, 0)) {
      if (capacity - found < 4 * reserve) {
        *position = at;
        return found;
      }
      for (int index = 0; index < 4; index++) {
        if ((bit(bitmap, gram[index]) & 1) == 0) continue;
        found += confirm_all(keywords, gram[index], text, count, at + 2 * (size_t)index,
                             hits + found);
      }
    }
    at += 8;
  }
  for (; at < count; at += 2) {
    if (capacity - found < reserve) {
      *position = at;
      return found;
    }
    uint8_t rest[8] = {0};
    size_t length = count - at < 8 ? count - at : 8;
    memcpy(rest, text + at, length);
    found += confirm_all(keywords, (uint32_t)grams(load(rest)), text, count, at, hits + found);
  }
  *position = count;
  return found;
}
