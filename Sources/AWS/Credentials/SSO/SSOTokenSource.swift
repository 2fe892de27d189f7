import FoundationEssentials
import Synchronization

/// The token of a sign-in: read from the file that `aws sso login` wrote, and renewed in time.
final class SSOTokenSource: Sendable {
  let profile: SSOProfile
  let path: String
  /// When this process last asked for a new token.
  private let lastTry: Mutex<Date?> = Mutex(nil)

  /// A token is renewed when this much of its life is left, in seconds.
  private static let margin = 900.0
  /// Between two tries, in seconds.
  private static let pause = 60.0

  init(profile: SSOProfile, directory: String) {
    self.profile = profile
    path = "\(directory)/\(profile.cacheName)"
  }

  func token(_ context: CredentialsContext) async throws(AWSError) -> SecretBytes {
    let known = try read()
    let now = context.runtime.now()
    guard known.expiresAt.timeIntervalSince(now) < Self.margin else { return known.accessToken }
    // The older form has nothing to renew it with.
    if profile.session != nil, let body = known.renewal(at: now), mayTry(now) {
      do throws(AWSError) {
        return try await renewed(known, body, context)
      } catch {
        if error.kind == .cancelled { throw error }
        // Another process may have been faster, which makes the token used here worthless.
        if let other = try? read(), other.expiresAt > known.expiresAt { return other.accessToken }
        guard known.expiresAt > now else {
          throw ended("has run out and was not renewed: \(error.message)")
        }
      }
    }
    guard known.expiresAt > now else { throw ended("has run out.") }
    return known.accessToken
  }

  /// The portal does not know the token any more.
  func ended(_ what: String) -> AWSError {
    AWSError(
      .expiredToken,
      message: "The sign-in of the AWS profile \"\(profile.profile)\" (SSO) \(what)",
      hint: "Sign in again with `\(profile.signInCommand)`."
    )
  }

  private func read() throws(AWSError) -> SSOToken {
    let bytes: SecretBytes
    do throws(FileError) {
      bytes = try FileSystem.readSecret(path)
    } catch {
      if error.isMissing {
        throw AWSError(
          .expiredToken,
          message:
            "The AWS profile \"\(profile.profile)\" (SSO) is not signed in: \(path) does not "
            + "exist.",
          hint: "Sign in with `\(profile.signInCommand)`."
        )
      }
      throw AWSError(.configuration, message: error.message, hint: error.hint)
    }
    guard let token = SSOToken(bytes) else { throw ended("cannot be read from \(path).") }
    return token
  }

  private func mayTry(_ now: Date) -> Bool {
    lastTry.withLock { last in
      if let last, now.timeIntervalSince(last) < Self.pause { return false }
      last = now
      return true
    }
  }

  private func renewed(
    _ old: SSOToken,
    _ body: RequestBody,
    _ context: CredentialsContext
  ) async throws(AWSError) -> SecretBytes {
    var request = ServiceRequest(.ssoOIDC, operation: "CreateToken")
    request.path = "/token"
    request.headers = [(name: "Content-Type", value: "application/json")]
    request.body = body.finished()
    request.isSigned = false
    request.region = profile.region
    // A refresh token is good for one answer.
    request.retry = .connectFailuresOnly
    let answer = try await context.client(NoCredentials()).send(request)
    struct Life: Decodable {
      let expiresIn: Int
    }
    guard let document = CredentialsDocument(answer.body),
      let accessToken = document.secret("accessToken"), accessToken.isPlainText,
      let life = document.decode(Life.self)
    else {
      throw AWSError(.invalidResponse, message: "The answer holds no token.", service: "sso-oauth")
    }
    var token = old
    token.accessToken = accessToken
    token.expiresAt = context.runtime.now().addingTimeInterval(Double(life.expiresIn))
    token.refreshToken = document.secret("refreshToken") ?? old.refreshToken
    do throws(FileError) {
      FileSystem.removeLeftovers(of: path)
      try FileSystem.atomicWrite(token.document, to: path)
    } catch {
      // The refresh token in the file may be used up now, and the next run must not be surprised.
      throw AWSError(.configuration, message: error.message, hint: error.hint)
    }
    return accessToken
  }
}
