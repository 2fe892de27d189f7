/// A piece of one line beside a value, where a comment may stand.
struct CommentText {
  /// As in the file, without the line's end.
  let bytes: [UInt8]
  /// The same in lower case.
  let lowered: [UInt8]
  /// Whether a comment began before this piece.
  let isInComment: Bool
  /// Whether any marker may be in it: most lines are done with after this.
  let mayHoldMarker: Bool

  init(_ bytes: [UInt8], isInComment: Bool = false) {
    self.bytes = bytes
    lowered = bytes.map { ASCII.isUppercase($0) ? $0 + 0x20 : $0 }
    self.isInComment = isInComment
    mayHoldMarker = unsafe bytes.withUnsafeBufferPointer { unsafe Self.words.standsIn($0) }
  }

  /// Every marker holds one of these.
  static let words = WordSet(["allow", "ignore", "nosec", "noqa", "whitelist", "skip"])
  static let longestWord = 9

  /// Where `marker` stands as a word of its own in a comment or a string.
  func range(of marker: String) -> Range<Int>? {
    let word = Array(marker.utf8)
    guard mayHoldMarker, lowered.count >= word.count else { return nil }
    for start in 0...(lowered.count - word.count) where lowered[start] == word[0] {
      let end = start + word.count
      guard lowered[start..<end].elementsEqual(word) else { continue }
      if start > 0, Self.isWord(lowered[start - 1]) { continue }
      // `checkov:skip=CKV_SECRET_` goes on with a number.
      if word.last != UInt8(ascii: "_"), end < lowered.count, Self.isWord(lowered[end]) { continue }
      if isInComment || Self.opensComment(lowered[..<start], orString: true) { return start..<end }
    }
    return nil
  }

  /// Whether a comment, or a string, begins in `text`.
  static func opensComment(_ text: ArraySlice<UInt8>, orString: Bool = false) -> Bool {
    for index in text.indices {
      let next = index + 1 < text.endIndex ? text[index + 1] : 0
      switch text[index] {
      case UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: "%"): return true
      case UInt8(ascii: "/") where next == UInt8(ascii: "/") || next == UInt8(ascii: "*"):
        // Not the slashes of an address.
        if index == text.startIndex || text[index - 1] != UInt8(ascii: ":") { return true }
      case UInt8(ascii: "-") where next == UInt8(ascii: "-"): return true
      case UInt8(ascii: "(") where next == UInt8(ascii: "*"): return true
      // Of Fortran; elsewhere it negates what follows it.
      case UInt8(ascii: "!") where ASCII.isBlank(next):
        if index == text.startIndex || ASCII.isBlank(text[index - 1]) { return true }
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): if orString { return true }
      case UInt8(ascii: "r") where text[index...].starts(with: "rem ".utf8):
        if index == text.startIndex || !isWord(text[index - 1]) { return true }
      default: continue
      }
    }
    let first = text.drop { ASCII.isBlank($0) }
    return ["* ", "{{!", ":: "].contains { first.starts(with: $0.utf8) }
  }

  /// What comments stand between that have an end.
  private static let brackets = [
    ("/*", "*/"), ("<!--", "-->"), ("{#", "#}"), ("{{!", "}}"), ("(*", "*)"), ("<#", "#>"),
    ("<%#", "%>"),
  ]

  /// Whether the line holds a comment and nothing else.
  ///
  /// JSON has no comments; a member whose name says `comment`, or `//`, serves there.
  func isCommentOnly(path: [UInt8]) -> Bool {
    guard mayHoldMarker else { return false }
    var text = lowered.drop { ASCII.isBlank($0) }
    for (open, close) in Self.brackets
    where text.starts(with: open.utf8) {
      guard let end = Self.firstRange(of: Array(close.utf8), in: text) else { return true }
      return text[end.upperBound...].allSatisfy { ASCII.isBlank($0) }
    }
    let openers = ["#", "//", "* ", "-- ", ";", "%", "rem ", "@rem ", ":: ", "! "]
    if openers.contains(where: { text.starts(with: $0.utf8) }) { return true }
    func isIn(_ suffixes: String...) -> Bool {
      suffixes.contains { path.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }
    if text.first == UInt8(ascii: "'") { return isIn(".vb", ".bas", ".vbs", ".cls") }
    if text.first == UInt8(ascii: "\""), isIn(".vim", "vimrc") { return true }
    text = text.drop { ASCII.isBlank($0) || "{[,".utf8.contains($0) }
    guard text.first == UInt8(ascii: "\""), let colon = text.firstIndex(of: UInt8(ascii: ":"))
    else { return false }
    let name = text[text.startIndex..<colon]
    return name.starts(with: "\"//".utf8)
      || Self.firstRange(of: Array("comment".utf8), in: name) != nil
  }

  /// What follows `start`, without what closes the comment or string.
  func note(from start: Int) -> String {
    var text = bytes[start...]
    for (_, close) in Self.brackets {
      if let end = Self.firstRange(of: Array(close.utf8), in: text) {
        text = text[..<end.lowerBound]
      }
    }
    while let last = text.last, ASCII.isBlank(last) || "\"',`;-".utf8.contains(last) {
      text.removeLast()
    }
    text = text.drop { ASCII.isBlank($0) || "-–:".utf8.contains($0) }
    return String(decoding: text.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
  }

  static func firstRange(of word: [UInt8], in text: ArraySlice<UInt8>) -> Range<Int>? {
    guard text.count >= word.count else { return nil }
    for start in text.startIndex...(text.endIndex - word.count)
    where text[start..<start + word.count].elementsEqual(word) {
      return start..<start + word.count
    }
    return nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }
}
