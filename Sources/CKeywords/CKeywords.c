#include "CKeywords.h"

#include <stdlib.h>
#include <string.h>

// A place in a keyword that is looked for: four bytes, or three of a short keyword, each folded to
// its lowest five bits, the first one in the lowest bits of `gram`. Folding makes upper and lower
// case the same, and some other bytes too: what is found is compared once more.
struct gram {
  uint32_t gram;
  uint16_t keyword;
  // From the start of the keyword to these bytes.
  uint16_t distance;
};

// Grams behind a hash: those with hash `h` are `grams[starts[h]..<starts[h + 1]]`.
struct table {
  uint16_t *starts;
  struct gram *grams;
  // The hash is the uppermost bits of a product: 32 less their number.
  uint32_t shift;
};

enum { long_bits = 12, short_bits = 8, bitmap_words = 1 << 15 };

// Grams as they are collected; there are no more than two for each keyword.
struct unsorted {
  struct gram *longs, *firsts, *seconds;
  size_t long_count, first_count, second_count;
};

struct gss_keywords {
  // A bit for each gram of four bytes at which a keyword, or a short one and any other byte, may
  // stand: 2^20 bits.
  uint32_t bitmap[bitmap_words];
  struct table longs;
  // Of three bytes: the first three of a sample, and the last three; and a bit for each of them.
  struct table firsts;
  struct table seconds;
  uint32_t first_bits[1 << 10];
  uint32_t second_bits[1 << 10];
  // Keyword `k` is `letters[starts[k]..<starts[k + 1]]`.
  uint8_t *letters;
  uint32_t *starts;
  // For each keyword another one of the same text.
  uint16_t *same;
  size_t most;
};

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

