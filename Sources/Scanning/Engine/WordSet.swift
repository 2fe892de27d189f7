/// A few dozen words, looked for in one pass over a short text.
struct WordSet: Sendable {
  /// In ascending order of their first bytes.
  private let words: [[UInt8]]
  /// For each byte where the words start that start with it.
  private let starts: [UInt8]

  /// Takes words in lower case, at most 255, none of them empty.
  init(_ words: [String]) {
    let sorted = words.map { Array($0.utf8) }.sorted { $0[0] < $1[0] }
    precondition(sorted.count <= UInt8.max, "places are bytes")
    var starts = [UInt8](repeating: 0, count: 257)
    for word in sorted { starts[Int(word[0]) + 1] += 1 }
    for byte in 0..<256 { starts[byte + 1] += starts[byte] }
    self.words = sorted
    self.starts = starts
  }

  /// Whether one of the words stands in a text, in any case.
  func standsIn(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe starts.withUnsafeBufferPointer { starts in
      for at in 0..<text.count {
        let first = unsafe Int(ASCII.lowercased(text[at]))
        let (low, high) = unsafe (starts[first], starts[first + 1])
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
