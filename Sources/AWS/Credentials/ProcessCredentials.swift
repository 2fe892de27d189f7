/// Credentials printed by a program that a profile names (`credential_process`).
struct ProcessCredentials: CredentialsProvider {
  let profile: String
  let command: String
  let environment: Environment

  var source: String { "credential_process of profile \(profile)" }

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    throw AWSError(
      .configuration,
      message: "The AWS profile \"\(profile)\" runs a program for its credentials "
        + "(credential_process), which is not supported yet.",
      hint: "Run `eval \"$(aws configure export-credentials --profile \(profile) --format env)\"` "
        + "first, and do not name the profile."
    )
  }
}
