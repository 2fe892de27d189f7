#pragma once

// The loop that looks at every byte of every text: where could a keyword stand?

#include <stddef.h>
#include <stdint.h>

#include "CRuns.h"

/// A set of keywords, made ready to be looked for; read by any number of threads.
struct gss_keywords;

struct gss_keyword_hit {
  /// The number of the first keyword of its text; `gss_same_keyword` tells the others.
  uint32_t keyword;
  size_t start;
};

/// Instead of the number of a keyword: none.
#define GSS_NO_KEYWORD UINT16_MAX

/// Takes keywords of lower-case ASCII, one behind the other: keyword `k`, of 3 to 250 bytes, is
/// `letters[starts[k]..<starts[k + 1]]`. There may be 32,000 of them, and the same one repeatedly.
///
/// Copies what it needs. Returns null when there is no memory, or too many keywords.
struct gss_keywords *gss_make_keywords(const uint8_t *letters, const uint32_t *starts,
                                       size_t count);

void gss_free_keywords(struct gss_keywords *keywords);

/// The next keyword of the same text, or `GSS_NO_KEYWORD`; a hit has the first.
uint16_t gss_same_keyword(const struct gss_keywords *keywords, uint32_t keyword);

/// The most hits that one place can have.
size_t gss_most_hits(const struct gss_keywords *keywords);

/// Looks from `*at`, an even place, for keywords; stops at the end, or when fewer than four times
/// `gss_most_hits` have room, and leaves in `*at` where to go on.
///
/// A start is never more than 255 bytes before the greatest one so far. Returns the number of hits.
size_t gss_find_keywords(const struct gss_keywords *keywords, const uint8_t *text, size_t count,
                         size_t *at, struct gss_keyword_hit *hits, size_t capacity);
