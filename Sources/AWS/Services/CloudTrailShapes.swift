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
  /// Why the call was refused; nil of one that did what it says.
  package let errorCode: String?
  /// What the call was given and answered, as far as it is about a secret.
  package let secret: Secret

  /// The names under which Secrets Manager's events tell of a secret; nothing of its value is in them.
  package struct Secret: Sendable {
    /// A name, or an ARN, the six characters at whose end may be left out.
    package let id: String?
    package let arn: String?
    /// The version that the call made.
    package let versionID: String?
    /// The stage that the call moved, and the version to which.
    package let stage: String?
    package let movedTo: String?
  }

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
    errorCode = record?.errorCode
    let (asked, answered) = (record?.requestParameters?.value, record?.responseElements?.value)
    secret = Secret(
      id: asked?.secretId ?? asked?.name,
      arn: answered?.arn ?? answered?.oldARN,
      // What a caller gives as a token becomes the id of the version.
      versionID: answered?.versionId ?? asked?.clientRequestToken,
      stage: asked?.versionStage,
      movedTo: asked?.moveToVersionId
    )
  }

  private struct Record: Decodable {
    struct Identity: Decodable { let arn: String? }
    struct Request: Decodable {
      let secretId: String?
      let name: String?
      let clientRequestToken: String?
      let versionStage: String?
      let moveToVersionId: String?
    }
    struct Response: Decodable {
      let arn: String?
      /// How it was written before February 2024.
      let oldARN: String?
      let versionId: String?

      private enum CodingKeys: String, CodingKey {
        case arn, versionId
        case oldARN = "aRN"
      }
    }
    let userIdentity: Identity?
    let sourceIPAddress: String?
    let errorCode: String?
    let requestParameters: IfRead<Request>?
    let responseElements: IfRead<Response>?
  }

  /// What other services call by the same names may be anything.
  private struct IfRead<Value: Decodable>: Decodable {
    let value: Value?

    init(from decoder: any Decoder) { value = try? Value(from: decoder) }
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
