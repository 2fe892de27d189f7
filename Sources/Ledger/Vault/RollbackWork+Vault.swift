import AWS
import Secrets

// What a rollback does to a file of the vault: the recorded content becomes the latest version again,
// on the condition that the latest one is what the plan saw.
extension RollbackWork {
  func applyToFile(_ step: RollbackStep) async throws(SecretsError) -> Change {
    let (file, vault) = try vault.open(step.item)
    if step.state == .sent, let made = try await madeEarlier(step, file, vault) {
      return Change(made: made, isOurs: true)
    }
    let made = try await write(step.to, of: file, over: step.from, step, vault)
    return Change(made: made, isOurs: true)
  }

  /// Writes the content of an earlier version over a version that must be the latest; the new one.
  func write(
    _ version: String,
    of file: VaultPath,
    over expected: String,
    _ step: RollbackStep,
    _ vault: any ListingVault
  ) async throws(SecretsError) -> String {
    let content = try await vault.get(file, version: version)
    if vault.seals, !content.head.isSealed {
      // Encrypted anew it would be taken for somebody's who may use the key.
      throw SecretsError(
        .storeDamaged,
        "Version \(version) of \(file.text) is not encrypted, although [vault] has "
          + "`client_side_encryption`. It is not written again.",
        hint: "Look at it with `git secrets-sync vault diff`, and take it with `vault restore`."
      ).certainToChangeNothing()
    }
    guard let head = try await vault.head(file), head.version == expected else {
      throw Self.changed(step.reference).certainToChangeNothing()
    }
    let made = try await vault.put(
      file,
      content.bytes,
      if: .latest(tag: head.tag),
      author: self.vault.author.map { "\($0) (rollback)" } ?? "rollback"
    )
    guard let version = made.version, version != VaultVersion.unversioned else {
      throw SecretsError(
        .storeDamaged,
        "The bucket keeps no versions any more: \(file.text) is written, and has none.",
        hint: "git secrets-sync vault init"
      )
    }
    return version
  }

  /// The version that an earlier run made without seeing the answer.
  private func madeEarlier(
    _ step: RollbackStep,
    _ file: VaultPath,
    _ vault: any ListingVault
  ) async throws(SecretsError) -> String? {
    let versions = try await vault.listedVersions(of: file)
    guard let latest = versions.latest, latest.version != step.from else { return nil }
    guard !latest.isDeletion, versions.before(latest.version)?.version == step.from,
      try await isSame(file, latest.version, step.to, vault)
    else { throw Self.changed(step.reference) }
    return latest.version
  }

  /// Whether two versions have the same content.
  func isSame(
    _ file: VaultPath,
    _ a: String,
    _ b: String,
    _ vault: any ListingVault
  ) async throws(SecretsError) -> Bool {
    let first = try await vault.get(file, version: a)
    return first.bytes == (try await vault.get(file, version: b)).bytes
  }
}
