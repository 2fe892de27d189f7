package import FoundationEssentials

/// A parameter as `DescribeParameters` gives it.
package struct ParameterMetadata: Sendable, Decodable {
  package let name: String
  package let arn: String?
  package let type: String?
  package let keyId: String?
  package let tier: String?
  package let version: Int?
  package let description: String?
  /// A regular expression that values must match.
  package let allowedPattern: String?
  /// `text` or `aws:ec2:image`.
  package let dataType: String?
  package let lastModifiedDate: Date?
  /// An ARN.
  package let lastModifiedUser: String?

  private enum CodingKeys: String, CodingKey {
    case allowedPattern = "AllowedPattern"
    case dataType = "DataType"
    case name = "Name"
    case arn = "ARN"
    case type = "Type"
    case keyId = "KeyId"
    case tier = "Tier"
    case version = "Version"
    case description = "Description"
    case lastModifiedDate = "LastModifiedDate"
    case lastModifiedUser = "LastModifiedUser"
  }
}

/// A parameter as `GetParameter` and `GetParameters` give it, without the value.
///
/// There is no such field, so a value that the answer may hold is not even decoded.
package struct MetadataOnlyParameter: Sendable, Decodable {
  package let name: String
  package let arn: String?
  package let type: String?
  package let version: Int
  /// `:3` or `:label`, when the parameter was asked for so.
  package let selector: String?
  package let lastModifiedDate: Date?

  private enum CodingKeys: String, CodingKey {
    case name = "Name"
    case arn = "ARN"
    case type = "Type"
    case version = "Version"
    case selector = "Selector"
    case lastModifiedDate = "LastModifiedDate"
  }
}

/// A parameter with its value.
package struct ParameterValue: Sendable {
  package let metadata: MetadataOnlyParameter
  package let value: SecretBytes
}

/// One version, as `GetParameterHistory` gives it, without the value.
package struct ParameterHistoryEntry: Sendable, Decodable {
  package let version: Int
  package let labels: [String]?
  package let type: String?
  package let tier: String?
  package let lastModifiedDate: Date?
  /// An ARN.
  package let lastModifiedUser: String?

  private enum CodingKeys: String, CodingKey {
    case version = "Version"
    case labels = "Labels"
    case type = "Type"
    case tier = "Tier"
    case lastModifiedDate = "LastModifiedDate"
    case lastModifiedUser = "LastModifiedUser"
  }
}

/// The answer of `PutParameter`.
package struct WrittenParameter: Sendable, Decodable {
  package let version: Int
  package let tier: String?

  private enum CodingKeys: String, CodingKey {
    case version = "Version"
    case tier = "Tier"
  }
}

/// A filter of `DescribeParameters`.
package struct ParameterFilter: Sendable {
  package let key: String
  package let option: String
  package let values: [String]

  /// Names that start so; a prefix may end inside a level.
  package static func nameBegins(with prefix: String) -> ParameterFilter {
    ParameterFilter(key: "Name", option: "BeginsWith", values: [prefix])
  }

  /// Exactly these names, at most 50.
  package static func names(_ names: [String]) -> ParameterFilter {
    ParameterFilter(key: "Name", option: "Equals", values: names)
  }

  /// Parameters with a tag of that value.
  package static func tag(_ key: String, _ value: String) -> ParameterFilter {
    ParameterFilter(key: "tag:\(key)", option: "Equals", values: [value])
  }

  /// Everything below a path, at any depth.
  package static func below(path: String) -> ParameterFilter {
    ParameterFilter(key: "Path", option: "Recursive", values: [path])
  }

  var body: RequestBody {
    var body = RequestBody()
    body.set("Key", key)
    body.set("Option", option)
    body.set("Values", values)
    return body
  }
}
