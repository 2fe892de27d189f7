/// Asks the user for the code that a device shows; given the device's serial number or ARN.
///
/// Called on a thread of its own, which it may block.
package typealias MFAPrompt = @Sendable (_ serial: String) throws(AWSError) -> String

/// The device whose code a role wants (`mfa_serial`).
struct MFADevice: Sendable {
  let serial: String
  let profile: String
  /// Nil where nobody can be asked.
  let prompt: MFAPrompt?

  func code() async throws(AWSError) -> String {
    guard let prompt else { throw Self.nobodyToAsk(serial, profile: profile) }
    let answer = await withCheckedContinuation { continuation in
      let ask: @Sendable () -> Void = {
        continuation.resume(returning: Result { () throws(AWSError) in try prompt(serial) })
      }
      if !startThread(ask) { ask() }
    }
    let code = try answer.get()
    guard code.utf8.count == 6, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw AWSError(
        .configuration,
        message: "What was typed is not the code of an MFA device, which has 6 digits.",
        hint: "Run it again with the code that the device \(serial) shows."
      )
    }
    return code
  }

  private static func nobodyToAsk(_ serial: String, profile: String) -> AWSError {
    AWSError(
      .configuration,
      message: "The AWS profile \"\(profile)\" needs a code of the MFA device \(serial), and there "
        + "is no terminal to ask for it on.",
      hint:
        "Run it in a terminal, or put temporary keys into AWS_ACCESS_KEY_ID and its companions and name "
        + "no profile, neither by --profile nor in the configuration: it would come before them."
    )
  }
}
