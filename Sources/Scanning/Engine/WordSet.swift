/// A few dozen words, looked for in one pass over a short text.
struct WordSet: Sendable {
  /// In ascending order of their first bytes.
  private let words: [[UInt8]]
  /// For each byte where the words start that start with it.
  private let starts: [UInt8]
  /// Of the first two bytes of words, in a few bits: most places in a text are none of them.
  private let pairs: [Bool]

  /// Takes words in lower case, at most 255, none of them empty.
  init(_ words: [String]) {
    let sorted = words.map { Array($0.utf8) }.sorted { $0[0] < $1[0] }
    precondition(sorted.count <= UInt8.max, "places are bytes")
    var starts = [UInt8](repeating: 0, count: 257)
    for word in sorted { starts[Int(word[0]) + 1] += 1 }
    for byte in 0..<256 { starts[byte + 1] += starts[byte] }
    var pairs = [Bool](repeating: false, count: 1 << 12)
    for word in sorted {
      for second in word.count > 1 ? word[1]...word[1] : 0...255 {
        pairs[Self.pair(word[0], second)] = true
      }
    }
    self.pairs = pairs
    self.words = sorted
    self.starts = starts
  }

  private static func pair(_ first: UInt8, _ second: UInt8) -> Int {
    Int(first & 0x7F) << 5 | Int(second & 0x1F)
  }

  /// Whether one of the words stands in a text, in any case.
  func standsIn(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe pairs.withUnsafeBufferPointer { pairs in
      for at in 0..<text.count {
        let first = unsafe ASCII.lowercased(text[at])
        // Cases of a letter have the same last five bits.
        let second = at + 1 < text.count ? unsafe text[at + 1] : 0
        guard unsafe pairs[Self.pair(first, second)] || at + 1 == text.count else { continue }
        let (low, high) = (starts[Int(first)], starts[Int(first) + 1])
        if low < high, unsafe stands(Int(low)..<Int(high), in: text, at) { return true }
      }
      return false
    }
  }

  private func stands(
    _ candidates: Range<Int>,
    in text: UnsafeBufferPointer<UInt8>,
    _ at: Int
  ) -> Bool {
    for index in candidates where words[index].count <= text.count - at {
      let length = words[index].count
      var same = 1
      while same < length, unsafe ASCII.lowercased(text[at + same]) == words[index][same] {
        same += 1
      }
      if same == length { return true }
    }
    return false
  }
}
