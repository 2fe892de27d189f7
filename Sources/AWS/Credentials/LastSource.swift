/// The end of the chain: what the machine itself may have, else that there is nothing anywhere.
struct LastSource: CredentialsProvider {
  /// Nil when it is turned off.
  let metadata: InstanceMetadata?
  /// The sources before it, each with what it lacked.
  let tried: [String]
  /// The profile that was asked for by name.
  var namedProfile: String?
  var source: String { metadata == nil ? "none" : InstanceMetadata.name }

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    guard let metadata else {
      throw nothing("\(InstanceMetadata.name): turned off by AWS_EC2_METADATA_DISABLED.")
    }
    do throws(AWSError) {
      return try await metadata.credentials(context)
    } catch {
      // Most machines are none of EC2: that it does not answer is no failure of its own.
      if error.kind == .cancelled { throw error }
      throw nothing(error.message, hint: error.hint)
    }
  }

  private func nothing(_ last: String, hint: String? = nil) -> AWSError {
    let tried = tried + [last.hasSuffix(".") ? String(last.dropLast()) : last]
    return AWSError(
      .noCredentials(tried: tried),
      message: "No AWS credentials were found. Tried: \(tried.joined(separator: "; ")).",
      hint: hint
        ?? namedProfile.map(ShellWord.quoted).map {
          "Give that profile credentials: `aws configure --profile \($0)`, or `aws configure sso "
            + "--profile \($0)`."
        }
        ?? "Sign in with `aws configure`, `aws sso login` or `aws login`, or name a profile "
        + "with --profile."
    )
  }
}
