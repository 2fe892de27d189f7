/// Finds keywords, in any case, in one pass over a text.
///
/// The text is sampled at every second byte: three bytes, folded to lower case, are hashed into a
/// bitmap that says whether a keyword could stand here. Each keyword is entered with the three
/// bytes at an even and at an odd distance from its start, so that one of them meets a sample.
/// Building it touches 10 kB and a few entries a keyword, which keeps the start of a hook cheap;
/// an automaton would need hundreds of kilobytes of tables.
struct KeywordIndex: Sendable {
  static let minimumLength = 3

  private struct Entry: Sendable {
    let gram: UInt32
    let keyword: UInt16
    /// From the start of the keyword to the gram.
    let distance: UInt8
  }

  private static let bucketBits: UInt32 = 10

  /// All keywords, one behind the other; keyword `k` is `letters[letterStarts[k]..<letterStarts[k + 1]]`.
  private let letters: [UInt8]
  private let letterStarts: [UInt32]
  /// One bit for each value of the upper 16 bits of a gram's hash.
  private var bitmap: [UInt64]
  /// `entries[bucketStarts[b]..<bucketStarts[b + 1]]` have the upper bits `b` in their hash.
  private var bucketStarts: [UInt16]
  private var entries: [Entry]
  /// Keywords of three bytes, whose odd gram ends with a byte that may be anything.
  private var short: [UInt16] = []

  /// Takes keywords of at least three bytes of lower-case ASCII.
  init(_ keywords: [[UInt8]]) {
    precondition(keywords.count < Int(UInt16.max) / 2)
    letters = keywords.flatMap(\.self)
    var letterStarts: [UInt32] = [0]
    var length: UInt32 = 0
    for keyword in keywords {
      length += UInt32(keyword.count)
      letterStarts.append(length)
    }
    self.letterStarts = letterStarts
    var bitmap = [UInt64](repeating: 0, count: 1024)
    var unsorted: [Entry] = []
    unsorted.reserveCapacity(keywords.count * 2)
    func enter(_ hash: UInt32) { bitmap[Int(hash >> 22)] |= 1 << UInt64((hash >> 16) & 63) }

    for (index, keyword) in keywords.enumerated() {
      if keyword.count == 3 {
        let entry = Entry(gram: Self.gram(keyword, 0), keyword: UInt16(index), distance: 0)
        enter(Self.hash(entry.gram))
        unsorted.append(entry)
        short.append(UInt16(index))
        let tail = Self.gram([keyword[1], keyword[2], 0], 0) & 0xFFFF
        for last in UInt32(0)...255 {
          enter(Self.hash(tail | (last | 0x20) << 16))
        }
        continue
      }
      let start = Self.rarestStart(keyword)
      for distance in start...start + 1 {
        let gram = Self.gram(keyword, distance)
        enter(Self.hash(gram))
        unsorted.append(
          Entry(gram: gram, keyword: UInt16(index), distance: UInt8(truncatingIfNeeded: distance))
        )
      }
    }

    let buckets = 1 << Int(Self.bucketBits)
    var counts = [UInt16](repeating: 0, count: buckets + 1)
    for entry in unsorted { counts[Self.bucket(Self.hash(entry.gram)) + 1] += 1 }
    for bucket in 0..<buckets { counts[bucket + 1] += counts[bucket] }
    bucketStarts = counts
    var next = counts
    var sorted = unsorted
    for entry in unsorted {
      let bucket = Self.bucket(Self.hash(entry.gram))
      sorted[Int(next[bucket])] = entry
      next[bucket] += 1
    }
    entries = sorted
    self.bitmap = bitmap
  }

