package import FoundationEssentials

/// An event as `LookupEvents` gives it.
package struct TrailEvent: Sendable, Decodable {
  /// What an event is about.
  package struct Resource: Sendable, Decodable {
    /// `AWS::SecretsManager::Secret` and the like.
    package let type: String?
    package let name: String?

    private enum CodingKeys: String, CodingKey {
      case type = "ResourceType"
      case name = "ResourceName"
    }
  }

  package let id: String
  package let name: String
  package let source: String?
  package let time: Date
  /// Nil for some services' own doings.
  package let username: String?
  package let resources: [Resource]?
  /// Who did it: the ARN of a user or of a role's session; nil where the event names none.
  package let actorARN: String?
  /// From where, an address or the name of a service of AWS.
  package let sourceAddress: String?

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = try values.decode(String.self, forKey: .id)
    name = try values.decode(String.self, forKey: .name)
    source = try values.decodeIfPresent(String.self, forKey: .source)
    time = try values.decode(Date.self, forKey: .time)
    username = try values.decodeIfPresent(String.self, forKey: .username)
    resources = try values.decodeIfPresent([Resource].self, forKey: .resources)
    // The record itself comes as a text of JSON; what cannot be read of it is not known.
    let record = try values.decodeIfPresent(String.self, forKey: .record).flatMap {
      try? JSONDecoder().decode(Record.self, from: Data($0.utf8))
    }
    actorARN = record?.userIdentity?.arn
    sourceAddress = record?.sourceIPAddress
  }

  private struct Record: Decodable {
    struct Identity: Decodable { let arn: String? }
    let userIdentity: Identity?
    let sourceIPAddress: String?
  }

  private enum CodingKeys: String, CodingKey {
    case id = "EventId"
    case name = "EventName"
    case source = "EventSource"
    case time = "EventTime"
    case username = "Username"
    case resources = "Resources"
    case record = "CloudTrailEvent"
  }
}
