package import Git

/// One accepted finding: which, where, and why.
package struct AllowEntry: Sendable, Hashable {
  /// `v1:` and 32 hex digits: keyed by rule, path and value, so that the entry holds for nothing else.
  package let fingerprint: String
  package let rule: String
  package let path: GitPath
  package let reason: String
  package let author: String?
  /// `2026-11-23`.
  package let date: String?

  /// Makes an entry to be written.
  ///
  /// Refuses what would not read back as the same entry.
  package init(
    fingerprint: String,
    rule: String,
    path: GitPath,
    reason: String,
    author: String? = nil,
    date: String? = nil
  ) throws(HookError) {
    self.fingerprint = fingerprint
    self.rule = rule
    self.path = path
    self.reason = reason
    self.author = author
    self.date = date
    guard !reason.allSatisfy(\.isWhitespace) else {
      throw HookError(
        .allowEntry,
        "An allow entry needs a reason.",
        hint: "Say why this value may be committed, for those who read the list later."
      )
    }
    let again: AllowEntry?
    do throws(AllowFault) {
      again = try AllowEntry(parsing: Array(rendered.utf8)[...])
    } catch {
      throw HookError(
        .allowEntry,
        "The allow entry cannot be written. \(error.reason)",
        hint: error.hint
      )
    }
    guard again == self else {
      throw HookError(
        .allowEntry,
        "the reason, author and date of an allow entry are one line of plain text.",
        hint: "Leave out line breaks, and a trailing \"(…)\" in the reason."
      )
    }
  }

  /// The line of the file, without its end.
  package var rendered: String {
    var line = "\(fingerprint) \(rule) \(Self.quoted(path)) # \(reason)"
    let signature = [author, date].compactMap(\.self)
    if !signature.isEmpty { line += " (\(signature.joined(separator: ", ")))" }
    return line
  }
}

/// What is wrong with a line of the allow list.
struct AllowFault: Error {
  let reason: String
  let hint: String

  init(_ reason: String, hint: String) {
    self.reason = reason
    self.hint = hint
  }
}

extension AllowEntry {
  static let shape = "An entry is: <fingerprint> <rule> <path> # <reason>"

  /// Reads one line that is neither blank nor a comment.
  init(parsing line: ArraySlice<UInt8>) throws(AllowFault) {
    var rest = line
    fingerprint = try Self.word(&rest, "A fingerprint")
    guard Self.isFingerprint(fingerprint) else {
      throw AllowFault(
        // Not repeated: somebody may have put the secret itself here.
        "The line does not begin with a fingerprint (v1: and 32 hex digits).",
        hint: "Copy the fingerprint from the report."
      )
    }
    rule = try Self.word(&rest, "The rule")
    guard rule.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || CharacterClass.alnum.contains($0) })
    else {
      throw AllowFault("What follows the fingerprint is not the id of a rule.", hint: Self.shape)
    }
    path = try Self.path(&rest)
    guard rest.first == UInt8(ascii: "#") else {
      throw AllowFault(
        "The reason is missing.",
        hint: "Write # and why this value may be committed."
      )
    }
    guard let note = String(validating: rest.dropFirst(), as: UTF8.self) else {
      throw AllowFault("The reason is not UTF-8.", hint: Self.shape)
    }
    guard note.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw AllowFault("The reason holds a control character.", hint: Self.shape)
    }
    let (reason, author, date) = Self.signature(of: note)
    guard !reason.isEmpty else {
      throw AllowFault(
        "The reason is empty.",
        hint: "Write after # why this value may be committed."
      )
    }
    (self.reason, self.author, self.date) = (reason, author, date)
  }

  static func isFingerprint(_ text: String) -> Bool {
    let digits = text.utf8.dropFirst(3)
    return text.hasPrefix("v1:") && digits.count == 32
      && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  private static func word(
    _ rest: inout ArraySlice<UInt8>,
    _ what: String
  ) throws(AllowFault) -> String {
    let word = rest.prefix { $0 != UInt8(ascii: " ") }
    guard !word.isEmpty, let text = String(validating: word, as: UTF8.self) else {
      throw AllowFault("\(what) is missing.", hint: shape)
    }
    rest = rest[word.endIndex...].drop { $0 == UInt8(ascii: " ") }
    return text
  }

  /// Splits `reason (author, date)`.
  private static func signature(of note: String) -> (String, author: String?, date: String?) {
    let text = trimmed(note[...])
    guard text.hasSuffix(")"), let open = text.lastIndex(of: "("), open > text.startIndex,
      text[text.index(before: open)] == " "
    else { return (String(text), nil, nil) }
    let inner = text[text.index(after: open)...].dropLast()
    guard let comma = inner.lastIndex(of: ",") else { return (String(text), nil, nil) }
    let author = trimmed(inner[..<comma])
    let date = trimmed(inner[inner.index(after: comma)...])
    guard isDate(date), !author.isEmpty else { return (String(text), nil, nil) }
    return (String(trimmed(text[..<open])), String(author), String(date))
  }

  private static func isDate(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [4, 2, 2]
      && parts.allSatisfy { $0.utf8.allSatisfy(CharacterClass.digit.contains) }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}
