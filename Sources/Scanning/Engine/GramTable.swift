/// A hash table from a few bytes of text to the keywords that have them, behind a bitmap.
struct GramTable: Sendable {
  struct Entry: Sendable {
    let gram: UInt32
    let keyword: UInt16
    /// From the start of the keyword to the gram.
    let distance: UInt16
  }

  private static let bucketBits: UInt32 = 10

  private let bitmap: [UInt64]
  private let bitmapBits: UInt32
  /// `entries[bucketStarts[b]..<bucketStarts[b + 1]]` have `b` in the upper bits of their hash.
  private let bucketStarts: [UInt16]
  private let entries: [Entry]

  init(_ unsorted: [Entry], bitmapBits: UInt32) {
    self.bitmapBits = bitmapBits
    var bitmap = [UInt64](repeating: 0, count: 1 << Int(bitmapBits - 6))
    var counts = [UInt16](repeating: 0, count: (1 << Int(Self.bucketBits)) + 1)
    for entry in unsorted {
      let hash = Self.hash(entry.gram)
      let bit = hash >> (32 - bitmapBits)
      bitmap[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
      counts[Self.bucket(hash) + 1] += 1
    }
    for bucket in 1..<counts.count { counts[bucket] += counts[bucket - 1] }
    bucketStarts = counts
    var sorted = unsorted
    for entry in unsorted {
      let bucket = Self.bucket(Self.hash(entry.gram))
      sorted[Int(counts[bucket])] = entry
      counts[bucket] += 1
    }
    entries = sorted
    self.bitmap = bitmap
  }

  @inline(__always)
  private static func hash(_ gram: UInt32) -> UInt32 { gram &* 0x9E37_79B1 }

  @inline(__always)
  private static func bucket(_ hash: UInt32) -> Int { Int(hash >> (32 - bucketBits)) }

  @inline(__always)
  func borrow(_ body: (borrowing Borrowed) -> Void) {
    unsafe bitmap.withUnsafeBufferPointer { bitmap in
      unsafe bucketStarts.withUnsafeBufferPointer { bucketStarts in
        unsafe entries.withUnsafeBufferPointer { entries in
          unsafe body(
            Borrowed(
              bitmap: bitmap,
              shift: 32 - bitmapBits,
              bucketStarts: bucketStarts,
              entries: entries
            )
          )
        }
      }
    }
  }

  /// The arrays, borrowed for one pass: what is asked at every second byte must not count
  /// references.
  @safe struct Borrowed: ~Copyable {
    fileprivate let bitmap: UnsafeBufferPointer<UInt64>
    fileprivate let shift: UInt32
    fileprivate let bucketStarts: UnsafeBufferPointer<UInt16>
    fileprivate let entries: UnsafeBufferPointer<Entry>

    /// In the lowest bit, whether a keyword may have this gram.
    @inline(__always)
    func bit(_ gram: UInt32) -> UInt64 {
      let bit = GramTable.hash(gram) >> shift
      return unsafe bitmap[Int(bit >> 6)] >> UInt64(bit & 63)
    }

    @inline(__always)
    func confirm(
      _ gram: UInt32,
      _ at: Int,
      _ text: UnsafeBufferPointer<UInt8>,
      _ words: KeywordLetters,
      _ body: (_ keyword: Int, _ start: Int) -> Void
    ) {
      let bucket = GramTable.bucket(GramTable.hash(gram))
      for index in unsafe Int(bucketStarts[bucket])..<Int(bucketStarts[bucket + 1]) {
        let entry = unsafe entries[index]
        guard entry.gram == gram else { continue }
        let start = at - Int(entry.distance)
        if unsafe words.stands(Int(entry.keyword), in: text, at: start) {
          body(Int(entry.keyword), start)
        }
      }
    }
  }
}
