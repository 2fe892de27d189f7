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
