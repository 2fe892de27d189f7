/// Temporary credentials of a role, from STS for the token of another identity provider, such as a
/// Kubernetes cluster or a CI service writes it into a file.
struct WebIdentityRole: CredentialsProvider {
  let source: String
  let roleARN: String
  let tokenFile: String
  var sessionName: String?
  /// Who names the file.
  var setting = "AWS_WEB_IDENTITY_TOKEN_FILE"
  var renewalHint: String { "Have the token in \(tokenFile) written anew, and repeat." }

  static let environmentSource = "web identity (AWS_WEB_IDENTITY_TOKEN_FILE)"

  /// Nil when the variables name no file; a file without a role is an error.
  static func find(
    _ environment: Environment,
    _ paths: SharedFilePaths
  ) -> (any CredentialsProvider)? {
    guard let file = environment["AWS_WEB_IDENTITY_TOKEN_FILE"] else { return nil }
    guard let role = environment["AWS_ROLE_ARN"] else {
      return UnusableCredentials(
        source: environmentSource,
        error: AWSError(
          .configuration,
          message: "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not.",
          hint: "Set both, or unset both."
        )
      )
    }
    return WebIdentityRole(
      source: "\(environmentSource), role \(role)",
      roleARN: role,
      tokenFile: paths.expanded(file),
      sessionName: environment["AWS_ROLE_SESSION_NAME"]
    )
  }

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    // Read each time: whoever writes the file replaces the token before it expires.
    let token: SecretBytes
    do throws(FileError) {
      token = try FileSystem.readSecret(tokenFile)
    } catch {
      throw failure("cannot be read: \(error.message)", hint: error.hint)
    }
    let whole = token.trimmed
    guard (4...20_000).contains(whole.count) else {
      throw failure("is not one: it has \(whole.count) bytes.", hint: "Have it written anew.")
    }
    let role = RoleRequest(arn: roleARN, sessionName: RoleSession.name(sessionName, context))
    do {
      return try await context.client(NoCredentials()).sts
        .assumeRoleWithWebIdentity(role, token: whole).credentials
    } catch {
      throw error.ofSettings(roleARN, "role_arn or AWS_ROLE_ARN, and the name of the session")
    }
  }

  private func failure(_ what: String, hint: String?) -> AWSError {
    AWSError(
      .configuration,
      message: "The web identity token in \(tokenFile) \(what)",
      hint: hint ?? "Check the file; \(setting) names it."
    )
  }
}

extension SecretBytes {
  /// Without blanks and line breaks at the ends, as editors leave them.
  fileprivate var trimmed: SecretBytes {
    unsafe withBytes { bytes in
      let start = unsafe bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
      let end = unsafe bytes.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? start
      return unsafe SecretBytes(copying: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
    }
  }
}
