#pragma once

// The loop that looks at every byte of every text: where could a keyword stand?

#include <stddef.h>
#include <stdint.h>

/// A place in a keyword that is looked for: four bytes, or three of a short keyword, each folded
/// to its lowest five bits, the first one in the lowest bits of `gram`.
struct gss_gram {
  uint32_t gram;
  uint16_t keyword;
  /// From the start of the keyword to these bytes.
  uint16_t distance;
};

/// Grams behind a hash: those with hash `h` are `grams[starts[h]..<starts[h + 1]]`.
struct gss_gram_table {
  const uint16_t *starts;
  const struct gss_gram *grams;
  /// The hash is the uppermost bits of a product: 32 less their number.
  uint32_t shift;
};

struct gss_keywords {
  /// A bit for each gram of four bytes at which a keyword, or the first three bytes of a short one,
  /// may stand: 2^20 bits.
  const uint32_t *bitmap;
  struct gss_gram_table longs;
  struct gss_gram_table shorts;
  /// Keyword `k` is `letters[starts[k]..<starts[k + 1]]`.
  const uint8_t *letters;
  const uint32_t *starts;
};

struct gss_keyword_hit {
  uint32_t keyword;
  size_t start;
};

/// Looks from `*at`, an even place, for keywords; stops at the end, or when fewer than `reserve`
/// hits have room, and leaves in `*at` where to go on. `reserve` is the most that one place can
/// have: the number of keywords does.
///
/// A start is never more than 255 bytes before the greatest one so far. Returns the number of hits.
size_t gss_find_keywords(const struct gss_keywords *keywords, const uint8_t *text, size_t count,
                         size_t *at, struct gss_keyword_hit *hits, size_t capacity,
                         size_t reserve);
