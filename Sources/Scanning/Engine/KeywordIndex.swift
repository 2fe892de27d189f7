/// Finds keywords, in any case, in one pass over a text.
///
/// The text is sampled at every second byte. Four bytes, folded to lower case, are hashed into a
/// bitmap that says whether a keyword could stand here: each keyword is entered with the four bytes
/// at an even and at an odd distance from its start, so that one of them meets a sample. Keywords
/// of three or four bytes are entered with their first three, which are looked up at both bytes of
/// a sample. Building this touches some kilobytes, which keeps the start of a hook cheap; an
/// automaton would need hundreds of kilobytes of tables.
struct KeywordIndex: Sendable {
  static let minimumLength = 3

  /// All keywords, one behind the other; keyword `k` is
  /// `letters[letterStarts[k]..<letterStarts[k + 1]]`.
  private let letters: [UInt8]
  private let letterStarts: [UInt32]
  private let long: GramTable
  private let short: GramTable

  /// Takes keywords of at least three bytes of lower-case ASCII.
  init(_ keywords: [[UInt8]]) {
    precondition(keywords.count < Int(UInt16.max) / 2)
    letters = keywords.flatMap(\.self)
    var letterStarts: [UInt32] = [0]
    var length: UInt32 = 0
    var long: [GramTable.Entry] = []
    var short: [GramTable.Entry] = []
    long.reserveCapacity(keywords.count * 2)
    for (index, keyword) in keywords.enumerated() {
      length += UInt32(keyword.count)
      letterStarts.append(length)
      if keyword.count < 5 {
        let gram = Self.gram(keyword, 0) & 0xFF_FFFF
        short.append(GramTable.Entry(gram: gram, keyword: UInt16(index), distance: 0))
        continue
      }
      let start = Self.rarestStart(keyword)
      for distance in start...start + 1 {
        let gram = Self.gram(keyword, distance)
        long.append(
          GramTable.Entry(gram: gram, keyword: UInt16(index), distance: UInt16(distance))
        )
      }
    }
    self.letterStarts = letterStarts
    self.long = GramTable(long, bitmapBits: 16)
    self.short = GramTable(short, bitmapBits: 13)
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
    let raw = unsafe UnsafeRawPointer(base)
    unsafe letters.withUnsafeBufferPointer { letters in
      unsafe letterStarts.withUnsafeBufferPointer { letterStarts in
        let words = unsafe KeywordLetters(letters: letters, starts: letterStarts)
        long.borrow { long in
          short.borrow { short in
            var at = 0
            while at + 8 <= count {
              let word =
                UInt64(littleEndian: unsafe raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                | 0x2020_2020_2020_2020
              let first = UInt32(truncatingIfNeeded: word)
              let second = UInt32(truncatingIfNeeded: word >> 16)
              let third = UInt32(truncatingIfNeeded: word >> 32)
              let longBits = long.bit(first) | long.bit(second) | long.bit(third)
              let shortBits =
                short.bit(first & 0xFF_FFFF) | short.bit(first >> 8)
                | short.bit(second & 0xFF_FFFF) | short.bit(second >> 8)
                | short.bit(third & 0xFF_FFFF) | short.bit(third >> 8)
              if longBits & 1 != 0 {
                unsafe long.confirm(first, at, text, words, body)
                unsafe long.confirm(second, at + 2, text, words, body)
                unsafe long.confirm(third, at + 4, text, words, body)
              }
              if shortBits & 1 != 0 {
                for offset in 0..<6 {
                  let gram = UInt32(truncatingIfNeeded: word >> UInt64(8 * offset)) & 0xFF_FFFF
                  unsafe short.confirm(gram, at + offset, text, words, body)
                }
              }
              at += 6
            }
            while at < count {
              let gram = unsafe Self.gram(text, at)
              unsafe long.confirm(gram, at, text, words, body)
              unsafe short.confirm(gram & 0xFF_FFFF, at, text, words, body)
              unsafe short.confirm(gram >> 8, at + 1, text, words, body)
              at += 2
            }
          }
        }
      }
    }
  }

  private static func gram(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    var gram: UInt32 = 0x2020_2020
    for offset in 0..<min(4, bytes.count - at) {
      gram |= UInt32(bytes[at + offset]) << UInt32(8 * offset)
    }
    return gram
  }

  /// The gram at a place, padded past the end.
  private static func gram(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32 {
    var gram: UInt32 = 0x2020_2020
    for offset in 0..<4 where at + offset < text.count {
      gram |= unsafe UInt32(text[at + offset]) << UInt32(8 * offset)
    }
    return gram
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

/// The bytes of all keywords, borrowed.
@safe struct KeywordLetters {
  let letters: UnsafeBufferPointer<UInt8>
  let starts: UnsafeBufferPointer<UInt32>

  @inline(__always)
  func stands(_ keyword: Int, in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    let first = unsafe Int(starts[keyword])
    let length = unsafe Int(starts[keyword + 1]) - first
    guard start >= 0, start + length <= text.count else { return false }
    for offset in 0..<length
    where unsafe ASCII.lowercased(text[start + offset]) != letters[first + offset] {
      return false
    }
    return true
  }
}
