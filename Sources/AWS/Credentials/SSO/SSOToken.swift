import FoundationEssentials

/// The token of a sign-in, as the AWS CLI keeps it in `~/.aws/sso/cache`.
struct SSOToken: Sendable {
  var accessToken: SecretBytes
  var expiresAt: Date
  var refreshToken: SecretBytes?
  let clientID: String?
  let clientSecret: SecretBytes?
  let registrationExpiresAt: Date?
  /// As they stand in the file, for when it is written again.
  private let startURL: String?
  private let region: String?
  private let registrationExpiresText: String?
  private let original: CredentialsDocument

  /// Nil for what is no such file.
  init?(_ bytes: SecretBytes) {
    guard let document = CredentialsDocument(bytes),
      let accessToken = document.secret("accessToken"), accessToken.isPlainText,
      let expiresAt = document.text("expiresAt").flatMap(Self.date)
    else { return nil }
    original = document
    self.accessToken = accessToken
    self.expiresAt = expiresAt
    refreshToken = document.secret("refreshToken")
    clientID = document.text("clientId")
    clientSecret = document.secret("clientSecret")
    registrationExpiresText = document.text("registrationExpiresAt")
    registrationExpiresAt = registrationExpiresText.flatMap(Self.date)
    startURL = document.text("startUrl")
    region = document.text("region")
  }

  /// Older versions of the AWS CLI wrote `UTC` for `Z`.
  private static func date(_ text: String) -> Date? {
    let plain = text.hasSuffix("UTC") ? text.dropLast(3) + "Z" : text
    return UTCTime(iso8601: plain)?.date
  }

  private static let known = [
    "startUrl", "region", "accessToken", "expiresAt", "clientId", "clientSecret",
    "registrationExpiresAt", "refreshToken",
  ]

  /// What a renewal takes; nil when something of it is missing or has run out.
  func renewal(at now: Date) -> RequestBody? {
    guard let clientID, let clientSecret, let refreshToken,
      let registrationExpiresAt, registrationExpiresAt > now
    else { return nil }
    var body = RequestBody()
    body.set("grantType", "refresh_token")
    body.set("clientId", clientID)
    body.set("clientSecret", text: clientSecret)
    body.set("refreshToken", text: refreshToken)
    return body
  }

  /// The file's content; what is not known here stays as it stood.
  var document: SecretBytes {
    var body = RequestBody()
    if let startURL { body.set("startUrl", startURL) }
    if let region { body.set("region", region) }
    body.set("accessToken", text: accessToken)
    body.set("expiresAt", UTCTime(expiresAt).iso8601)
    if let clientID { body.set("clientId", clientID) }
    if let clientSecret { body.set("clientSecret", text: clientSecret) }
    if let registrationExpiresText { body.set("registrationExpiresAt", registrationExpiresText) }
    if let refreshToken { body.set("refreshToken", text: refreshToken) }
    for name in original.names ?? [] where !Self.known.contains(name) {
      if let value = original.raw(name) { body.set(name, json: value) }
    }
    return body.finished()
  }
}
