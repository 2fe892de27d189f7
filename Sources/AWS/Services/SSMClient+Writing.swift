extension SSMClient {
  /// `PutParameter`: sent once, and again only when it certainly did not arrive.
  ///
  /// The service has no token for it, so after an answer that got lost the caller must look. Every
  /// overwriting makes a version, of an equal value, too; 100 are kept, and none can be added while
  /// the oldest has a label (`limitExceeded`). `alreadyExists` without `overwrite`. Tags can only
  /// come with a new parameter.
  package func putParameter(
    name: String,
    value: SecretBytes,
    type: String? = nil,
    overwrite: Bool,
    keyId: String? = nil,
    tier: String? = nil,
    description: String? = nil,
    allowedPattern: String? = nil,
    dataType: String? = nil,
    policies: String? = nil,
    tags: [ResourceTag] = []
  ) async throws(AWSError) -> WrittenParameter {
    let call = call("PutParameter")
    try call.check(newParameter: name)
    try call.check(parameterValue: value, tier: tier)
    try call.check("the description", characters: description, 0...SSMLimits.descriptionCharacters)
    try call.check("the pattern", characters: allowedPattern, 0...1_024)
    try call.check("the id of the KMS key", characters: keyId, 1...256)
    try call.check("the policies", characters: policies, 1...4_096)
    if !tags.isEmpty {
      try call.check(tags: tags)
      guard !overwrite else { throw call.refused("tags cannot come with an overwriting") }
    }
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
    if let policies { body.set("Policies", policies) }
    if !tags.isEmpty { body.set("Tags", objects: tags.map(\.body)) }
    return try await call.send(body, holding: value, retry: .connectFailuresOnly)
  }

  /// `LabelParameterVersion`: attaches labels to a version, the latest where none is named.
  ///
  /// A label that another version has moves without a question. At most ten a version
  /// (`limitExceeded`). The service answers labels that it does not take with success; here that is
  /// an error with the code `InvalidLabels`, although the others are attached.
  package func labelParameterVersion(
    _ name: String,
    version: Int? = nil,
    labels: [String]
  ) async throws(AWSError) {
    let call = call("LabelParameterVersion")
    try call.check(parameter: name)
    try call.check(labels: labels)
    var body = RequestBody()
    body.set("Name", name)
    if let version { body.set("ParameterVersion", version) }
    body.set("Labels", labels)
    let output: LabelOutput = try await call.send(body)
    if let invalid = output.invalid, !invalid.isEmpty {
      throw Self.invalidLabels(invalid, "does not take", call)
    }
  }

  /// `UnlabelParameterVersion`; labels that the version does not have are an error with the code
  /// `InvalidLabels`, although the others are gone.
  package func unlabelParameterVersion(
    _ name: String,
    version: Int,
    labels: [String]
  ) async throws(AWSError) {
    let call = call("UnlabelParameterVersion")
    try call.check(parameter: name)
    try call.check("labels", count: labels.count, 1...SSMLimits.labels)
    var body = RequestBody()
    body.set("Name", name)
    body.set("ParameterVersion", version)
    body.set("Labels", labels)
    // Sent twice, the second time finds them gone.
    let output: LabelOutput = try await call.send(body, retry: .connectFailuresOnly)
    if let invalid = output.invalid, !invalid.isEmpty {
      throw Self.invalidLabels(invalid, "finds no such labels on version \(version):", call)
    }
  }

  /// `DeleteParameter`: gone with all its versions; there is no way back.
  ///
  /// The name is free after some 30 seconds, and its versions count from 1 again.
  package func deleteParameter(_ name: String) async throws(AWSError) {
    let call = call("DeleteParameter")
    try call.check(parameter: name)
    var body = RequestBody()
    body.set("Name", name)
    // Sent twice, the second time finds it gone.
    try await call.sendOnly(body, retry: .connectFailuresOnly)
  }

  /// `DeleteParameters` for at most ten names; `invalid` are those that were not there.
  package func deleteParameters(
    _ names: [String]
  ) async throws(AWSError) -> (deleted: [String], invalid: [String]) {
    let call = call("DeleteParameters")
    try call.check(parameters: names)
    var body = RequestBody()
    body.set("Names", names)
    let output: DeletionOutput = try await call.send(body, retry: .connectFailuresOnly)
    return (output.deleted ?? [], output.invalid ?? [])
  }

  private static func invalidLabels(
    _ labels: [String],
    _ what: String,
    _ call: ServiceCall
  ) -> AWSError {
    AWSError(
      .invalidRequest,
      message: "\(call.service.displayName) \(what) \(labels.joined(separator: ", ")).",
      code: "InvalidLabels",
      service: call.service.signingName,
      operation: call.operation
    )
  }
}

private struct LabelOutput: Decodable {
  let invalid: [String]?

  private enum CodingKeys: String, CodingKey {
    case invalid = "InvalidLabels"
  }
}

private struct DeletionOutput: Decodable {
  let deleted: [String]?
  let invalid: [String]?

  private enum CodingKeys: String, CodingKey {
    case deleted = "DeletedParameters"
    case invalid = "InvalidParameters"
  }
}
