import FoundationEssentials

/// Credentials of a console session (`aws login`), as the AWS CLI keeps them.
///
/// They live for a quarter of an hour. Having them renewed takes a proof with the private key of
/// that session, which is left to the AWS CLI.
struct LoginCredentials: CredentialsProvider {
  let profile: String
  let session: String
  let directory: String
  var source: String { "profile \(profile), `aws login`" }

  private var path: String {
    "\(directory)/\(Crypto.hex(Crypto.sha256(Array(session.utf8)))).json"
  }

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    let bytes: SecretBytes
    do throws(FileError) {
      bytes = try FileSystem.readSecret(path)
    } catch {
      if error.isMissing {
        throw failure(.expiredToken, "is not signed in: there is no \(path)")
      }
      throw AWSError(.configuration, message: error.message, hint: error.hint)
    }
    let key = "accessToken"
    guard let document = CredentialsDocument(bytes),
      let id = document.text(key, "accessKeyId"),
      let secret = document.secret(key, "secretAccessKey"),
      let token = document.secret(key, "sessionToken"),
      let expiration = document.text(key, "expiresAt").flatMap({ UTCTime(iso8601: $0)?.date })
    else { throw failure(.configuration, "has a sign-in that cannot be read, in \(path)") }
    guard expiration > context.runtime.now() else {
      throw failure(.expiredToken, "has a sign-in that has run out")
    }
    return AWSCredentials(
      accessKeyID: id,
      secretAccessKey: secret,
      sessionToken: token,
      expiration: expiration,
      accountID: document.text(key, "accountId")
    )
  }

  private func failure(_ kind: AWSError.Kind, _ what: String) -> AWSError {
    let word = ShellWord.quoted(profile)
    return AWSError(
      kind,
      message: "The AWS profile \"\(profile)\" \(what).",
      hint: "Renew it with `aws sts get-caller-identity --profile \(word)`, or sign in again with "
        + "`aws login --profile \(word)`."
    )
  }
}
