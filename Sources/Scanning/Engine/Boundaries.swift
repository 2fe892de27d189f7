/// Writes a rule's boundary into its pattern.
enum Boundaries {
  /// An escape sequence is not part of a word, although it ends in letters or digits.
  private static let afterEscape =
    #"|(?<=%[0-9A-Fa-f]{2})|(?<=\\[abefnrtv0])|(?<=\\x[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4})"#
    + #"|(?<=\x1b\[0m|\x1b\[\dm|\x1b\[\d\dm|\x1b\[\d;\d\dm)"#

  static func compile(_ pattern: String, _ boundary: Rule.Boundary) -> String {
    guard let (left, right) = lookarounds(boundary) else { return pattern }
    let bytes = Array(pattern.utf8)
    // What is not closed must not be closed by what is added: left alone, it will not compile.
    guard closing(bytes + [UInt8(ascii: ")")], 0) == bytes.count else { return pattern }
    let opening = Array("(?<secret>".utf8)
    var result: [UInt8] = []
    var at = 0
    var copied = 0
    var found = false
    while let start = find(opening, in: bytes, from: at) {
      let bodyStart = start + opening.count
      guard let bodyEnd = closing(bytes, bodyStart) else { break }
      result += bytes[copied..<bodyStart]
      result += Array((left + "(?:").utf8)
      result += bytes[bodyStart..<bodyEnd]
      result += Array((")" + right).utf8)
      copied = bodyEnd
      at = bodyEnd
      found = true
    }
    guard found else { return left + "(?:" + pattern + ")" + right }
    result += bytes[copied...]
    return String(decoding: result, as: UTF8.self)
  }

  private static func lookarounds(_ boundary: Rule.Boundary) -> (left: String, right: String)? {
    switch boundary {
    case .none: nil
    case .alphanumeric: ("(?:(?<![A-Za-z0-9])" + afterEscape + ")", "(?![A-Za-z0-9])")
    case .word: ("(?:(?<![A-Za-z0-9_-])" + afterEscape + ")", "(?![A-Za-z0-9_-])")
    case .base64: ("(?:(?<![A-Za-z0-9_+/-])" + afterEscape + ")", "(?![A-Za-z0-9_+/=-])")
    }
  }

  private static func find(_ needle: [UInt8], in bytes: [UInt8], from: Int) -> Int? {
    guard bytes.count >= needle.count else { return nil }
    var at = from
    while at + needle.count <= bytes.count {
      if bytes[at..<at + needle.count].elementsEqual(needle) { return at }
      at += 1
    }
    return nil
  }

  /// The place of the parenthesis that closes the group whose body starts at `start`.
  private static func closing(_ bytes: [UInt8], _ start: Int) -> Int? {
    var depth = 1
    var inClass = false
    var at = start
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "[") where !inClass:
        inClass = true
        // A bracket that comes first in a class is an ordinary member of it.
        if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "^") { at += 1 }
        if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "]") { at += 1 }
      case UInt8(ascii: "]") where inClass: inClass = false
      case UInt8(ascii: "(") where !inClass: depth += 1
      case UInt8(ascii: ")") where !inClass:
        depth -= 1
        if depth == 0 { return at }
      default: break
      }
      at += 1
    }
    return nil
  }
}