static size_t confirm(const struct gss_keywords *keywords, const struct table *table,
                      uint32_t gram, const uint8_t *text, size_t count, size_t at,
                      struct gss_keyword_hit *hits) {
  uint32_t hash = gram * 0x9E3779B1u >> table->shift;
  size_t found = 0;
  for (uint32_t index = table->starts[hash]; index < table->starts[hash + 1]; index++) {
    const struct gram *entry = &table->grams[index];
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

// All keywords whose grams stand at an even place, or, for some short ones, behind it.
static size_t confirm_all(const struct gss_keywords *keywords, uint32_t gram, const uint8_t *text,
                          size_t count, size_t at, struct gss_keyword_hit *hits) {
  size_t found = confirm(keywords, &keywords->longs, gram, text, count, at, hits);
  if (bit(keywords->first_bits, gram & 0x7FFF) & 1) {
    found += confirm(keywords, &keywords->firsts, gram & 0x7FFF, text, count, at, hits + found);
  }
  if (bit(keywords->second_bits, gram >> 5) & 1) {
    found += confirm(keywords, &keywords->seconds, gram >> 5, text, count, at + 1, hits + found);
  }
  return found;
}

// How rare two neighbouring bytes are, each folded to five bits, in Python, JavaScript, C, Perl,
// Swift, JSON, XML and HTML: twice the binary logarithm of their share, less its sign, from `#` on.
static const char rarity[] =
    ")21245464227545237321666799653;6"
    "6@756><7=7=;343C5@3319:;:9;@A@=:"
    "978975=<;65>49:7;>8587>@@:3@89=;"
    "75;854@@46>568=2;@6836@A>:@A>BD8"
    "378<91<=85:@9;96<>98;9>>;=<>>@A6"
    "06433737578@461:77123>8948:;<<85"
    "48@=>99@:3;F7=85>@7<:7A@@;CB@>D9"
    "6::<>4@<97;A7;7:=A88::@BAC=>=>C8"
    "7397;2;:849@:::68;858<<>9=@=@C>8"
    "48754656;54@46028>734@8C:H76@<;:"
    "/;;4:8;@=62@<<<5:B;8:<<A;@B@A:B<"
    "8>@:A6B@=7>@9==BB@@<@=@@GECAB@F4"
    "05;>837:833B5>;5=@<7869AA8>@=@@3"
    "647<;2;@<7=@:4:74<<8=:=@@<>A=@;8"
    "24544263866<8:6587;2279>@<=>8@A7"
    "49845<5:<65955154B2565:8>@A@A@@7"
    "85<<;2<>97:95<:57;5958>>85>>@<56"
    ":B@ABBBC>:;G9B=@;;:=>7;@@>@@B=E7"
    "34:881;7839;67549=65469<>7====@6"
    "2888<2<<43843:566:8216=;=8:;==A6"
    "1389;2;<119A6:847<3675=;84=;==>4"
    "::9895<<D8=E664@5=455@=A>ACDCBH="
    "<6A@B5@BA8>C;9@8;>=<;@<@@BD@BCG;"
    ";8AA@:AC97@C>@<:@A;;@=A>ABDCBCB:"
    "9=>9A<@@;8;@9==A7=<<76=A<@AAB@E9"
    "5@<@A>>>;:<F:99:4@=:<A=@A@@@@@B6"
    "6=5@B8@@@=7F@>A:@>@>>@@DDC86A@H="
    "9@9B@@A>B=3BB@AC<=@>ACDE@EA@@<CA"
    ":=;:@BA@A>9F=>=67E@>>:CBBJEB;@D>"
    "4G>BDE@@>;7A6@>@CCDB@FGIHJB;=6@C"
    "6<8>>A@@>=;E>@=BAC@>:ACCDC@>=@9A"
    ">6836768:6@;87765=73598;9A>@CCJ6";

// How rare a gram is likely to be in text, from the pairs that it is made of.
static int rareness(uint32_t gram, int count) {
  // Bytes that are in two pairs would count twice: this is about what one of them is worth.
  enum { single = 9 };
  int sum = 0;
  for (int at = 1; at < count; at++, gram >>= 5) {
    sum += rarity[(gram & 31) << 5 | (gram >> 5 & 31)] - '#' - single;
  }
  return sum;
}

static uint32_t fold(const uint8_t *bytes, size_t count) {
  uint32_t gram = 0;
  for (size_t at = count; at > 0; at--) gram = gram << 5 | (bytes[at - 1] & 31);
  return gram;
}

static void set(uint32_t *bitmap, uint32_t gram) { bitmap[gram >> 5] |= (uint32_t)1 << (gram & 31); }

static size_t sort(struct table *table, const struct gram *unsorted, size_t count, uint32_t bits) {
  table->shift = 32 - bits;
  size_t hashes = (size_t)1 << bits;
  for (size_t at = 0; at < count; at++) {
    table->starts[(unsorted[at].gram * 0x9E3779B1u >> table->shift) + 1]++;
  }
  // Not exactly the most of one gram, but never too few: others may share the hash.
  size_t most = 0;
  for (size_t hash = 0; hash < hashes; hash++) {
    if (table->starts[hash + 1] > most) most = table->starts[hash + 1];
    table->starts[hash + 1] += table->starts[hash];
  }
  for (size_t at = count; at > 0; at--) {
    const struct gram *gram = &unsorted[at - 1];
    // Each start moves down from the end of its grams to their beginning.
    uint32_t hash = gram->gram * 0x9E3779B1u >> table->shift;
    table->grams[--table->starts[hash + 1]] = *gram;
  }
  // Each is now where its grams begin, one place too far up.
  memmove(table->starts, table->starts + 1, hashes * sizeof *table->starts);
  table->starts[hashes] = (uint16_t)count;
  return most;
}

// Chains keywords of the same text; `heads` are the last ones of their texts by a hash. Returns
// whether the text is new.
static int chain(struct gss_keywords *keywords, uint16_t *heads, size_t mask, uint32_t keyword) {
  const uint8_t *text = keywords->letters + keywords->starts[keyword];
  size_t length = keywords->starts[keyword + 1] - keywords->starts[keyword];
  uint32_t hash = 2166136261u;
  for (size_t at = 0; at < length; at++) hash = (hash ^ text[at]) * 16777619u;
  for (size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    uint16_t head = heads[slot];
    if (head == GSS_NO_KEYWORD) {
      heads[slot] = (uint16_t)keyword;
      return 1;
    }
    const uint8_t *other = keywords->letters + keywords->starts[head];
    if (keywords->starts[head + 1] - keywords->starts[head] != length ||
        memcmp(other, text, length) != 0) {
      continue;
    }
    // The head stays the one that is looked for.
    keywords->same[keyword] = keywords->same[head];
    keywords->same[head] = (uint16_t)keyword;
    return 0;
  }
}

static void add_long(struct gss_keywords *keywords, struct unsorted *unsorted, uint32_t keyword,
                     uint32_t gram, size_t distance) {
  unsorted->longs[unsorted->long_count++] =
      (struct gram){gram, (uint16_t)keyword, (uint16_t)distance};
  set(keywords->bitmap, gram);
}

// For a keyword, the bytes of which from `distance` on are the first three of a sample.
static void add_first(struct gss_keywords *keywords, struct unsorted *unsorted, uint32_t keyword,
                      uint32_t gram, size_t distance) {
  unsorted->firsts[unsorted->first_count++] =
      (struct gram){gram, (uint16_t)keyword, (uint16_t)distance};
  set(keywords->first_bits, gram);
  for (uint32_t other = 0; other < 32; other++) set(keywords->bitmap, gram | other << 15);
}

// For a keyword, the first three bytes of which are the last ones of a sample.
static void add_second(struct gss_keywords *keywords, struct unsorted *unsorted, uint32_t keyword,
                       uint32_t gram) {
  unsorted->seconds[unsorted->second_count++] = (struct gram){gram, (uint16_t)keyword, 0};
  set(keywords->second_bits, gram);
  for (uint32_t other = 0; other < 32; other++) set(keywords->bitmap, gram << 5 | other);
}

// Enters a keyword so that a sample meets it wherever it stands: with one gram for even places and
// one for odd ones.
static void enter(struct gss_keywords *keywords, struct unsorted *unsorted, uint32_t keyword) {
  const uint8_t *text = keywords->letters + keywords->starts[keyword];
  size_t length = keywords->starts[keyword + 1] - keywords->starts[keyword];
  uint32_t start = fold(text, 3);
  if (length == 3) {
    add_first(keywords, unsorted, keyword, start, 0);
    add_second(keywords, unsorted, keyword, start);
    return;
  }
  if (length == 4) {
    uint32_t end = fold(text + 1, 3);
    add_long(keywords, unsorted, keyword, fold(text, 4), 0);
    if (rareness(end, 3) > rareness(start, 3)) {
      add_first(keywords, unsorted, keyword, end, 1);
    } else {
      add_second(keywords, unsorted, keyword, start);
    }
    return;
  }
  for (size_t parity = 0; parity < 2; parity++) {
    size_t best = parity;
    int most = -1000;
    for (size_t distance = parity; distance + 4 <= length; distance += 2) {
      int rare = rareness(fold(text + distance, 4), 4);
      if (rare > most) {
        most = rare;
        best = distance;
      }
    }
    add_long(keywords, unsorted, keyword, fold(text + best, 4), best);
  }
}

static void fill(struct gss_keywords *keywords, size_t count, uint16_t *heads, size_t mask,
                 struct unsorted *unsorted) {
  for (uint32_t keyword = 0; keyword < count; keyword++) {
    if (chain(keywords, heads, mask, keyword)) enter(keywords, unsorted, keyword);
  }
  keywords->most = sort(&keywords->longs, unsorted->longs, unsorted->long_count, long_bits);
  keywords->most += sort(&keywords->firsts, unsorted->firsts, unsorted->first_count, short_bits);
  keywords->most += sort(&keywords->seconds, unsorted->seconds, unsorted->second_count, short_bits);
}

static int make_table(struct table *table, size_t count, uint32_t bits) {
  table->starts = calloc(((size_t)1 << bits) + 1, sizeof *table->starts);
  table->grams = malloc((count + 1) * sizeof *table->grams);
  return table->starts != NULL && table->grams != NULL;
}

struct gss_keywords *gss_make_keywords(const uint8_t *letters, const uint32_t *starts,
                                       size_t count) {
  if (count > 32000) return NULL;
  size_t slots = 64;
  while (slots < 2 * count) slots *= 2;
  struct gss_keywords *keywords = calloc(1, sizeof *keywords);
  if (keywords == NULL) return NULL;
  uint16_t *heads = malloc(slots * sizeof *heads);
  struct gram *grams = malloc((4 * count + 1) * sizeof *grams);
  keywords->letters = malloc(starts[count] + 1);
  keywords->starts = malloc((count + 1) * sizeof *starts);
  keywords->same = malloc((count + 1) * sizeof *keywords->same);
  int made = heads != NULL && grams != NULL && keywords->letters != NULL &&
             keywords->starts != NULL && keywords->same != NULL;
  made = make_table(&keywords->longs, 2 * count, long_bits) && made;
  made = make_table(&keywords->firsts, count, short_bits) && made;
  made = make_table(&keywords->seconds, count, short_bits) && made;
  if (made) {
    struct unsorted unsorted = {grams, grams + 2 * count, grams + 3 * count, 0, 0, 0};
    memcpy(keywords->letters, letters, starts[count]);
    memcpy(keywords->starts, starts, (count + 1) * sizeof *starts);
    memset(keywords->same, 0xFF, (count + 1) * sizeof *keywords->same);
    memset(heads, 0xFF, slots * sizeof *heads);
    fill(keywords, count, heads, slots - 1, &unsorted);
  } else {
    gss_free_keywords(keywords);
    keywords = NULL;
  }
  free(heads);
  free(grams);
  return keywords;
}

static void free_table(struct table *table) {
  free(table->starts);
  free(table->grams);
}

void gss_free_keywords(struct gss_keywords *keywords) {
  if (keywords == NULL) return;
  free(keywords->letters);
  free(keywords->starts);
  free(keywords->same);
  free_table(&keywords->longs);
  free_table(&keywords->firsts);
  free_table(&keywords->seconds);
  free(keywords);
}

uint16_t gss_same_keyword(const struct gss_keywords *keywords, uint32_t keyword) {
  return keywords->same[keyword];
}

size_t gss_most_hits(const struct gss_keywords *keywords) { return keywords->most; }

size_t gss_find_keywords(const struct gss_keywords *keywords, const uint8_t *text, size_t count,
                         size_t *position, struct gss_keyword_hit *hits, size_t capacity) {
  const uint32_t *bitmap = keywords->bitmap;
  size_t reserve = keywords->most;
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
