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
  /// The path inside of the archive, the levels joined by `!/`; empty for the text itself.
  package let member: [UInt8]
  package let message: String
  package let hint: String?

  package init(member: [UInt8] = [], message: String, hint: String? = nil) {
    self.member = member
    self.message = message
    self.hint = hint
  }
}
