extension SSMClient {
  /// `GetParameter` with decryption.
  package func getParameter(_ name: String) async throws(AWSError) -> ParameterValue {
    let call = call("GetParameter")
    try call.check(parameter: name)
    let response = try await call.sendRaw(body(name, decrypting: true))
    let output: SSMParameterOutput = try call.decode(response)
    guard let value = SecretField.string(at: ["Parameter", "Value"], in: response.bytes) else {
      throw call.invalid("holds no value", requestID: response.requestID)
    }
    return ParameterValue(metadata: output.parameter, value: value)
  }

  /// `GetParameters` with decryption, for at most ten names; `invalid` are those that are not there.
  package func getParameterValues(
    names: [String]
  ) async throws(AWSError) -> (found: [ParameterValue], invalid: [String]) {
    let call = call("GetParameters")
    try call.check(parameters: names)
    let response = try await call.sendRaw(Self.body(names, decrypting: true))
    let output: SSMParametersOutput = try call.decode(response)
    return (try Self.values(output, response, call), output.invalid ?? [])
  }

  /// `GetParametersByPath` with decryption, all pages: what is below a path, at any depth or directly.
  ///
  /// Ten come at a time. A policy that denies a deeper path does not keep it out of the answer.
  package func getParametersByPath(
    _ path: String,
    recursive: Bool = true,
    filters: [ParameterFilter] = []
  ) async throws(AWSError) -> [ParameterValue] {
    let call = call("GetParametersByPath")
    try call.check(parameter: path)
    try call.check(parameterFilters: filters)
    guard path.hasPrefix("/") else { throw call.refused("the path \(path) starts with no slash") }
    var body = RequestBody()
    body.set("Path", path)
    body.set("Recursive", recursive)
    body.set("WithDecryption", true)
    body.set("MaxResults", 10)
    if !filters.isEmpty { body.set("ParameterFilters", objects: filters.map(\.body)) }
    var all: [ParameterValue] = []
    try await call.eachPage(body) { (response) throws(AWSError) in
      let output: SSMParametersOutput = try call.decode(response)
      all += try Self.values(output, response, call)
      return output.nextToken
    }
    return all
  }

  private static func values(
    _ output: SSMParametersOutput,
    _ response: ResponseBody,
    _ call: ServiceCall
  ) throws(AWSError) -> [ParameterValue] {
    var values: [ParameterValue] = []
    for (index, metadata) in (output.parameters ?? []).enumerated() {
      guard
        let value = SecretField.string(
          at: ["Value"],
          of: index,
          in: "Parameters",
          of: response.bytes
        )
      else { throw call.invalid("holds no value", requestID: response.requestID) }
      values.append(ParameterValue(metadata: metadata, value: value))
    }
    return values
  }
}
