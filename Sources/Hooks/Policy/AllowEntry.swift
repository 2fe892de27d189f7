package import Git

/// One accepted finding: which, where, and why.
package struct AllowEntry: Sendable, Hashable {
  /// What the fingerprint is made of.
  package enum Kind: String, Sendable {
    /// Of rule, path and value: 32 hex digits.
    case v1
    /// Of rule, value and the file's salt: 32 hex digits. The path is a pattern.
    case v2
    /// Of a whole content that cannot be looked into: the 64 hex digits of its SHA-256. The path is
    /// a pattern, and the rule is ``unreadRule``.
    case sha256
  }

  /// What stands for the rule in an entry for something that cannot be read.
  package static let unreadRule = "unread"

  /// The name of the kind, a colon and hex digits.
  package let fingerprint: String
  package let rule: String
  /// As written: a path, or a pattern as in ``AllowScope``.
  package let path: GitPath
  package let reason: String
  package let author: String?
  /// `2026-11-23`.
  package let date: String?
  /// The last day, in UTC, on which the entry holds.
  package let expires: String?

  /// Makes an entry to be written.
  ///
  /// Refuses what would not read back as the same entry.
  package init(
    fingerprint: String,
    rule: String,
    path: GitPath,
    reason: String,
    author: String? = nil,
    date: String? = nil,
    expires: String? = nil
  ) throws(HookError) {
    self.fingerprint = fingerprint
    self.rule = rule
    self.path = path
    self.reason = reason
    self.author = author
    self.date = date
    self.expires = expires
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
    let signature = [author, date, expires.map { "expires \($0)" }].compactMap(\.self)
    if !signature.isEmpty { line += " (\(signature.joined(separator: ", ")))" }
    return line
  }

  package var kind: Kind {
    fingerprint.hasPrefix("v1:") ? .v1 : fingerprint.hasPrefix("v2:") ? .v2 : .sha256
  }

  /// Whether the entry is about this path.
  package func covers(_ path: GitPath) -> Bool {
    kind == .v1 ? self.path == path : AllowScope(self.path.bytes)?.covers(path) == true
  }

  /// Whether the entry no longer holds on a day such as `2026-11-23`.
  package func isExpired(on day: String) -> Bool { expires.map { $0 < day } ?? false }
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
        "The line does not begin with a fingerprint (v1: or v2: and 32 hex digits).",
        hint: "Copy the fingerprint from the report."
      )
    }
    rule = try Self.word(&rest, "The rule")
    guard rule.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || CharacterClass.alnum.contains($0) })
    else {
      throw AllowFault("What follows the fingerprint is not the id of a rule.", hint: Self.shape)
    }
    path = try Self.path(&rest)
    if !fingerprint.hasPrefix("v1:") {
      guard AllowScope(path.bytes) != nil else {
        throw AllowFault(
          "The path is a pattern that matches nothing.",
          hint: AllowScope.shape
        )
      }
    }
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
    let (reason, author, date, expires) = try Self.signature(of: note)
    guard !reason.isEmpty else {
      throw AllowFault(
        "The reason is empty.",
        hint: "Write after # why this value may be committed."
      )
    }
    (self.reason, self.author, self.date, self.expires) = (reason, author, date, expires)
  }

  static func isFingerprint(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":"), let kind = Kind(rawValue: String(text[..<colon]))
    else { return false }
    let digits = text[colon...].utf8.dropFirst()
    return digits.count == (kind == .sha256 ? 64 : 32)
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

  private typealias Note = (String, author: String?, date: String?, expires: String?)

  /// Splits `reason (author, date, expires date)`, of which each may be missing but for the date
  /// behind an author.
  private static func signature(of note: String) throws(AllowFault) -> Note {
    let text = trimmed(note[...])
    let plain: Note = (String(text), nil, nil, nil)
    guard text.hasSuffix(")"), let open = text.lastIndex(of: "("), open > text.startIndex,
      text[text.index(before: open)] == " "
    else { return plain }
    var parts = text[text.index(after: open)...].dropLast()
      .split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
    let reason = String(trimmed(text[..<open]))
    var expires: String?
    if let last = parts.last, last.hasPrefix("expires") {
      let day = trimmed(last.dropFirst("expires".count))
      guard isDate(day), last.dropFirst("expires".count).first == " " else {
        // Taken for a part of the reason, it would allow for ever.
        throw AllowFault(
          "The day on which the entry expires cannot be read.",
          hint: "Write (expires 2027-01-31), or (Ada, 2026-11-23, expires 2027-01-31)."
        )
      }
      expires = String(day)
      parts.removeLast()
    }
    if parts.isEmpty { return (reason, nil, nil, expires) }
    if let date = parts.last, isDate(date) {
      if parts.count == 1 { return (reason, nil, String(date), expires) }
      let author = parts.dropLast().joined(separator: ", ")
      if !author.isEmpty { return (reason, author, String(date), expires) }
    }
    guard expires == nil else {
      throw AllowFault("The author and the date cannot be read.", hint: shape)
    }
    return plain
  }

  package static func isDate(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy(CharacterClass.digit.contains) }),
      let month = Int(parts[1]), let day = Int(parts[2])
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}
