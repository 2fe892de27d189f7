import CKeywords

/// Finds keywords, in any case, in one pass over a text.
///
/// The text is sampled at every second byte. Four bytes, folded to five bits each, are an index
/// into a bitmap that says whether a keyword could stand here: each keyword is entered with the four
/// bytes at an even and at an odd distance from its start, so that one of them meets a sample.
/// Keywords of three or four bytes are entered with their first three and anything beside them. So
/// the time does not depend on the number of keywords, only on how often one stands in the text;
/// and building it takes microseconds, which keeps the start of a hook cheap.
struct KeywordIndex: Sendable {
  static let minimumLength = 3

  /// All keywords, one behind the other; keyword `k` is
  /// `letters[letterStarts[k]..<letterStarts[k + 1]]`.
  private let letters: [UInt8]
  private let letterStarts: [UInt32]
  private let bitmap: [UInt32]
  private let long: GramTable
  private let short: GramTable

  /// Takes keywords of at least three bytes of lower-case ASCII.
  init(_ keywords: [[UInt8]]) {
    precondition(keywords.count < Int(UInt16.max) / 2)
    letters = keywords.flatMap(\.self)
    var letterStarts: [UInt32] = [0]
    letterStarts.reserveCapacity(keywords.count + 1)
    var length: UInt32 = 0
    var long: [gss_gram] = []
    var short: [gss_gram] = []
    var bitmap = [UInt32](repeating: 0, count: 1 << 15)
    long.reserveCapacity(keywords.count * 2)
    for (index, keyword) in keywords.enumerated() {
      length += UInt32(keyword.count)
      letterStarts.append(length)
      if keyword.count < 5 {
        let gram = Self.gram(keyword[..<3])
        short.append(gss_gram(gram: gram, keyword: UInt16(index), distance: 0))
        for other in UInt32(0)..<32 {
          Self.set(gram | other << 15, in: &bitmap)
          Self.set(gram << 5 | other, in: &bitmap)
        }
        continue
      }
      let start = Self.rarestStart(keyword)
      for distance in start...start + 1 {
        let gram = Self.gram(keyword[distance..<distance + 4])
        long.append(gss_gram(gram: gram, keyword: UInt16(index), distance: UInt16(distance)))
        Self.set(gram, in: &bitmap)
      }
    }
    self.letterStarts = letterStarts
    self.bitmap = bitmap
    self.long = GramTable(long, hashBits: 12)
    self.short = GramTable(short, hashBits: 8)
  }

  /// Calls `body` with the index and the start of each keyword in the text, almost in order: a
  /// start is never more than 255 bytes before the greatest one so far.
  @inline(__always)
  func forEachKeyword(
    in text: UnsafeBufferPointer<UInt8>,
    _ body: (_ keyword: Int, _ start: Int) -> Void
  ) {
    guard letterStarts.count > 1, let base = text.baseAddress else { return }
    // What one gram may have, of both tables.
    let reserve = long.mostOfOneGram + 2 * short.mostOfOneGram
    unsafe withUnsafeTemporaryAllocation(of: gss_keyword_hit.self, capacity: 512 + 4 * reserve) {
      hits in
      var at = 0
      while at < text.count {
        let found = unsafe find(base, text.count, &at, hits, reserve)
        for index in 0..<found {
          let hit = unsafe hits[index]
          body(Int(hit.keyword), Int(hit.start))
        }
      }
    }
  }

  private func find(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    _ at: inout Int,
    _ hits: UnsafeMutableBufferPointer<gss_keyword_hit>,
    _ reserve: Int
  ) -> Int {
    unsafe bitmap.withUnsafeBufferPointer { bitmap in
      unsafe letters.withUnsafeBufferPointer { letters in
        unsafe letterStarts.withUnsafeBufferPointer { starts in
          unsafe long.lend { long in
            unsafe short.lend { short in
              var keywords = unsafe gss_keywords(
                bitmap: bitmap.baseAddress,
                longs: long,
                shorts: short,
                letters: letters.baseAddress,
                starts: starts.baseAddress
              )
              return unsafe gss_find_keywords(
                &keywords,
                text,
                count,
                &at,
                hits.baseAddress,
                hits.count,
                reserve
              )
            }
          }
        }
      }
    }
  }

  private static func gram(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 5 | UInt32($1 & 31) }
  }

  private static func set(_ gram: UInt32, in bitmap: inout [UInt32]) {
    bitmap[Int(gram >> 5)] |= 1 << (gram & 31)
  }

  /// Where in a keyword the two neighbouring grams begin that are likely to be rarest in text.
  private static func rarestStart(_ keyword: [UInt8]) -> Int {
    var best = 0
    var bestCost = Int.max
    for start in 0...min(keyword.count - 5, 250) {
      var cost = 0
      for byte in keyword[start..<start + 5] { cost += commonness(byte) }
      if cost < bestCost {
        best = start
        bestCost = cost
      }
    }
    return best
  }

  private static func commonness(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "e"), UInt8(ascii: "t"), UInt8(ascii: "a"), UInt8(ascii: "o"),
      UInt8(ascii: "i"), UInt8(ascii: "n"), UInt8(ascii: "s"), UInt8(ascii: "r"), 0x20:
      6
    case UInt8(ascii: "h"), UInt8(ascii: "l"), UInt8(ascii: "d"), UInt8(ascii: "c"),
      UInt8(ascii: "u"), UInt8(ascii: "m"), UInt8(ascii: "p"), UInt8(ascii: "f"):
      4
    case UInt8(ascii: "a")...UInt8(ascii: "z"): 2
    case UInt8(ascii: "-"): 3
    default: 1
    }
  }
}
