import AWS
package import FoundationEssentials

// The sentences that every store says the same way.
extension SecretsError {
  package static func notFound(_ name: String, in store: StoreKind) -> SecretsError {
    SecretsError(
      .notFound,
      "There is no secret “\(store.shown(name))”.",
      isAboutThePlace: true
    ) { "`git secrets-sync list\($0)` shows what is there; `create` makes a new one." }
  }

  package static func alreadyExists(_ name: String, in store: StoreKind) -> SecretsError {
    let reference = store.shown(name)
    return SecretsError(
      .alreadyExists,
      "The secret “\(reference)” exists already.",
      isAboutThePlace: true
    ) { "`git secrets-sync update \(reference)\($0)` gives it a new version." }
  }

  package static func pendingDeletion(_ name: String, _ date: Date) -> SecretsError {
    let reference = StoreKind.secretsManager.shown(name)
    return SecretsError(
      .pendingDeletion,
      "The secret “\(reference)” can be neither read nor changed, and its name is taken: it waits "
        + "for its deletion at \(date.formatted(.iso8601)).",
      isAboutThePlace: true
    ) {
      "`git secrets-sync restore \(reference)\($0)` takes that back, then `update` gives it a "
        + "value; `git secrets-sync delete \(reference)\($0) --force-without-recovery` frees the "
        + "name for `create`, and what it held is gone for good."
    }
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
      "Whether “\(reference)” was written is not known: \(error.messageWithSource)"
    ) {
      isOnRecord
        ? "Run the same command again: it finds out, and writes nothing twice."
        : "Before running it again, see `git secrets-sync list-versions \(reference)\($0)`."
    }
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
