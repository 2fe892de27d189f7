// The resource of these calls is the name of a parameter, not its ARN.
extension SSMClient {
  /// `AddTagsToResource`: adds tags, and replaces the values of those that are there; at most 50.
  package func addTags(_ tags: [ResourceTag], to name: String) async throws(AWSError) {
    let call = call("AddTagsToResource")
    try call.check(parameter: name)
    try call.check(tags: tags)
    var body = Self.resource(name)
    body.set("Tags", objects: tags.map(\.body))
    try await call.sendOnly(body)
  }

  /// `RemoveTagsFromResource`; keys that are not there are no error.
  package func removeTags(_ keys: [String], from name: String) async throws(AWSError) {
    let call = call("RemoveTagsFromResource")
    try call.check(parameter: name)
    try call.check(tagKeys: keys)
    var body = Self.resource(name)
    body.set("TagKeys", keys)
    try await call.sendOnly(body)
  }

  /// `ListTagsForResource`.
  package func tags(of name: String) async throws(AWSError) -> [ResourceTag] {
    let call = call("ListTagsForResource")
    try call.check(parameter: name)
    let output: TagOutput = try await call.send(Self.resource(name))
    return output.tags ?? []
  }

  private static func resource(_ name: String) -> RequestBody {
    var body = RequestBody()
    body.set("ResourceType", "Parameter")
    body.set("ResourceId", name)
    return body
  }
}

private struct TagOutput: Decodable {
  let tags: [ResourceTag]?

  private enum CodingKeys: String, CodingKey {
    case tags = "TagList"
  }
}
