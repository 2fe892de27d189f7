import AWS
import Secrets

/// The way up for a value that is too large for the Standard tier of Parameter Store.
struct TierOffer {
  let session: Session
  let reference: SecretReference
  /// Whether a question may be asked: not where everything is answered with a yes beforehand, since
  /// this one costs money and cannot be taken back.
  let mayAsk: Bool

  /// The tier to ask the store for.
  ///
  /// - Parameters:
  ///   - given: what the user said.
  ///   - value: what is to be written.
  ///   - now: the tier that the parameter has, asked for only where it matters.
  /// - Returns: `given`, or Advanced where the user agrees.
  /// - Throws: where the value does not fit, and the user was not asked or does not agree.
  func tier(
    given: String?,
    for value: SecretBytes,
    now: () async throws -> String?
  ) async throws -> String? {
    guard reference.store == .parameterStore, value.count > SSMLimits.standardBytes,
      value.count <= SSMLimits.advancedBytes, given ?? "Standard" == "Standard"
    else { return given }
    let now = try await now()
    guard given != nil || now ?? "Standard" == "Standard" else { return nil }
    let confirmation = Confirmation(session: session, yes: false)
    guard given == nil, mayAsk, confirmation.canAsk else {
      throw SecretsError.needsAdvancedTier(value, reference.name)
    }
    let question =
      "The value has \(value.count) bytes, and the Standard tier takes \(SSMLimits.standardBytes): it "
      + "needs the Advanced tier, at about $0.05 a month for each parameter, which cannot be taken "
      + "back. Move up?"
    guard try confirmation.ask(question) else {
      throw SecretsError.needsAdvancedTier(value, reference.name)
    }
    return "Advanced"
  }
}
