/// Who made a commit, and when.
package struct GitSignature: Sendable, Hashable {
  /// The person's or program's name.
  package let name: String
  /// The e-mail address, without angle brackets.
  package let email: String
  /// Seconds since 1970-01-01 00:00 UTC.
  package let seconds: Int64
  /// The time zone, in minutes east of UTC.
  package let offsetMinutes: Int

  /// Makes a signature from its parts.
  package init(name: String, email: String, seconds: Int64, offsetMinutes: Int = 0) {
    self.name = name
    self.email = email
    self.seconds = seconds
    self.offsetMinutes = offsetMinutes
  }
}

/// Whether a commit is signed; `nil` in its place is "no".
package enum CommitSigning: Sendable {
  /// If `commit.gpgSign` is on.
  case asConfigured
  /// Whatever the configuration says.
  case always
}
