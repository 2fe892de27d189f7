import AWS

// The sentences that every store says the same way.
extension SecretsError {
  static func notFound(_ name: String, in store: StoreKind) -> SecretsError {
    SecretsError(
      .notFound,
      "There is no secret “\(store.rawValue):\(printable(name))”.",
      hint: "`git secrets-sync list` shows what is there; `create` makes a new one."
    )
  }

  static func alreadyExists(_ name: String, in store: StoreKind) -> SecretsError {
    SecretsError(
      .alreadyExists,
      "The secret “\(store.rawValue):\(printable(name))” exists already.",
      hint: "`git secrets-sync update` gives it a new version."
    )
  }

  /// No answer came to a writing, and it cannot be found out what became of it.
  static func unclear(
    _ error: AWSError,
    _ name: String,
    in store: StoreKind,
    isOnRecord: Bool
  ) -> SecretsError {
    let reference = "\(store.rawValue):\(printable(name))"
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
      "\(error.message) “\(store.rawValue):\(printable(name))” was looked up since then: this was "
        + "not written.",
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
      "“\(store.rawValue):\(printable(name))” changed meanwhile: version "
        + "\(printable(expected)) was expected to be the current one, and "
        + "\(printable(current ?? "none")) is. Nothing was written.",
      hint: "Look at the new version, then run the command again."
    )
  }
}
