package import AWS

/// What is to become of one secret among several that are written together.
package struct SecretChange: Sendable {
  package enum Action: String, Codable, Sendable {
    case create
    case change
    /// It has the value already.
    case unchanged
  }

  package let target: SecretReference
  /// Where its value comes from, as its reference; nil for none.
  package let source: SecretReference?
  /// What it is to hold.
  package let value: SecretBytes
  package let action: Action
  /// The id of the version that was current when this was planned; nil for one to be made.
  package let expected: String?
  /// For one to be made.
  package let options: CreateOptions
  /// For one to be changed.
  package let putOptions: PutOptions

  package init(
    _ target: SecretReference,
    from source: SecretReference? = nil,
    value: SecretBytes,
    action: Action,
    expected: String? = nil,
    options: CreateOptions = CreateOptions(),
    putOptions: PutOptions? = nil
  ) {
    self.target = target
    self.source = source
    self.value = value
    self.action = action
    self.expected = expected
    self.options = options
    self.putOptions = putOptions ?? PutOptions(isBinary: options.isBinary)
  }
}

/// What became of it.
package enum ChangeResult: Sendable {
  case unchanged
  /// The version that holds the value now.
  case written(String)
  case failed(SecretsError)
  /// Something that concerns all of them came before its turn.
  case notBegun

  package var error: SecretsError? {
    if case .failed(let error) = self { error } else { nil }
  }

  package var isThere: Bool {
    switch self {
    case .unchanged, .written: true
    case .failed, .notBegun: false
    }
  }
}

extension SecretsError {
  /// Whether it leaves the others of a set a chance.
  var leavesOthersAChance: Bool {
    switch kind {
    case .conflict, .alreadyExists: return true
    case .unavailable(let error):
      switch error.kind {
      case .noCredentials, .expiredToken, .invalidCredentials, .unreachable, .throttled,
        .configuration, .invalidResponse, .cancelled:
        return false
      default: return true
      }
    default: return isAboutOneSecret
    }
  }

  var isThrottled: Bool {
    if case .unavailable(let error) = kind { error.kind == .throttled } else { false }
  }

  /// Whether it is certain that the call wrote nothing.
  var wroteNothing: Bool {
    guard written == nil else { return false }
    switch kind {
    case .unavailable(let error): return !error.mayHaveTakenEffect
    case .conflict: return changedNothing
    case .io: return false
    default: return true
    }
  }
}
