package import AWS

/// Why a store, a reference or a selector could not be used.
package struct SecretsError: Error, Sendable {
  /// What a caller may branch on.
  package enum Kind: Sendable {
    /// No such secret, or no such version of it.
    case notFound
    /// A secret of that name is there already.
    case alreadyExists
    /// Another version became current since the caller looked.
    case conflict
    /// The secret waits for its deletion: it can be read no more, and its name is still taken.
    case pendingDeletion
    /// A reference, selector or name that no store takes.
    case invalidReference
    /// A value that the store does not take: empty, too large, or of the wrong form.
    case invalidValue
    /// The identity lacks a permission.
    case denied
    /// AWS did not answer, or answered with something else than one of the above.
    case unavailable(AWSError)
    /// The embedded store's file or key is not what was written.
    case storeDamaged
    /// The embedded store's file or key could not be read or written.
    case io
  }

  package let kind: Kind
  /// What happened and why, one sentence or two, never with a value.
  package let message: String
  /// What to do next.
  package let hint: String?

  /// Whether it is a matter of where one looks that a secret is there, or is not.
  package let isAboutThePlace: Bool

  /// Whether it is certain that the call changed nothing: what it looked at first was another version.
  package internal(set) var changedNothing = false

  /// The version that the call made all the same, where somebody else's came right before it.
  package internal(set) var written: String?

  package init(
    _ kind: Kind,
    _ message: String,
    hint: String? = nil,
    isAboutThePlace: Bool = false
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.isAboutThePlace = isAboutThePlace
  }

  /// The same error with the place that was looked in, which a store does not know, or with another
  /// hint.
  package func located(in place: String, hint: String? = nil) -> SecretsError {
    let isPlaced = isAboutThePlace && message.hasSuffix(".")
    var error = SecretsError(
      kind,
      isPlaced ? "\(message.dropLast()) in \(place)." : message,
      hint: hint ?? self.hint,
      isAboutThePlace: isAboutThePlace
    )
    error.changedNothing = changedNothing
    error.written = written
    return error
  }

  /// The error of a call that looked first.
  package func certainToChangeNothing() -> SecretsError {
    var error = self
    error.changedNothing = true
    return error
  }

  /// The error of a call that made a version all the same.
  package func havingWritten(_ version: String) -> SecretsError {
    var error = self
    error.written = version
    return error
  }
}

extension SecretsError: CustomStringConvertible {
  package var description: String { message }
}
