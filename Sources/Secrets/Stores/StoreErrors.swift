import AWS
package import FoundationEssentials

// The sentences that every store says the same way.
extension SecretsError {
  package static func notFound(_ name: String, in store: StoreKind) -> SecretsError {
    SecretsError(
      .notFound,
      "There is no secret “\(store.shown(name))”.",
      hint: "`git secrets-sync list` shows what is there; `create` makes a new one.",
      isAboutThePlace: true
    )
  }

  package static func alreadyExists(_ name: String, in store: StoreKind) -> SecretsError {
    SecretsError(
      .alreadyExists,
      "The secret “\(store.shown(name))” exists already.",
      hint: "`git secrets-sync update \(store.shown(name))` gives it a new version.",
      isAboutThePlace: true
    )
  }

  package static func pendingDeletion(_ name: String, _ date: Date) -> SecretsError {
    SecretsError(
      .pendingDeletion,
      "The secret “\(StoreKind.secretsManager.shown(name))” waits for its deletion at "
        + "\(date.formatted(.iso8601)); until then its name is taken and it can be neither read nor "
        + "changed.",
      hint: "`git secrets-sync restore \(StoreKind.secretsManager.shown(name))` takes that back, "
        + "then `update` gives it a value; `git secrets-sync delete "
        + "\(StoreKind.secretsManager.shown(name)) --force-without-recovery` frees the name for "
        + "`create`, and what it held is gone for good."
    )
  }

  /// No answer came to a writing, and it cannot be found out what became of it.
  static func unclear(
    _ error: AWSError,
    _ name: String,
    in store: StoreKind,
    isOnRecord: Bool
  ) -> SecretsError {
    let reference = store.shown(name)
    return SecretsError(
      .unavailable(error),
      "Whether “\(reference)” was written is not known: \(error.messageWithSource)",
      hint: isOnRecord
        ? "Run the same command again: it finds out, and writes nothing twice."
        : "Before running it again, see `git secrets-sync list-versions \(reference)`."
    )
  }

  /// A writing failed on the way, and a look since then shows nothing of it.
  static func notWritten(
    _ error: SecretsError,
    _ name: String,
    in store: StoreKind
  ) -> SecretsError {
    SecretsError(
      error.kind,
      "\(error.message) “\(store.shown(name))” was looked up since then: this was not written.",
      hint: error.hint
    )
  }

  static func conflict(
    _ name: String,
    in store: StoreKind,
    expected: String,
    current: String?
  ) -> SecretsError {
    SecretsError(
      .conflict,
      "“\(store.shown(name))” changed meanwhile: version "
        + "\(printable(expected)) was expected to be the current one, and "
        + "\(printable(current ?? "none")) is. Nothing was written.",
      hint: "Look at the new version, then run the command again."
    )
    .certainToChangeNothing()
  }
}
