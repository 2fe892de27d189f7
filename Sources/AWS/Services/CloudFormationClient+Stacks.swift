extension CloudFormationClient {
  /// `ListStackResources`, all pages: every resource of a stack, by name or id.
  ///
  /// `notFound` where there is no such stack.
  package func listStackResources(stack: String) async throws(AWSError) -> [StackResource] {
    let call = call("ListStackResources")
    try call.check("the name", characters: stack, 1...2_048)
    var resources: [StackResource] = []
    var tokens = PageTokens()
    repeat {
      var form = FormBody(.cloudFormation, action: call.operation)
      form.set("StackName", stack)
      if let token = tokens.current { form.set("NextToken", token) }
      let (result, answer) = try await send(form, call)
      for member in result.child("StackResourceSummaries")?.all("member") ?? [] {
        guard let resource = StackResource(member, inStack: stack) else {
          throw call.invalid("is not what the service documents", requestID: id(answer))
        }
        resources.append(resource)
      }
      guard tokens.take(result.text("NextToken")) else {
        throw call.invalid("repeats a page, so the list has no end", requestID: id(answer))
      }
    } while tokens.current != nil
    return resources
  }

  /// `DescribeStacks` of one stack: its status, `CREATE_COMPLETE` and the like.
  ///
  /// `notFound` where there is no such stack.
  package func stackStatus(_ stack: String) async throws(AWSError) -> String {
    let call = call("DescribeStacks")
    try call.check("the name", characters: stack, 1...2_048)
    var form = FormBody(.cloudFormation, action: call.operation)
    form.set("StackName", stack)
    let (result, answer) = try await send(form, call)
    let status = result.child("Stacks")?.child("member")?.text("StackStatus")
    guard let status, !status.isEmpty else {
      throw call.invalid("is not what the service documents", requestID: id(answer))
    }
    return status
  }

  /// `ListExports`, all pages: what the stacks of the account and region give to other ones.
  package func listExports() async throws(AWSError) -> [StackExport] {
    let call = call("ListExports")
    var exports: [StackExport] = []
    var tokens = PageTokens()
    repeat {
      var form = FormBody(.cloudFormation, action: call.operation)
      if let token = tokens.current { form.set("NextToken", token) }
      let (result, answer) = try await send(form, call)
      for member in result.child("Exports")?.all("member") ?? [] {
        guard let export = StackExport(member) else {
          throw call.invalid("is not what the service documents", requestID: id(answer))
        }
        exports.append(export)
      }
      guard tokens.take(result.text("NextToken")) else {
        throw call.invalid("repeats a page, so the list has no end", requestID: id(answer))
      }
    } while tokens.current != nil
    return exports
  }

  private func send(
    _ form: FormBody,
    _ call: ServiceCall
  ) async throws(AWSError) -> (result: XMLElement, answer: HTTPResponse) {
    do {
      return try await client.query(.cloudFormation, action: call.operation, form: form)
    } catch {
      throw error.asMissingStack
    }
  }

  private func call(_ operation: String) -> ServiceCall {
    ServiceCall(client: client, service: .cloudFormation, operation: operation)
  }

  private func id(_ answer: HTTPResponse) -> String? { answer.headers["x-amzn-requestid"] }
}
