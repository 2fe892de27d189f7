import AWS
import Secrets

/// A vault in the bucket of an account that is named, while it is still asked whose the credentials are.
///
/// What only looks goes out side by side with that question, each with the expected owner of the
/// bucket, and nothing of it is given out before the answer is the right one. Contents are neither read
/// nor written before.
struct VouchedVault: Vault {
  private let vault: any Vault
  private let vouching: Task<Void, any Error>
  var place: String { vault.place }
  var seals: Bool { vault.seals }

  /// Begins to ask.
  ///
  /// - Parameters:
  ///   - vault: in the bucket of the environment's account.
  ///   - client: of the same credentials.
  ///   - environment: whose account it must be.
  init(_ vault: any Vault, by client: AWSClient, _ environment: EnvironmentSettings) {
    self.vault = vault
    vouching = Task {
      let identity = try await client.sts.getCallerIdentity()
      try Session.check(identity, environment)
    }
  }

  func head(_ file: VaultPath) async throws(SecretsError) -> VaultHead? {
    let found: Result<VaultHead?, SecretsError>
    do { found = .success(try await vault.head(file)) } catch { found = .failure(error) }
    // What the wrong one is told by S3 is beside the point.
    try await vouch()
    return try found.get()
  }

  func list() async throws(SecretsError) -> [VaultPath: VaultListed] {
    let found: Result<[VaultPath: VaultListed], SecretsError>
    do { found = .success(try await vault.list()) } catch { found = .failure(error) }
    try await vouch()
    return try found.get()
  }

  func get(_ file: VaultPath, version: String?) async throws(SecretsError) -> VaultContent {
    try await vouch()
    return try await vault.get(file, version: version)
  }

  func put(
    _ file: VaultPath,
    _ content: SecretBytes,
    if condition: VaultCondition,
    author: String?
  ) async throws(SecretsError) -> VaultHead {
    try await vouch()
    return try await vault.put(file, content, if: condition, author: author)
  }

  func versions(of file: VaultPath) async throws(SecretsError) -> [VaultVersion] {
    try await vouch()
    return try await vault.versions(of: file)
  }

  private func vouch() async throws(SecretsError) {
    do {
      try await withTaskCancellationHandler {
        try await vouching.value
      } onCancel: {
        vouching.cancel()
      }
    } catch let error as AWSError {
      throw SecretsError(.unavailable(error), error.messageWithSource, hint: error.hint)
    } catch {
      let failure = Failure(explaining: error)
      throw SecretsError(.denied, failure.message, hint: failure.hint)
    }
  }
}