  /// Calls `body` with the index and the start of each keyword in the text, almost in order: a
  /// start is never more than 255 bytes before the greatest one so far.
  @inline(__always)
  func forEachKeyword(
    in text: UnsafeBufferPointer<UInt8>,
    _ body: (_ keyword: Int, _ start: Int) -> Void
  ) {
    guard letterStarts.count > 1, let base = text.baseAddress else { return }
    let count = text.count
    unsafe bitmap.withUnsafeBufferPointer { bitmap in
      withTables { tables in
        var at = 0
        let raw = unsafe UnsafeRawPointer(base)
        while at + 8 <= count {
          let word =
            UInt64(littleEndian: unsafe raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            | 0x2020_2020_2020_2020
          let first = Self.hash(UInt32(truncatingIfNeeded: word) & 0xFF_FFFF)
          let second = Self.hash(UInt32(truncatingIfNeeded: word >> 16) & 0xFF_FFFF)
          let third = Self.hash(UInt32(truncatingIfNeeded: word >> 32) & 0xFF_FFFF)
          let one = unsafe bitmap[Int(first >> 22)] >> UInt64((first >> 16) & 63)
          let two = unsafe bitmap[Int(second >> 22)] >> UInt64((second >> 16) & 63)
          let three = unsafe bitmap[Int(third >> 22)] >> UInt64((third >> 16) & 63)
          if (one | two | three) & 1 != 0 {
            if one & 1 != 0 { unsafe tables.confirm(text, at, first, body) }
            if two & 1 != 0 { unsafe tables.confirm(text, at + 2, second, body) }
            if three & 1 != 0 { unsafe tables.confirm(text, at + 4, third, body) }
          }
          at += 6
        }
        while at < count {
          unsafe tables.confirm(text, at, Self.hash(Self.gram(text, at)), body)
          at += 2
        }
      }
    }
  }

  private func withTables(_ body: (borrowing Tables) -> Void) {
    unsafe letters.withUnsafeBufferPointer { letters in
      unsafe letterStarts.withUnsafeBufferPointer { letterStarts in
        unsafe bucketStarts.withUnsafeBufferPointer { bucketStarts in
          unsafe entries.withUnsafeBufferPointer { entries in
            unsafe short.withUnsafeBufferPointer { short in
              unsafe body(
                Tables(
                  letters: letters,
                  letterStarts: letterStarts,
                  bucketStarts: bucketStarts,
                  entries: entries,
                  short: short
                )
              )
            }
          }
        }
      }
    }
  }

  /// The arrays, borrowed for one pass: what is asked at every second place must not count
  /// references.
  @safe private struct Tables: ~Copyable {
    let letters: UnsafeBufferPointer<UInt8>
    let letterStarts: UnsafeBufferPointer<UInt32>
    let bucketStarts: UnsafeBufferPointer<UInt16>
    let entries: UnsafeBufferPointer<Entry>
    let short: UnsafeBufferPointer<UInt16>

    @inline(never)
    func confirm(
      _ text: UnsafeBufferPointer<UInt8>,
      _ at: Int,
      _ hash: UInt32,
      _ body: (_ keyword: Int, _ start: Int) -> Void
    ) {
      let bucket = KeywordIndex.bucket(hash)
      let range = unsafe Int(bucketStarts[bucket])..<Int(bucketStarts[bucket + 1])
      if unsafe range.isEmpty && short.isEmpty { return }
      let gram = unsafe KeywordIndex.gram(text, at)
      for index in range {
        let entry = unsafe entries[index]
        guard entry.gram == gram else { continue }
        let start = at - Int(entry.distance)
        if unsafe stands(Int(entry.keyword), in: text, at: start) {
          body(Int(entry.keyword), start)
        }
      }
      for index in 0..<(unsafe short.count) {
        let keyword = unsafe Int(short[index])
        if unsafe stands(keyword, in: text, at: at - 1) { body(keyword, at - 1) }
      }
    }

    private func stands(
      _ keyword: Int,
      in text: UnsafeBufferPointer<UInt8>,
      at start: Int
    ) -> Bool {
      let first = unsafe Int(letterStarts[keyword])
      let length = unsafe Int(letterStarts[keyword + 1]) - first
      guard start >= 0, start + length <= text.count else { return false }
      for offset in 0..<length
      where unsafe ASCII.lowercased(text[start + offset]) != letters[first + offset] {
        return false
      }
      return true
    }
  }

  @inline(__always)
  private static func hash(_ gram: UInt32) -> UInt32 { gram &* 0x9E37_79B1 }

  @inline(__always)
  fileprivate static func bucket(_ hash: UInt32) -> Int { Int(hash >> (32 - bucketBits)) }

  private static func gram(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16 | 0x20_2020
  }

  /// The gram at a place, padded with zeros past the end.
  @inline(__always)
  fileprivate static func gram(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32 {
    var gram: UInt32 = 0x20_2020
    for offset in 0..<3 where at + offset < text.count {
      gram |= unsafe UInt32(text[at + offset]) << UInt32(8 * offset)
    }
    return gram
  }

  /// Where in a keyword the two neighbouring grams begin that are likely to be rarest in text.
  private static func rarestStart(_ keyword: [UInt8]) -> Int {
    var best = 0
    var bestCost = Int.max
    for start in 0...min(keyword.count - 4, 250) {
      var cost = 0
      for byte in keyword[start..<start + 4] { cost += commonness(byte) }
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
