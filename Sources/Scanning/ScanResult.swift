/// What a scan of one text saw, and what it could not look at.
package struct ScanResult: Sendable {
  /// In the order of their positions; those inside of an archive after those before it.
  package var findings: [Finding] = []
  /// Unless this is empty, nothing says that the text is clean.
  package var unread: [UnreadPart] = []

  package init() {}
}

/// A part of a text that was not scanned.
package struct UnreadPart: Sendable {
  /// What kept it from being scanned.
  package enum Cause: String, Sendable {
    /// The text makes a rule work too hard.
    case text
    /// It is encrypted, which no look by a program can change.
    case encrypted
    /// It is cut short, or no archive although it starts as one.
    case damaged
    /// Unpacking it, or decoding it, would take more than `ScanOptions` allow.
    case limit
    /// The library that unpacks it is not installed. The same content is no problem elsewhere.
    case noLibrary
  }

  /// The path inside of the archive, the levels joined by `!/`; empty for the text itself.
  package let member: [UInt8]
  package let cause: Cause
  package let message: String
  package let hint: String?

  package init(
    member: [UInt8] = [],
    cause: Cause = .text,
    message: String,
    hint: String? = nil
  ) {
    self.member = member
    self.cause = cause
    self.message = message
    self.hint = hint
  }
}
