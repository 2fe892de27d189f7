/// A tag of a secret or a parameter.
package struct ResourceTag: Sendable, Hashable, Codable {
  /// 1 to 128 characters, not starting with `aws:`.
  package let key: String
  /// At most 256 characters.
  package let value: String

  package init(key: String, value: String) {
    self.key = key
    self.value = value
  }

  private enum CodingKeys: String, CodingKey {
    case key = "Key"
    case value = "Value"
  }

  var body: RequestBody {
    var body = RequestBody()
    body.set("Key", key)
    body.set("Value", value)
    return body
  }
}
