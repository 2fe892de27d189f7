import FoundationEssentials

/// AWS Secrets Manager (API version 2017-10-17): what reads.
///
/// An id is a name or an ARN. What a call takes is checked before it is sent (`Limits`), and fails
/// with `invalidRequest`. Every call fails with `notFound` where there is no such secret,
/// `accessDenied`, `invalidRequest` and, as `service`, `InternalServiceError`; what else is said at
/// the call.
package struct SecretsManagerClient: Sendable {
  let client: AWSClient

  /// `ListSecrets`, all pages, at most ten filters, all of which must hold; the case of names matters.
  ///
  /// The listing lags behind changes by up to five minutes.
  package func listSecrets(
    _ filters: [SecretFilter] = [],
    includeDeleted: Bool = false
  ) async throws(AWSError) -> [SecretListEntry] {
    let call = call("ListSecrets")
    try call.check(secretFilters: filters)
    var body = Self.listBody(filters)
    if includeDeleted { body.set("IncludePlannedDeletion", true) }
    return
      try await call
      .pages(body, of: SecretListPage.self, items: { $0.secrets ?? [] }, next: \.nextToken)
  }

  /// `ListSecrets`, its first page alone: at most 100, and maybe none although there are some.
  package func firstSecrets(namePrefix: String?) async throws(AWSError) -> [SecretListEntry] {
    let filters = Self.filters(namePrefix)
    let page: SecretListPage = try await call("ListSecrets").send(Self.listBody(filters))
    return page.secrets ?? []
  }

  private static func filters(_ namePrefix: String?) -> [SecretFilter] {
    guard let namePrefix, !namePrefix.isEmpty else { return [] }
    return [SecretFilter(.name, [namePrefix])]
  }

  private static func listBody(_ filters: [SecretFilter]) -> RequestBody {
    var body = RequestBody()
    body.set("MaxResults", 100)
    if !filters.isEmpty { body.set("Filters", objects: filters.map(\.body)) }
    return body
  }

  /// `DescribeSecret`; also answers for a secret that waits for its deletion.
  package func describeSecret(_ id: String) async throws(AWSError) -> SecretMetadata {
    let call = call("DescribeSecret")
    try call.check(secretID: id)
    return try await call.send(body(id))
  }

  /// `ListSecretVersionIds`, all pages; `includeDeprecated` adds the versions without a stage.
  package func listSecretVersionIds(
    _ id: String,
    includeDeprecated: Bool
  ) async throws(AWSError) -> [SecretVersionEntry] {
    let call = call("ListSecretVersionIds")
    try call.check(secretID: id)
    var body = body(id)
    body.set("MaxResults", 100)
    if includeDeprecated { body.set("IncludeDeprecated", true) }
    return
      try await call
      .pages(body, of: VersionPage.self, items: { $0.versions ?? [] }, next: \.nextToken)
  }

  /// `GetSecretValue`; without a version or a stage, the one with `AWSCURRENT`.
  ///
  /// A version that the service has removed is an `invalidRequest`, one that never was `notFound`.
  /// As `service`: `DecryptionFailure`.
  package func getSecretValue(
    _ id: String,
    versionId: String? = nil,
    versionStage: String? = nil
  ) async throws(AWSError) -> SecretValueOutput {
    let call = call("GetSecretValue")
    try call.check(secretID: id)
    try call.check(versionID: versionId)
    try call.check(stage: versionStage)
    var body = body(id)
    if let versionId { body.set("VersionId", versionId) }
    // Said even where it is the default: some emulators remember another one.
    if let stage = versionStage ?? (versionId == nil ? "AWSCURRENT" : nil) {
      body.set("VersionStage", stage)
    }
    let response = try await call.sendRaw(body)
    let rest: SecretValueRest = try call.decode(response)
    let text = SecretField.string(at: ["SecretString"], in: response.bytes)
    guard let value = text ?? SecretField.blob(at: ["SecretBinary"], in: response.bytes) else {
      throw call.invalid("holds no value", requestID: response.requestID)
    }
    return SecretValueOutput(rest, value: value, isBinary: text == nil)
  }

  /// `GetRandomPassword`; one that the answer promises and does not hold is `invalidResponse`.
  package func getRandomPassword(
    _ wish: PasswordWish = PasswordWish()
  ) async throws(AWSError) -> SecretBytes {
    let call = call("GetRandomPassword")
    try call.check("the length", number: wish.length, SecretsManagerLimits.passwordLength)
    try call.check("what to leave out", characters: wish.excludedCharacters, 0...4_096)
    let response = try await call.sendRaw(wish.body)
    guard let password = SecretField.string(at: ["RandomPassword"], in: response.bytes),
      !password.isEmpty
    else { throw call.invalid("holds no password", requestID: response.requestID) }
    return password
  }

  func body(_ id: String) -> RequestBody {
    var body = RequestBody()
    body.set("SecretId", id)
    return body
  }

  func call(_ operation: String) -> ServiceCall {
    ServiceCall(client: client, service: .secretsManager, operation: operation)
  }
}

private struct SecretListPage: Decodable {
  let secrets: [SecretListEntry]?
  let nextToken: String?

  private enum CodingKeys: String, CodingKey {
    case secrets = "SecretList"
    case nextToken = "NextToken"
  }
}

private struct VersionPage: Decodable {
  let versions: [SecretVersionEntry]?
  let nextToken: String?

  private enum CodingKeys: String, CodingKey {
    case versions = "Versions"
    case nextToken = "NextToken"
  }
}
