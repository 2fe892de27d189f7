package import AWS
package import FoundationEssentials

extension SecretStore {
  /// Whether what it deletes can be restored for a while.
  package var canRestore: Bool { kind == .secretsManager }
}

extension SecretsManagerStore {
  package func delete(
    _ name: String,
    _ deletion: SecretDeletion
  ) async throws(SecretsError) -> Date? {
    try SecretName.checkOwn(name, in: kind)
    do {
      let date = try await service.deleteSecret(name, deletion)
      if case .immediate = deletion { return nil }
      return date
    } catch {
      guard error.mayHaveTakenEffect else {
        if let copies = await copies(of: name) { throw copies }
        throw await explain(error, name)
      }
      // What is to be so is so, whoever's request it was.
      switch (try? await describe(name), deletion) {
      case (.missing?, .immediate): return nil
      case (.found(let secret)?, .recoverable) where secret.deletionDate != nil:
        return secret.deletionDate
      case (.found?, _): throw .notDone(.from(error, name: name, in: kind), name, in: kind)
      default: throw .unclear(error, name, in: kind, isOnRecord: false)
      }
    }
  }

  /// The reason that AWS has not to delete a secret with copies in other regions; nil where it has none.
  package func copies(of name: String) async -> SecretsError? {
    guard let now = try? await settings(of: name, for: SettingsChange()), !now.replicas.isEmpty
    else { return nil }
    let regions = now.replicas.map { printable($0.region) }
    let options = regions.map { "--remove-replica \($0)" }.joined(separator: " ")
    return SecretsError(
      .invalidValue,
      "“\(kind.shown(name))” has copies in \(regions.joined(separator: ", ")), which AWS wants to be "
        + "deleted first. Nothing was deleted."
    ) {
      "`git secrets-sync update \(StoreKind.secretsManager.shown(name))\($0) \(options)` deletes "
        + "them, at once."
    }
  }

  package func restore(_ name: String) async throws(SecretsError) {
    do {
      try await service.restoreSecret(name)
    } catch {
      guard error.mayHaveTakenEffect else { throw await explain(error, name) }
      switch try? await describe(name) {
      case .found(let secret)? where secret.deletionDate == nil: return
      case .found?: throw .notDone(.from(error, name: name, in: kind), name, in: kind)
      default: throw .unclear(error, name, in: kind, isOnRecord: false)
      }
    }
  }
}

extension ParameterStore {
  package func delete(
    _ name: String,
    _ deletion: SecretDeletion
  ) async throws(SecretsError) -> Date? {
    try deletion.checkImmediate(in: kind)
    do {
      try await service.deleteParameter(name)
    } catch {
      guard error.mayHaveTakenEffect else { throw await explain(error, name) }
      switch try? await describe([name])[name] {
      case .missing?: return nil
      case .found?: throw .notDone(.from(error, name: name, in: kind), name, in: kind)
      default: throw .unclear(error, name, in: kind, isOnRecord: false)
      }
    }
    return nil
  }

  package func restore(_ name: String) async throws(SecretsError) { throw .cannotRestore(in: kind) }
}

extension LocalStore {
  package func delete(
    _ name: String,
    _ deletion: SecretDeletion
  ) async throws(SecretsError) -> Date? {
    try deletion.checkImmediate(in: kind)
    try remove(name)
    return nil
  }

  package func restore(_ name: String) async throws(SecretsError) { throw .cannotRestore(in: kind) }
}

extension SecretDeletion {
  fileprivate func checkImmediate(in store: StoreKind) throws(SecretsError) {
    guard case .recoverable = self else { return }
    throw SecretsError(
      .invalidValue,
      "\(store.titleAtStart) deletes for good: nothing there can be restored.",
      hint: "If that is what you want, add --force-without-recovery."
    )
  }
}

extension SecretsError {
  fileprivate static func cannotRestore(in store: StoreKind) -> SecretsError {
    SecretsError(
      .invalidReference,
      "\(store.titleAtStart) deletes for good: nothing there can be restored.",
      // The embedded store has no archive.
      hint: store == .local
        ? "`create` makes it anew, with a value that you still have."
        : "A rollback writes again what a deployment had, where an archive has it."
    )
  }

  fileprivate static func notDone(
    _ error: SecretsError,
    _ name: String,
    in store: StoreKind
  ) -> SecretsError {
    SecretsError(
      error.kind,
      "\(error.message) “\(store.shown(name))” was looked up since then: it is as before.",
      hint: error.hint
    )
  }
}
