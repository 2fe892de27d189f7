import FoundationEssentials

/// AWS Secrets Manager, as far as it is used here (API version 2017-10-17).
///
/// An id is a name or an ARN. Nothing here checks names or sizes; see the stores.
package struct SecretsManagerClient: Sendable {
  let client: AWSClient

  /// `ListSecrets`, all pages; the prefix is that of the name, and its case matters.
  package func listSecrets(
    namePrefix: String? = nil,
    includeDeleted: Bool = false
  ) async throws(AWSError) -> [SecretListEntry] {
    var body = Self.listBody(namePrefix)
    if includeDeleted { body.set("IncludePlannedDeletion", true) }
    return try await call("ListSecrets")
      .pages(body, of: SecretListPage.self, items: { $0.secrets ?? [] }, next: \.nextToken)
  }

  /// `ListSecrets`, its first page alone: at most 100, and maybe none although there are some.
  package func firstSecrets(namePrefix: String?) async throws(AWSError) -> [SecretListEntry] {
    let page: SecretListPage = try await call("ListSecrets").send(Self.listBody(namePrefix))
    return page.secrets ?? []
  }

  private static func listBody(_ namePrefix: String?) -> RequestBody {
    var body = RequestBody()
    body.set("MaxResults", 100)
    if let namePrefix, !namePrefix.isEmpty {
      var filter = RequestBody()
      filter.set("Key", "name")
      filter.set("Values", [namePrefix])
      body.set("Filters", objects: [filter])
    }
    return body
  }

  /// `DescribeSecret`; also answers for a secret that waits for its deletion.
  package func describeSecret(_ id: String) async throws(AWSError) -> SecretMetadata {
    try await call("DescribeSecret").send(body(id))
  }

  /// `ListSecretVersionIds`, all pages; `includeDeprecated` adds the versions without a stage.
  package func listSecretVersionIds(
    _ id: String,
    includeDeprecated: Bool
  ) async throws(AWSError) -> [SecretVersionEntry] {
    var body = body(id)
    body.set("MaxResults", 100)
    if includeDeprecated { body.set("IncludeDeprecated", true) }
    return try await call("ListSecretVersionIds")
      .pages(body, of: VersionPage.self, items: { $0.versions ?? [] }, next: \.nextToken)
  }

  /// `GetSecretValue`; without a version or a stage, the one with `AWSCURRENT`.
  package func getSecretValue(
    _ id: String,
    versionId: String? = nil,
    versionStage: String? = nil
  ) async throws(AWSError) -> SecretValueOutput {
    var body = body(id)
    if let versionId { body.set("VersionId", versionId) }
    // Said even where it is the default: some emulators remember another one.
    if let stage = versionStage ?? (versionId == nil ? "AWSCURRENT" : nil) {
      body.set("VersionStage", stage)
    }
    let call = call("GetSecretValue")
    let response = try await call.sendRaw(body)
    let rest: ValueRest = try call.decode(response)
    let text = SecretField.string(at: ["SecretString"], in: response.bytes)
    guard let value = text ?? SecretField.blob(at: ["SecretBinary"], in: response.bytes) else {
      throw call.invalid("holds no value", requestID: response.requestID)
    }
    return SecretValueOutput(
      arn: rest.arn,
      name: rest.name,
      versionId: rest.versionId,
      stages: rest.stages ?? [],
      createdDate: rest.createdDate,
      value: value,
      isBinary: text == nil
    )
  }

  /// `CreateSecret` with a first version, whose id is the token (32 to 64 characters).
  ///
  /// The same token with the same value is the same request: sending it again does nothing more.
  package func createSecret(
    name: String,
    value: SecretBytes,
    binary: Bool,
    description: String? = nil,
    kmsKeyId: String? = nil,
    token: String
  ) async throws(AWSError) -> WrittenSecretVersion {
    var body = RequestBody()
    body.set("Name", name)
    body.set("ClientRequestToken", token)
    if let description { body.set("Description", description) }
    if let kmsKeyId { body.set("KmsKeyId", kmsKeyId) }
    Self.set(value, binary: binary, in: &body)
    return try await call("CreateSecret").send(body, holding: value)
  }

  /// `PutSecretValue`: a new version, which takes `AWSCURRENT` and whose id is the token.
  ///
  /// The same token with the same value is the same request: sending it again does nothing more.
  package func putSecretValue(
    id: String,
    value: SecretBytes,
    binary: Bool,
    token: String
  ) async throws(AWSError) -> WrittenSecretVersion {
    var body = body(id)
    body.set("ClientRequestToken", token)
    Self.set(value, binary: binary, in: &body)
    return try await call("PutSecretValue").send(body, holding: value)
  }

  private static func set(_ value: SecretBytes, binary: Bool, in body: inout RequestBody) {
    if binary {
      body.set("SecretBinary", blob: value)
    } else {
      body.set("SecretString", text: value)
    }
  }

  private func body(_ id: String) -> RequestBody {
    var body = RequestBody()
    body.set("SecretId", id)
    return body
  }

  private func call(_ operation: String) -> ServiceCall {
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

/// `GetSecretValue` without the value.
private struct ValueRest: Decodable {
  let arn: String
  let name: String
  let versionId: String
  let stages: [String]?
  let createdDate: Date?

  private enum CodingKeys: String, CodingKey {
    case arn = "ARN"
    case name = "Name"
    case versionId = "VersionId"
    case stages = "VersionStages"
    case createdDate = "CreatedDate"
  }
}
