/// Where the sealed value of a recorded version is kept (docs/archive.md).
package struct ArchivedVersion: Sendable, Equatable {
  package let bucket: String
  package let key: String
  /// The version of the object, where the bucket keeps versions.
  package let version: String?
  private let unknown: UnknownMembers

  package init(bucket: String, key: String, version: String? = nil) {
    self.bucket = bucket
    self.key = key
    self.version = version
    unknown = UnknownMembers()
  }
}

extension ArchivedVersion: Decodable {
  private enum CodingKeys: String, KnownKeys, CaseIterable {
    static let names = Set(allCases.map(\.rawValue))

    case bucket, key, version
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: MemberKey<CodingKeys>.self)
    bucket = try values.decode(String.self, forKey: .known(.bucket))
    key = try values.decode(String.self, forKey: .known(.key))
    version = try values.decodeIfPresent(String.self, forKey: .known(.version))
    unknown = try UnknownMembers(values)
  }

  var json: JSONText {
    var members: [(key: String, value: JSONText)] = [
      ("bucket", .string(bucket)), ("key", .string(key)),
    ]
    if let version { members.append(("version", .string(version))) }
    return .object(members + unknown.members)
  }
}
