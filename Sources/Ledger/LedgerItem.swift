package import FoundationEssentials
import Secrets

/// Where an item of a record lives, as the record writes it.
package enum ItemStore: String, Codable, Sendable, CaseIterable {
  case secretsManager = "sm"
  case parameterStore = "ssm"
  case local
  case s3
}

/// One secret at one version, as a deployment found it: names and versions, never a value.
package struct LedgerItem: Sendable, Equatable {
  package var store: ItemStore
  /// The name in the store; for S3 `bucket/key`.
  package var name: String
  package var arn: String?
  /// What the store calls the version; for SSM a decimal number.
  package var version: String
  /// The staging labels that the version had (Secrets Manager and the local store).
  package var stages: [String]?
  /// The labels that the version had (Parameter Store), where they were asked for.
  package var labels: [String]?
  /// When the version was made.
  package var created: Date?
  /// When the parameter was last changed.
  package var modified: Date?
  package var type: String?
  package var tier: String?
  /// The staging label that keeps the version from being removed.
  package var pin: String?
  /// Where the value of the version is kept, sealed, in case that the store keeps it no more.
  package var archive: ArchivedVersion?
  private var unknown = UnknownMembers()

  package init(
    store: ItemStore,
    name: String,
    arn: String? = nil,
    version: String,
    stages: [String]? = nil,
    labels: [String]? = nil,
    created: Date? = nil,
    modified: Date? = nil,
    type: String? = nil,
    tier: String? = nil,
    pin: String? = nil,
    archive: ArchivedVersion? = nil
  ) {
    self.store = store
    self.name = name
    self.arn = arn
    self.version = version
    self.stages = stages
    self.labels = labels
    self.created = created.map(RecordTime.wholeSeconds)
    self.modified = modified.map(RecordTime.wholeSeconds)
    self.type = type
    self.tier = tier
    self.pin = pin
    self.archive = archive
  }

  /// The secret as a reference to its current version, such as `sm:myapp/db`.
  package var reference: String {
    store.kind?.reference(to: name) ?? "\(store.rawValue):\(name)"
  }

  /// The order of items in a record: by store, then by the bytes of the name.
  package static func precedes(_ a: LedgerItem, _ b: LedgerItem) -> Bool {
    if a.store != b.store { return a.store.rawValue < b.store.rawValue }
    return a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
  }
}

extension LedgerItem: Codable {
  private enum CodingKeys: String, KnownKeys, CaseIterable {
    static let names = Set(allCases.map(\.rawValue))

    case store, name, bucket, key, arn, version, stages, labels, created, modified, type, tier, pin
    case archive
  }

  var json: JSONText {
    var members: [(key: String, value: JSONText)] = []
    func add(_ key: CodingKeys, _ value: JSONText?) {
      if let value { members.append((key.rawValue, value)) }
    }
    func list(_ values: [String]?) -> JSONText? { values.map { .array($0.map(JSONText.string)) } }
    func time(_ date: Date?) -> JSONText? { date.map { .string(RecordTime.text($0)) } }

    add(.store, .string(store.rawValue))
    if store == .s3, let slash = name.firstIndex(of: "/") {
      // A bucket's name holds no slash; a key may.
      add(.bucket, .string(String(name[..<slash])))
      add(.key, .string(String(name[name.index(after: slash)...])))
    } else {
      add(.name, .string(name))
    }
    add(.arn, arn.map(JSONText.string))
    if store == .parameterStore, let number = Int(version) {
      add(.version, .integer(number))
    } else {
      add(.version, .string(version))
    }
    add(.stages, list(stages))
    add(.labels, list(labels))
    add(.created, time(created))
    add(.modified, time(modified))
    add(.type, type.map(JSONText.string))
    add(.tier, tier.map(JSONText.string))
    add(.pin, pin.map(JSONText.string))
    add(.archive, archive?.json)
    return .object(members + unknown.members)
  }

  package func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: MemberKey<CodingKeys>.self)
    store = try values.decode(ItemStore.self, forKey: .known(.store))
    if store == .s3 {
      let bucket = try values.decode(String.self, forKey: .known(.bucket))
      let key = try values.decode(String.self, forKey: .known(.key))
      guard !bucket.isEmpty, !bucket.utf8.contains(UInt8(ascii: "/")) else {
        throw Self.invalid(.bucket, values)
      }
      guard !key.isEmpty else { throw Self.invalid(.key, values) }
      name = bucket + "/" + key
    } else {
      name = try values.decode(String.self, forKey: .known(.name))
      guard Self.isName(name, in: store) else { throw Self.invalid(.name, values) }
    }
    arn = try values.decodeIfPresent(String.self, forKey: .known(.arn))
    if store == .parameterStore {
      let number = try values.decode(Int.self, forKey: .known(.version))
      guard number > 0 else { throw Self.invalid(.version, values) }
      version = String(number)
    } else {
      version = try values.decode(String.self, forKey: .known(.version))
      guard !version.isEmpty else { throw Self.invalid(.version, values) }
    }
    stages = try values.decodeIfPresent([String].self, forKey: .known(.stages))
    labels = try values.decodeIfPresent([String].self, forKey: .known(.labels))
    created = try values.decodeTimeIfPresent(forKey: .known(.created))
    modified = try values.decodeTimeIfPresent(forKey: .known(.modified))
    type = try values.decodeIfPresent(String.self, forKey: .known(.type))
    tier = try values.decodeIfPresent(String.self, forKey: .known(.tier))
    pin = try values.decodeIfPresent(String.self, forKey: .known(.pin))
    archive = try values.decodeIfPresent(ArchivedVersion.self, forKey: .known(.archive))
    unknown = try UnknownMembers(values)
  }

  /// Whether a store takes it for a name: an ARN, say, would be that of anybody's secret.
  static func isName(_ name: String, in store: ItemStore) -> Bool {
    guard let kind = store.kind else { return !name.isEmpty }
    return (try? SecretName.check(name, in: kind)) != nil
  }

  private static func invalid(
    _ key: CodingKeys,
    _ values: KeyedDecodingContainer<MemberKey<CodingKeys>>
  ) -> DecodingError {
    .dataCorruptedError(forKey: .known(key), in: values, debugDescription: "it cannot be that")
  }
}

extension [LedgerItem] {
  /// Whether each comes after the one before, hence none is there twice.
  var isInRecordOrder: Bool {
    zip(self, dropFirst()).allSatisfy { LedgerItem.precedes($0, $1) }
  }
}

extension KeyedDecodingContainer {
  /// The time at `key`, or an error that names the key.
  func decodeTime(forKey key: Key) throws -> Date {
    let text = try decode(String.self, forKey: key)
    guard let date = RecordTime.date(text) else {
      throw DecodingError.dataCorruptedError(
        forKey: key,
        in: self,
        debugDescription: "it is not a UTC time in whole seconds"
      )
    }
    return date
  }

  func decodeTimeIfPresent(forKey key: Key) throws -> Date? {
    guard contains(key), try !decodeNil(forKey: key) else { return nil }
    return try decodeTime(forKey: key)
  }
}
