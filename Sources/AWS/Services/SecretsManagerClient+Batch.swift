extension SecretsManagerClient {
  /// `BatchGetSecretValue` for at most 20 ids: the current version of each, all pages.
  ///
  /// What could not be read is in the answer's failures, with its own error; the call itself fails
  /// only as a whole. Needs `secretsmanager:GetSecretValue` on each secret as well.
  package func batchGetSecretValue(_ ids: [String]) async throws(AWSError) -> SecretBatch {
    let call = call("BatchGetSecretValue")
    try call.check("secrets", count: ids.count, 1...SecretsManagerLimits.idsPerBatch)
    for id in ids { try call.check(secretID: id) }
    var body = RequestBody()
    body.set("SecretIdList", ids)
    return try await batch(call, body)
  }

  /// `BatchGetSecretValue` for the secrets that all of at most ten filters hold for.
  ///
  /// Needs `secretsmanager:ListSecrets` as well.
  package func batchGetSecretValue(
    _ filters: [SecretFilter]
  ) async throws(AWSError) -> SecretBatch {
    let call = call("BatchGetSecretValue")
    try call.check("filters", count: filters.count, 1...10)
    try call.check(secretFilters: filters)
    var body = RequestBody()
    body.set("Filters", objects: filters.map(\.body))
    body.set("MaxResults", SecretsManagerLimits.idsPerBatch)
    return try await batch(call, body)
  }

  private func batch(_ call: ServiceCall, _ body: RequestBody) async throws(AWSError) -> SecretBatch
  {
    var values: [SecretValueOutput] = []
    var failures: [SecretBatch.Failure] = []
    try await call.eachPage(body) { (response) throws(AWSError) in
      let page: BatchPage = try call.decode(response)
      for (index, rest) in (page.values ?? []).enumerated() {
        let list = "SecretValues"
        let json = response.bytes
        let text = SecretField.string(at: ["SecretString"], of: index, in: list, of: json)
        let binary = SecretField.blob(at: ["SecretBinary"], of: index, in: list, of: json)
        guard let value = text ?? binary else {
          throw call.invalid("holds a secret without a value", requestID: response.requestID)
        }
        values.append(SecretValueOutput(rest, value: value, isBinary: text == nil))
      }
      failures += (page.errors ?? []).map { SecretBatch.Failure($0, call, response.requestID) }
      return page.nextToken
    }
    return SecretBatch(values: values, failures: failures)
  }
}

/// The answer of `BatchGetSecretValue`.
package struct SecretBatch: Sendable {
  /// Why one secret could not be read.
  package struct Failure: Sendable {
    /// A name or an ARN, as it was asked for.
    package let id: String
    package let error: AWSError

    fileprivate init(_ entry: BatchPage.Entry, _ call: ServiceCall, _ requestID: String?) {
      id = entry.id ?? ""
      error = AWSError(
        code: entry.code ?? "InternalServiceError",
        text: entry.message,
        service: call.service,
        operation: call.operation,
        requestID: requestID
      )
    }
  }

  package let values: [SecretValueOutput]
  package let failures: [Failure]
}

private struct BatchPage: Decodable {
  struct Entry: Decodable {
    let id: String?
    let code: String?
    let message: String?

    private enum CodingKeys: String, CodingKey {
      case id = "SecretId"
      case code = "ErrorCode"
      case message = "Message"
    }
  }

  let values: [SecretValueRest]?
  let errors: [Entry]?
  let nextToken: String?

  private enum CodingKeys: String, CodingKey {
    case values = "SecretValues"
    case errors = "Errors"
    case nextToken = "NextToken"
  }
}
