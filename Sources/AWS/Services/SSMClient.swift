/// AWS Systems Manager Parameter Store, as far as it is used here (API version 2014-11-06).
///
/// A name may carry a version (`/a/b:3`) or a label (`/a/b:live`) where a parameter is read.
/// Nothing here checks names or sizes; see the stores.
package struct SSMClient: Sendable {
  /// How many names `GetParameters` takes at once.
  package static let namesPerCall = 10

  let client: AWSClient

  /// `DescribeParameters`, all pages; all filters must hold.
  package func describeParameters(
    _ filters: [ParameterFilter] = []
  ) async throws(AWSError) -> [ParameterMetadata] {
    try await call("DescribeParameters").pages(
      Self.describeBody(filters),
      of: MetadataPage.self,
      items: { $0.parameters ?? [] },
      next: \.nextToken
    )
  }

  /// `DescribeParameters`, its first page alone: at most 50, and maybe none although there are some.
  package func firstParameters(
    _ filters: [ParameterFilter]
  ) async throws(AWSError) -> [ParameterMetadata] {
    let page: MetadataPage = try await call("DescribeParameters").send(Self.describeBody(filters))
    return page.parameters ?? []
  }

  private static func describeBody(_ filters: [ParameterFilter]) -> RequestBody {
    var body = RequestBody()
    body.set("MaxResults", 50)
    if !filters.isEmpty {
      body.set(
        "ParameterFilters",
        objects: filters.map { filter in
          var object = RequestBody()
          object.set("Key", filter.key)
          object.set("Option", filter.option)
          object.set("Values", filter.values)
          return object
        }
      )
    }
    return body
  }

  /// `GetParameters` without decryption, for at most ten names: metadata, no value.
  package func getParameters(
    names: [String]
  ) async throws(AWSError) -> (found: [MetadataOnlyParameter], invalid: [String]) {
    var body = RequestBody()
    body.set("Names", names)
    body.set("WithDecryption", false)
    let output: ParametersOutput = try await call("GetParameters").send(body)
    return (output.parameters ?? [], output.invalid ?? [])
  }

  /// `GetParameter` without decryption: metadata, no value.
  package func getParameterMetadata(
    _ name: String
  ) async throws(AWSError) -> MetadataOnlyParameter {
    let output: ParameterOutput = try await call("GetParameter")
      .send(body(name, decrypting: false))
    return output.parameter
  }

  /// `GetParameter` with decryption.
  package func getParameter(_ name: String) async throws(AWSError) -> ParameterValue {
    let call = call("GetParameter")
    let response = try await call.sendRaw(body(name, decrypting: true))
    let output: ParameterOutput = try call.decode(response)
    guard let value = SecretField.string(at: ["Parameter", "Value"], in: response.bytes) else {
      throw call.invalid("holds no value", requestID: response.requestID)
    }
    return ParameterValue(metadata: output.parameter, value: value)
  }

  /// `GetParameterHistory`, all pages, oldest version first; no values.
  package func getParameterHistory(
    _ name: String
  ) async throws(AWSError) -> [ParameterHistoryEntry] {
    var body = body(name, decrypting: false)
    body.set("MaxResults", 50)
    return try await call("GetParameterHistory")
      .pages(body, of: HistoryPage.self, items: { $0.parameters ?? [] }, next: \.nextToken)
  }

  /// `PutParameter`: sent once, and again only when it certainly did not arrive.
  ///
  /// The service has no token for it, so after an answer that got lost the caller must look.
  package func putParameter(
    name: String,
    value: SecretBytes,
    type: String? = nil,
    overwrite: Bool,
    keyId: String? = nil,
    tier: String? = nil,
    description: String? = nil,
    allowedPattern: String? = nil,
    dataType: String? = nil
  ) async throws(AWSError) -> WrittenParameter {
    var body = RequestBody()
    body.set("Name", name)
    body.set("Value", text: value)
    body.set("Overwrite", overwrite)
    if let type { body.set("Type", type) }
    if let keyId { body.set("KeyId", keyId) }
    if let tier { body.set("Tier", tier) }
    if let description { body.set("Description", description) }
    if let allowedPattern { body.set("AllowedPattern", allowedPattern) }
    if let dataType { body.set("DataType", dataType) }
    return try await call("PutParameter")
      .send(body, holding: value, retry: .connectFailuresOnly)
  }

  private func body(_ name: String, decrypting: Bool) -> RequestBody {
    var body = RequestBody()
    body.set("Name", name)
    body.set("WithDecryption", decrypting)
    return body
  }

  private func call(_ operation: String) -> ServiceCall {
    ServiceCall(client: client, service: .ssm, operation: operation)
  }
}

private struct MetadataPage: Decodable {
  let parameters: [ParameterMetadata]?
  let nextToken: String?

  private enum CodingKeys: String, CodingKey {
    case parameters = "Parameters"
    case nextToken = "NextToken"
  }
}

private struct HistoryPage: Decodable {
  let parameters: [ParameterHistoryEntry]?
  let nextToken: String?

  private enum CodingKeys: String, CodingKey {
    case parameters = "Parameters"
    case nextToken = "NextToken"
  }
}

private struct ParametersOutput: Decodable {
  let parameters: [MetadataOnlyParameter]?
  let invalid: [String]?

  private enum CodingKeys: String, CodingKey {
    case parameters = "Parameters"
    case invalid = "InvalidParameters"
  }
}

private struct ParameterOutput: Decodable {
  let parameter: MetadataOnlyParameter

  private enum CodingKeys: String, CodingKey {
    case parameter = "Parameter"
  }
}
