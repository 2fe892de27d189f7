import Git

extension DeploymentRecord {
  /// The greatest size of a record's file, in bytes: about 60,000 secrets.
  ///
  /// A larger one would take the memory and the time of everybody who reads the ledger.
  package static let maximumSize = 16 << 20

  static func tooLarge(_ id: ObjectID, _ size: Int) -> GitError {
    GitError(
      .corrupt,
      "Object \(id) is no record: it has \(size) bytes, and a record has at most \(maximumSize)."
    )
  }
}

/// What decoders of JSON let pass and the format does not: a key that is there twice, of which each
/// takes another one; bytes that are no UTF-8; fractions where integers are due.
struct RecordSyntax {
  /// Deeper than any record, and what unknown keys may hold.
  private static let maximumDepth = 100

  private static let known = [
    "schema", "id", "seq", "prev", "commit", "tree", "env", "at", "by", "git", "account", "region",
    "status", "kind", "restored_from", "items", "store", "name", "bucket", "key", "arn", "version",
    "stages", "labels", "created", "modified", "type", "tier", "pin", "path", "files",
  ]

  private let bytes: ArraySlice<UInt8>
  private var at: Int
  private var depth = 0
  /// A key whose number is not written as an integer.
  private(set) var fraction: String?

  /// Thrown with what is wrong.
  private struct Problem: Error {
    let text: String
    static let notJSON = Problem(text: "it is not JSON")
  }

  /// - Parameter bytes: one value, and a newline.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes[...]
    at = 0
  }

  /// What is wrong, never with content of the file; nil where nothing is.
  mutating func problem() -> String? {
    do throws(Problem) {
      skipSpace()
      try value(of: "")
      skipSpace()
      guard at < bytes.endIndex else { throw Problem(text: "it does not end with a newline") }
      guard bytes[at] == 0x0A, at + 1 == bytes.endIndex else { throw .notJSON }
      return String(validating: bytes, as: UTF8.self) == nil ? "it is not UTF-8" : nil
    } catch {
      return error.text
    }
  }

  private mutating func skipSpace() {
    while at < bytes.endIndex, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
  }

  private mutating func next() throws(Problem) -> UInt8 {
    guard at < bytes.endIndex else { throw .notJSON }
    at += 1
    return bytes[at - 1]
  }

  private mutating func value(of key: String) throws(Problem) {
    switch try next() {
    case UInt8(ascii: "{"): try members()
    case UInt8(ascii: "["): try elements(of: key)
    case UInt8(ascii: "\""): _ = try string()
    default:
      // A number or a word: the decoder says which of them are any.
      let start = at - 1
      while at < bytes.endIndex, !",]} \t\n".utf8.contains(bytes[at]) { at += 1 }
      guard ["seq", "schema", "version"].contains(key) else { return }
      let digits = bytes[start] == UInt8(ascii: "-") ? bytes[(start + 1)..<at] : bytes[start..<at]
      if !digits.allSatisfy({ (0x30...0x39).contains($0) }) { fraction = fraction ?? key }
    }
  }

  private mutating func members() throws(Problem) {
    try descend()
    var keys: Set<ArraySlice<UInt8>> = []
    skipSpace()
    if try peek() == UInt8(ascii: "}") {
      at += 1
      depth -= 1
      return
    }
    while true {
      skipSpace()
      guard try next() == UInt8(ascii: "\"") else { throw .notJSON }
      let key = try string()
      let name = String(decoding: key, as: UTF8.self)
      // Two ways to write a key would be two keys to some and one to others.
      if key.contains(UInt8(ascii: "\\")) { throw Problem(text: "a key has an escape") }
      guard keys.insert(key).inserted else {
        // Only the format's own: another one may be anything.
        let isKnown = Self.known.contains(name)
        throw Problem(text: isKnown ? "'\(name)' is there twice" : "a key is there twice")
      }
      skipSpace()
      guard try next() == UInt8(ascii: ":") else { throw .notJSON }
      skipSpace()
      try value(of: name)
      skipSpace()
      switch try next() {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: "}"):
        depth -= 1
        return
      default: throw .notJSON
      }
    }
  }

  private mutating func elements(of key: String) throws(Problem) {
    try descend()
    skipSpace()
    if try peek() == UInt8(ascii: "]") {
      at += 1
      depth -= 1
      return
    }
    while true {
      skipSpace()
      try value(of: key)
      skipSpace()
      switch try next() {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: "]"):
        depth -= 1
        return
      default: throw .notJSON
      }
    }
  }

  private func peek() throws(Problem) -> UInt8 {
    guard at < bytes.endIndex else { throw .notJSON }
    return bytes[at]
  }

  private mutating func descend() throws(Problem) {
    depth += 1
    if depth > Self.maximumDepth { throw Problem(text: "it is nested too deep") }
  }

  /// The bytes up to the closing quote, as they stand.
  private mutating func string() throws(Problem) -> ArraySlice<UInt8> {
    let start = at
    while true {
      switch try next() {
      case UInt8(ascii: "\""): return bytes[start..<(at - 1)]
      case UInt8(ascii: "\\"): _ = try next()
      default: break
      }
    }
  }
}
