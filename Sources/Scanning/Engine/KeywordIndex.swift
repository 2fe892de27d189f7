import CKeywords

/// Finds keywords, in any case, in one pass over a text.
///
/// The text is sampled at every second byte. Four bytes, folded to five bits each, are an index
/// into a bitmap that says whether a keyword could stand here: each keyword is entered with the four
/// bytes at an even and at an odd distance from its start that are likely to be rarest, so that one
/// of them meets a sample; short ones with three of their bytes and anything beside them. So
/// the time does not depend on the number of keywords, only on how often one stands in the text;
/// and building it takes microseconds, which keeps the start of a hook cheap.
@safe final class KeywordIndex: @unchecked Sendable {
  static let minimumLength = 3
  static let maximumLength = 250

  /// Keywords, one behind the other, as they are collected.
  struct List {
    fileprivate var letters: [UInt8] = []
    fileprivate var starts: [UInt32] = [0]
    fileprivate var longest = 0

    /// Takes about how many keywords there will be.
    init(capacity: Int) {
      letters.reserveCapacity(16 * capacity)
      starts.reserveCapacity(capacity + 1)
    }

    /// Adds a keyword, which may be there already; false for one that cannot be looked for.
    mutating func append(_ keyword: String) -> Bool {
      let count = letters.count
      for byte in keyword.utf8 {
        guard ASCII.isPrintable(byte), !ASCII.isUppercase(byte) else { return false }
        letters.append(byte)
      }
      starts.append(UInt32(letters.count))
      longest = max(longest, letters.count - count)
      return (minimumLength...maximumLength).contains(letters.count - count)
    }
  }

  /// The length of the longest keyword, in bytes.
  let longest: Int

  /// Only read once it is made.
  private let keywords: OpaquePointer
  private let capacity: Int

  /// Takes keywords, the numbers of which are their places in the list; nil when they are too many.
  init?(_ list: List) {
    guard let keywords = unsafe gss_make_keywords(list.letters, list.starts, list.starts.count - 1)
    else { return nil }
    unsafe self.keywords = keywords
    longest = list.longest
    capacity = unsafe 512 + 4 * gss_most_hits(keywords)
  }

  deinit { unsafe gss_free_keywords(keywords) }

  /// Calls `body` with the number and the start of each keyword in the text, almost in order: a
  /// start is never more than 255 bytes before the greatest one so far.
  @inline(__always)
  func forEachKeyword(
    in text: UnsafeBufferPointer<UInt8>,
    _ body: (_ keyword: Int, _ start: Int) -> Void
  ) {
    guard let base = text.baseAddress else { return }
    unsafe withUnsafeTemporaryAllocation(of: gss_keyword_hit.self, capacity: capacity) { hits in
      var at = 0
      while at < text.count {
        let found = unsafe gss_find_keywords(
          keywords,
          base,
          text.count,
          &at,
          hits.baseAddress,
          hits.count
        )
        for index in 0..<found {
          let hit = unsafe hits[index]
          var keyword = UInt16(truncatingIfNeeded: hit.keyword)
          while keyword != GSS_NO_KEYWORD {
            body(Int(keyword), Int(hit.start))
            keyword = unsafe gss_same_keyword(keywords, UInt32(keyword))
          }
        }
      }
    }
  }
}
