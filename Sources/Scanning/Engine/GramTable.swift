import CKeywords

/// The grams of keywords, sorted by a hash of theirs.
///
/// A gram is a few bytes of a keyword, each folded to its lowest five bits, which makes upper and
/// lower case the same, and some other bytes too: what is found is compared once more.
struct GramTable: Sendable {
  /// `grams[starts[h]..<starts[h + 1]]` have the hash `h`.
  private let starts: [UInt16]
  private let grams: [gss_gram]
  private let shift: UInt32
  /// The most entries that one gram has.
  let mostOfOneGram: Int

  init(_ unsorted: [gss_gram], hashBits: UInt32) {
    shift = 32 - hashBits
    var counts = [UInt16](repeating: 0, count: 1 << Int(hashBits) + 1)
    for gram in unsorted { counts[Self.hash(gram.gram, shift) + 1] += 1 }
    for hash in 1..<counts.count { counts[hash] += counts[hash - 1] }
    starts = counts
    var sorted = unsorted
    for gram in unsorted {
      let hash = Self.hash(gram.gram, shift)
      sorted[Int(counts[hash])] = gram
      counts[hash] += 1
    }
    grams = sorted
    // Not exactly, but never too few: entries of other grams may share the hash.
    mostOfOneGram = zip(starts, starts.dropFirst()).reduce(0) { max($0, Int($1.1 - $1.0)) }
  }

  private static func hash(_ gram: UInt32, _ shift: UInt32) -> Int {
    Int((gram &* 0x9E37_79B1) >> shift)
  }

  /// Lends the table for one pass.
  func lend<Value>(_ body: (gss_gram_table) -> Value) -> Value {
    unsafe starts.withUnsafeBufferPointer { starts in
      unsafe grams.withUnsafeBufferPointer { grams in
        unsafe body(
          gss_gram_table(starts: starts.baseAddress, grams: grams.baseAddress, shift: shift)
        )
      }
    }
  }
}
