import FoundationEssentials
import Synchronization

/// Credentials of a console session (`aws login`), as the AWS CLI keeps them, renewed in time.
final class LoginCredentials: CredentialsProvider {
  let profile: String
  private let path: String
  /// When this process last asked for new ones.
  private let lastTry: Mutex<Date?> = Mutex(nil)

  /// They live for a quarter of an hour, and are renewed when this much is left, in seconds.
  private static let margin = 300.0
  /// Between two tries, in seconds.
  private static let pause = 60.0

  init(profile: String, session: String, directory: String) {
    self.profile = profile
    path = "\(directory)/\(Crypto.hex(Crypto.sha256(Array(session.utf8)))).json"
  }

  var renewalHint: String { "Sign in again with `\(signInCommand)`." }
  var source: String { "profile \(profile), `aws login`" }

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    let known = try read()
    let now = context.runtime.now()
    guard known.expiresAt.timeIntervalSince(now) < Self.margin else { return known.credentials }
    if let renewal = known.renewal, mayTry(now) {
      do throws(AWSError) {
        return try await renewed(known, renewal.body, renewal.key, context)
      } catch {
        if error.kind == .cancelled { throw error }
        // Another process may have been faster, which makes the token used here worthless.
        if let other = try? read(), other.expiresAt > known.expiresAt { return other.credentials }
        guard known.expiresAt > now else {
          throw failure(.expiredToken, "has a sign-in that was not renewed: \(error.message)")
        }
      }
    }
    guard known.expiresAt > now else {
      throw failure(.expiredToken, "has a sign-in that has run out.")
    }
    return known.credentials
  }

  private func read() throws(AWSError) -> LoginToken {
    let bytes: SecretBytes
    do throws(FileError) {
      bytes = try FileSystem.readSecret(path)
    } catch {
      if error.isMissing {
        throw failure(.expiredToken, "is not signed in: there is no \(path).")
      }
      throw AWSError(.configuration, message: error.message, hint: error.hint)
    }
    guard let token = LoginToken(bytes) else {
      throw failure(.configuration, "has a sign-in that cannot be read, in \(path).")
    }
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
    _ old: LoginToken,
    _ body: RequestBody,
    _ key: ProofKey,
    _ context: CredentialsContext
  ) async throws(AWSError) -> AWSCredentials {
    let client = try context.client(NoCredentials())
    var request = ServiceRequest(.signIn, operation: "CreateOAuth2Token")
    request.path = "/v1/token"
    let url = "\(try client.settings.endpoint(for: .signIn))\(request.path)"
    guard let proof = Self.proof(key, url: url, now: context.runtime.now()) else {
      throw AWSError(.configuration, message: "The key of the sign-in cannot sign.")
    }
    request.headers = [
      (name: "Content-Type", value: "application/json"), (name: "DPoP", value: proof),
    ]
    request.body = body.finished()
    request.isSigned = false
    // A refresh token is good for one answer.
    request.retry = .connectFailuresOnly
    let answer = try await client.send(request)
    guard let document = CredentialsDocument(answer.body),
      let content = old.renewed(by: document, now: context.runtime.now()),
      let token = LoginToken(content)
    else {
      throw AWSError(.invalidResponse, message: "The answer holds no keys.", service: "signin")
    }
    do throws(FileError) {
      FileSystem.removeLeftovers(of: path)
      try FileSystem.atomicWrite(content, to: path)
    } catch {
      throw AWSError(.configuration, message: error.message, hint: error.hint)
    }
    return token.credentials
  }

  /// A signed statement of what is sent where, and when (RFC 9449, 4.2).
  private static func proof(_ key: ProofKey, url: String, now: Date) -> String? {
    var point = RequestBody()
    point.set("kty", "EC")
    point.set("x", Crypto.base64URL(key.x))
    point.set("y", Crypto.base64URL(key.y))
    point.set("crv", "P-256")
    var header = RequestBody()
    header.set("typ", "dpop+jwt")
    header.set("alg", "ES256")
    header.set("jwk", object: point)
    var claims = RequestBody()
    claims.set("htm", "POST")
    claims.set("htu", url)
    claims.set("iat", Int(now.timeIntervalSince1970))
    claims.set("jti", Crypto.uuid())
    let parts = [header, claims].map { Crypto.base64URL($0.finished().exposed()) }
    let signed = parts.joined(separator: ".")
    return key.sign(Array(signed.utf8)).map { "\(signed).\(Crypto.base64URL($0))" }
  }

  private var signInCommand: String { "aws login --profile \(ShellWord.quoted(profile))" }

  /// `what` ends the sentence.
  private func failure(_ kind: AWSError.Kind, _ what: String) -> AWSError {
    AWSError(
      kind,
      message: "The AWS profile \"\(profile)\" \(what)",
      hint: renewalHint
    )
  }
}
