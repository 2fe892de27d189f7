/// A store whose versions keep their ids while staging labels move between them: `sm` and `local`.
///
/// In Parameter Store the latest version is the current one whatever its labels are.
package protocol StageStore: SecretStore {
  /// Moves a staging label from one version to another, gives it to one, or takes it away.
  ///
  /// `from` is the version that has the label as far as the caller knows: where another one has it
  /// (or, with nil, any), nothing is changed and `.conflict` is thrown. A label that is at `to`
  /// already is a success, as it may be the work of an attempt whose answer got lost. When
  /// `AWSCURRENT` moves, `AWSPREVIOUS` moves to the version that it leaves; `AWSCURRENT` cannot be
  /// taken away.
  ///
  /// - Parameters:
  ///   - stage: the label, of 1 to 256 characters.
  ///   - name: the name of the secret, or its ARN.
  ///   - from: the id of the version that has it, nil for none.
  ///   - to: the id of the version that is to have it, nil for none.
  /// - Returns: false where the label was at `to` already, and it is certain that this call did not
  ///   bring it there.
  /// - Throws: `.conflict`; `.notFound` where the secret or the version is not there.
  @discardableResult
  func moveStage(
    _ stage: String,
    of name: String,
    from: String?,
    to: String?
  ) async throws(SecretsError) -> Bool
}

/// The staging labels that the stores themselves move.
package enum Stage {
  package static let current = "AWSCURRENT"
  package static let previous = "AWSPREVIOUS"
}

extension SecretsError {
  /// A label that is not where the caller saw it.
  static func stageElsewhere(
    _ stage: String,
    _ name: String,
    in store: StoreKind,
    expected: String?,
    actual: String?
  ) -> SecretsError {
    SecretsError(
      .conflict,
      "“\(store.shown(name))” changed meanwhile: \(printable(stage)) was expected at version "
        + "\(printable(expected ?? "none")), and is at \(printable(actual ?? "none")). It was not moved.",
      hint: "Look at the new version, then run the command again."
    )
    .certainToChangeNothing()
  }
}
