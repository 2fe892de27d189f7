package import AWS

/// The secrets that a file declares, with their values: what such a file wants its stores to hold.
package struct DeclaredSecrets: Sendable {
  /// Sorted as in the file; each name once in its place.
  package var entries: [DeclaredSecret] = []
  /// What was not understood, in the order of the file.
  ///
  /// Where there is any, `entries` may not be all that the file wants.
  package var problems: [DeclaredProblem] = []

  package init() {}

  package var isComplete: Bool { problems.isEmpty }
}

/// One secret of a file.
package struct DeclaredSecret: Sendable {
  /// As the store names it.
  package let name: String
  package let value: SecretBytes
  /// `String`, `StringList` or `SecureString`, where the file says so (`ssm`).
  package let type: String?
  /// Where it goes, as far as the file says so.
  package let place: DeclaredPlace
  /// The line where it begins, counted from 1.
  package let line: Int
}

/// Where a file wants its secrets to be.
package struct DeclaredPlace: Sendable, Hashable {
  /// A profile of the AWS configuration.
  package var profile: String?
  package var region: String?

  package init(profile: String? = nil, region: String? = nil) {
    self.profile = profile
    self.region = region
  }
}

/// What could not be understood in a file, and where; never with a value.
package struct DeclaredProblem: Error, Sendable, Hashable {
  /// Counted from 1.
  package let line: Int
  /// A sentence without its full stop.
  package let message: String

  package init(line: Int, _ message: String) {
    self.line = line
    self.message = message
  }
}
