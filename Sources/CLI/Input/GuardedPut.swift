import AWS
import Secrets

/// A new version that does not come over somebody else's unseen.
struct GuardedPut {
  let session: Session
  let reached: ReachedStore
  /// Write over whatever others put meanwhile.
  let force: Bool
  /// Whether that makes sense: not for a value that is made of the one before.
  let mayForce: Bool
  /// Whether a question may be asked.
  let mayAsk: Bool

  /// Puts the value, where `seen` is still the current version.
  ///
  /// - Parameters:
  ///   - id: the name or the ARN of the secret.
  ///   - value: its new value.
  ///   - seen: the version that was read.
  ///   - options: what else there is to say of the version.
  /// - Returns: the version.
  /// - Throws: a conflict, where somebody was faster and that is not to be overwritten.
  func put(
    _ id: String,
    _ value: SecretBytes,
    seen: String?,
    _ options: PutOptions
  ) async throws -> SecretVersion {
    if !force {
      do throws(SecretsError) {
        return try await reached.store.put(id, value: value, expecting: seen, options: options)
      } catch {
        guard case .conflict = error.kind, error.changedNothing, mayForce else { throw error }
        guard try isAgreed(error) else {
          throw SecretsError(
            error.kind,
            error.message,
            hint: "Look at the new version, then run the command again; --force writes over it."
          )
        }
      }
    }
    let (version, lost) = try await reached.store.overwrite(
      id,
      value: value,
      seen: seen,
      options: options
    )
    for sentence in lost { session.warn(sentence) }
    return version
  }

  /// What was typed would be lost with a refusal.
  private func isAgreed(_ error: SecretsError) throws -> Bool {
    let confirmation = Confirmation(session: session, yes: false)
    guard mayAsk, confirmation.canAsk else { return false }
    return try confirmation.ask("\(visible(error.message)) Write over that version?")
  }
}
