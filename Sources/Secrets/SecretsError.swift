package import AWS

/// What to do next, with commands in it that work where the run did: each has the `options` behind it,
/// such as ` --env prod`, or nothing.
package typealias Advice = @Sendable (_ options: String) -> String

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
  private let fixedHint: String?
  private let advice: Advice?
  /// The options by which the store is reached; nil until somebody has said them.
  private var options: String?

  /// What to do next.
  package var hint: String? { advice.map { $0(options ?? "") } ?? fixedHint }

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
    isAboutThePlace: Bool = false,
    advice: Advice? = nil
  ) {
    self.kind = kind
    self.message = message
    fixedHint = hint
    self.advice = advice
    self.isAboutThePlace = isAboutThePlace
  }

  /// The same error with the place that was looked in and the options that lead there, neither of which
  /// a store knows, or with another hint.
  package func located(in place: String, by options: String, hint: String? = nil) -> SecretsError {
    let isPlaced = isAboutThePlace && self.options == nil && message.hasSuffix(".")
    var error = SecretsError(
      kind,
      isPlaced ? "\(message.dropLast()) in \(place)." : message,
      hint: hint ?? fixedHint,
      isAboutThePlace: isAboutThePlace,
      advice: hint == nil ? advice : nil
    )
    error.changedNothing = changedNothing
    error.written = written
    error.options = self.options ?? options
    return error
  }

  /// The same error, whose commands have these options unless it has its own already.
  package func reached(by options: String) -> SecretsError {
    var error = self
    error.options = self.options ?? options
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
