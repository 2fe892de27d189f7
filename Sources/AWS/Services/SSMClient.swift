/// AWS Systems Manager Parameter Store (API version 2014-11-06): what reads.
///
/// A name may carry a version (`/a/b:3`) or a label (`/a/b:live`) where a parameter is read, or be
/// an ARN. What a call takes is checked before it is sent (`Limits`), and fails with
/// `invalidRequest`. Every call fails with `notFound` where there is no such parameter or version,
/// `accessDenied`, `throttled` and, as `service`, `InternalServerError` or, where it decrypts or
/// encrypts, `InvalidKeyId`; what else is said at the call.
package struct SSMClient: Sendable {
  /// How many names `GetParameters` and `DeleteParameters` take at once.
  package static let namesPerCall = SSMLimits.namesPerCall

  let client: AWSClient

  /// `DescribeParameters`, all pages; all filters must hold.
  ///
  /// The service allows few of these calls in a second.
  package func describeParameters(
    _ filters: [ParameterFilter] = []
  ) async throws(AWSError) -> [ParameterMetadata] {
    let call = call("DescribeParameters")
    try call.check(parameterFilters: filters)
    return try await call.pages(
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
    if !filters.isEmpty { body.set("ParameterFilters", objects: filters.map(\.body)) }
    return body
  }

  /// `GetParameters` without decryption, for at most ten names: metadata, no value.
  package func getParameters(
    names: [String]
  ) async throws(AWSError) -> (found: [MetadataOnlyParameter], invalid: [String]) {
    let call = call("GetParameters")
    try call.check(parameters: names)
    let output: SSMParametersOutput = try await call.send(Self.body(names, decrypting: false))
    return (output.parameters ?? [], output.invalid ?? [])
  }

  static func body(_ names: [String], decrypting: Bool) -> RequestBody {
    var body = RequestBody()
    body.set("Names", names)
    body.set("WithDecryption", decrypting)
    return body
  }

  /// `GetParameter` without decryption: metadata, no value.
  package func getParameterMetadata(
    _ name: String
  ) async throws(AWSError) -> MetadataOnlyParameter {
    let call = call("GetParameter")
    try call.check(parameter: name)
    let output: SSMParameterOutput = try await call.send(body(name, decrypting: false))
    return output.parameter
  }

  /// `GetParameterHistory`, all pages, oldest version first; no values.
  package func getParameterHistory(
    _ name: String
  ) async throws(AWSError) -> [ParameterHistoryEntry] {
    let call = call("GetParameterHistory")
    try call.check(parameter: name)
    var body = body(name, decrypting: false)
    body.set("MaxResults", 50)
    return
      try await call
      .pages(body, of: HistoryPage.self, items: { $0.parameters ?? [] }, next: \.nextToken)
  }

  func body(_ name: String, decrypting: Bool) -> RequestBody {
    var body = RequestBody()
    body.set("Name", name)
    body.set("WithDecryption", decrypting)
    return body
  }

  func call(_ operation: String) -> ServiceCall {
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

/// The answer of `GetParameters` and `GetParametersByPath`, without the values.
struct SSMParametersOutput: Decodable {
  let parameters: [MetadataOnlyParameter]?
  let invalid: [String]?
  let nextToken: String?

  private enum CodingKeys: String, CodingKey {
    case parameters = "Parameters"
    case invalid = "InvalidParameters"
    case nextToken = "NextToken"
  }
}

/// The answer of `GetParameter`, without the value.
struct SSMParameterOutput: Decodable {
  let parameter: MetadataOnlyParameter

  private enum CodingKeys: String, CodingKey {
    case parameter = "Parameter"
  }
}
