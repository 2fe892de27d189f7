import AWS

/// Sleeps, and throws when the run is interrupted.
package typealias Pause = @Sendable (Duration) async throws -> Void

extension SecretStore {
  /// Makes a secret; again for about half a minute while its name is taken and no such secret is there.
  ///
  /// After a deletion for good AWS still holds the name for a while: Secrets Manager deletes in the
  /// background and asks for retries (DeleteSecret, `ForceDeleteWithoutRecovery`), Parameter Store
  /// wants 30 seconds (DeleteParameter).
  func whenNameIsFree(
    _ name: String,
    _ pause: Pause,
    _ make: () async throws(SecretsError) -> SecretVersion
  ) async throws(SecretsError) -> SecretVersion {
    for seconds in [1, 2, 4, 8, 16] {
      do throws(SecretsError) {
        return try await make()
      } catch {
        guard error.saysNameIsTaken, case .missing? = try? await describe([name])[name],
          (try? await pause(.seconds(seconds))) != nil
        else { throw error }
      }
    }
    return try await make()
  }
}

extension SecretsError {
  fileprivate var saysNameIsTaken: Bool {
    switch kind {
    case .alreadyExists: true
    case .unavailable(let error):
      error.kind == .invalidRequest && error.message.contains("scheduled for deletion")
    default: false
    }
  }
}
