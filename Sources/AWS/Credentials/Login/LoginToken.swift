import FoundationEssentials

/// A console session as the AWS CLI keeps it in `~/.aws/login/cache`.
struct LoginToken: Sendable {
  let credentials: AWSCredentials
  let expiresAt: Date
  private let document: CredentialsDocument

  private static let keys = "accessToken"

  /// Nil for what is no such file.
  init?(_ bytes: SecretBytes) {
    guard let document = CredentialsDocument(bytes),
      let expiresAt = document.text(Self.keys, "expiresAt").flatMap({ UTCTime(iso8601: $0)?.date }),
      let credentials = Self.credentials(
        document,
        expiresAt: expiresAt,
        account: document.text(Self.keys, "accountId")
      )
    else { return nil }
    self.document = document
    self.expiresAt = expiresAt
    self.credentials = credentials
  }

  private static func credentials(
    _ document: CredentialsDocument,
    expiresAt: Date,
    account: String?
  ) -> AWSCredentials? {
    guard let id = document.text(keys, "accessKeyId"),
      let secret = document.secret(keys, "secretAccessKey"),
      let token = document.secret(keys, "sessionToken")
    else { return nil }
    return AWSCredentials(
      accessKeyID: id,
      secretAccessKey: secret,
      sessionToken: token,
      expiration: expiresAt,
      accountID: account
    )
  }

  /// What a renewal takes; nil when something of it is missing.
  var renewal: (body: RequestBody, key: ProofKey)? {
    guard let client = document.text("clientId"), let refresh = document.secret("refreshToken"),
      let key = document.secret("dpopKey").flatMap({ ProofKey(pem: $0) }), names != nil
    else { return nil }
    var body = RequestBody()
    body.set("clientId", client)
    body.set("grantType", "refresh_token")
    body.set("refreshToken", text: refresh)
    return (body, key)
  }

  /// The file's content with what a renewal brought; all else stays.
  func renewed(by answer: CredentialsDocument, now: Date) -> SecretBytes? {
    struct Life: Decodable {
      let expiresIn: Int
    }
    guard let names, let refresh = answer.secret("refreshToken"),
      let life = answer.decode(Life.self),
      let keys = Self.credentials(answer, expiresAt: now, account: nil)
    else { return nil }
    var inner = RequestBody()
    inner.set("accessKeyId", keys.accessKeyID)
    inner.set("secretAccessKey", text: keys.secretAccessKey)
    if let token = keys.sessionToken { inner.set("sessionToken", text: token) }
    if let account = credentials.accountID { inner.set("accountId", account) }
    let end = now.addingTimeInterval(Double(life.expiresIn))
    inner.set("expiresAt", UTCTime(end).iso8601)
    var body = RequestBody()
    body.set(Self.keys, object: inner)
    for name in names {
      let value = name == "refreshToken" ? refresh : document.secret(name)
      if let value { body.set(name, text: value) }
    }
    return body.finished()
  }

  /// The names beside the keys; nil when one holds anything but text, which could not be kept.
  private var names: [String]? {
    let names = document.names?.filter { $0 != Self.keys }.sorted()
    return names?.allSatisfy { document.has($0) } == true ? names : nil
  }
}
