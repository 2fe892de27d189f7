package import FoundationEssentials

/// AWS CloudFormation (API version 2010-05-15), as far as it is used here.
package struct CloudFormationClient: Sendable {
  let client: AWSClient

  /// `DescribeStackResources` of a stack, by name or id: at most 100 resources.
  ///
  /// `notFound` where there is no such stack; of one that was deleted the id must be given.
  package func describeStackResources(
    stack: String
  ) async throws(AWSError) -> [StackResource] {
    try await resources("StackName", stack)
  }

  /// `DescribeStackResources` of the stack that a resource, named by its physical id, is in.
  ///
  /// `notFound` where no stack has it.
  package func describeStackResources(
    ofResource id: String
  ) async throws(AWSError) -> [StackResource] {
    try await resources("PhysicalResourceId", id)
  }

  private func resources(_ name: String, _ value: String) async throws(AWSError) -> [StackResource]
  {
    let call = ServiceCall(
      client: client,
      service: .cloudFormation,
      operation: "DescribeStackResources"
    )
    try call.check("the name", characters: value, 1...2_048)
    var form = FormBody(.cloudFormation, action: call.operation)
    form.set(name, value)
    let result: XMLElement
    let answer: HTTPResponse
    do {
      (result, answer) = try await client.query(
        .cloudFormation,
        action: call.operation,
        form: form
      )
    } catch {
      throw error.asMissingStack
    }
    var resources: [StackResource] = []
    for member in result.child("StackResources")?.all("member") ?? [] {
      guard let resource = StackResource(member) else {
        throw call.invalid(
          "is not what the service documents",
          requestID: answer.headers["x-amzn-requestid"]
        )
      }
      resources.append(resource)
    }
    return resources
  }
}

/// A resource of a stack.
package struct StackResource: Sendable {
  package let stackName: String?
  package let stackID: String?
  /// The name in the template.
  package let logicalID: String
  /// The name or ARN of what was made; nil before it is.
  package let physicalID: String?
  /// `AWS::SecretsManager::Secret` and the like.
  package let type: String
  /// `CREATE_COMPLETE` and the like.
  package let status: String
  package let timestamp: Date?

  init?(_ member: XMLElement, inStack stack: String? = nil) {
    guard let logicalID = member.text("LogicalResourceId"),
      let type = member.text("ResourceType"), let status = member.text("ResourceStatus")
    else { return nil }
    stackName = member.text("StackName") ?? stack
    stackID = member.text("StackId")
    self.logicalID = logicalID
    physicalID = member.text("PhysicalResourceId").flatMap { $0.isEmpty ? nil : $0 }
    self.type = type
    self.status = status
    timestamp = member.text("Timestamp").flatMap { UTCTime(iso8601: $0)?.date }
  }
}

/// An output of a stack that other stacks import by its name.
package struct StackExport: Sendable {
  package let name: String
  /// Whatever the template says; often an ARN or a name.
  package let value: String
  /// The id of the stack that exports it.
  package let stackID: String?

  init?(_ member: XMLElement) {
    guard let name = member.text("Name"), let value = member.text("Value") else { return nil }
    (self.name, self.value) = (name, value)
    stackID = member.text("ExportingStackId")
  }
}

extension AWSError {
  /// The service has no code of its own for it.
  var asMissingStack: AWSError {
    guard code == "ValidationError", message.contains("does not exist") else { return self }
    return AWSError(
      .notFound,
      message: message,
      code: code,
      service: service,
      operation: operation,
      requestID: requestID
    )
  }
}
