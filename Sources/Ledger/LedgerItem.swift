package import FoundationEssentials
import Secrets

/// Where an item of a record lives, as the record writes it.
package enum ItemStore: String, Codable, Sendable, CaseIterable {
  case secretsManager = "sm"
  case parameterStore = "ssm"
  case local
  /// A file of a vault in S3, or any other object.
  case s3
  /// A file of a vault in a folder; records have these apart, as `files`.
  case folder = "vault"
}

/// One secret at one version, as a deployment found it: names and versions, never a value.
package struct LedgerItem: Sendable, Equatable {
  package var store: ItemStore
  /// The name in the store; for S3 `bucket/key`, for a vault in a folder the path of the file.
  package var name: String
  /// The path from the top of the working tree, of a file of a vault in S3.
  package var path: String?
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
  var unknown = UnknownMembers()

  package init(
    store: ItemStore,
    name: String,
    path: String? = nil,
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
    self.path = path
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

  /// The secret as a reference to its current version, such as `sm:myapp/db`, or the file of a vault,
  /// such as `vault:ssm-prod.py`.
  package var reference: String {
    if let file { return VaultReference.text(file) }
    return store.kind?.reference(to: name) ?? "\(store.rawValue):\(name)"
  }

  /// The path of a file of a vault, whatever kind of vault that is; nil for anything else.
  package var file: String? { store == .folder ? name : path }

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
    case archive, path
  }

  var json: JSONText {
    var members: [(key: String, value: JSONText)] = []
    func add(_ key: CodingKeys, _ value: JSONText?) {
      if let value { members.append((key.rawValue, value)) }
    }
    func list(_ values: [String]?) -> JSONText? { values.map { .array($0.map(JSONText.string)) } }
    func time(_ date: Date?) -> JSONText? { date.map { .string(RecordTime.text($0)) } }

    // A member of `files` is what it is by where it stands.
    if store != .folder { add(.store, .string(store.rawValue)) }
    if store == .folder {
      add(.path, .string(name))
    } else if store == .s3, let slash = name.firstIndex(of: "/") {
      // A bucket's name holds no slash; a key may.
      add(.bucket, .string(String(name[..<slash])))
      add(.key, .string(String(name[name.index(after: slash)...])))
      add(.path, path.map(JSONText.string))
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
    guard store != .folder else { throw Self.invalid(.store, values) }
    if store == .s3 {
      let bucket = try values.decode(String.self, forKey: .known(.bucket))
      let key = try values.decode(String.self, forKey: .known(.key))
      guard !bucket.isEmpty, !bucket.utf8.contains(UInt8(ascii: "/")) else {
        throw Self.invalid(.bucket, values)
      }
      guard !key.isEmpty else { throw Self.invalid(.key, values) }
      name = bucket + "/" + key
      path = try values.decodeIfPresent(String.self, forKey: .known(.path))
      guard path.map({ Self.isPath($0, ofKey: key) }) ?? true else {
        throw Self.invalid(.path, values)
      }
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
    if store == .folder { return VaultPath(name) != nil }
    guard let kind = store.kind else { return !name.isEmpty }
    return (try? SecretName.check(name, in: kind)) != nil
  }

  /// The key of an object of S3.
  var key: String { String(name.drop { $0 != "/" }.dropFirst()) }

  /// Whether it is a path in the working tree, and the object's key is the one of that file.
  static func isPath(_ path: String, ofKey key: String) -> Bool {
    VaultPath(path) != nil && "/\(key)".hasSuffix("/files/\(path)")
  }

  private static func invalid(
    _ key: CodingKeys,
    _ values: KeyedDecodingContainer<MemberKey<CodingKeys>>
  ) -> DecodingError {
    .dataCorruptedError(forKey: .known(key), in: values, debugDescription: "it cannot be that")
  }
}

/// A member of `files`: a file of a vault in a folder.
struct RecordedFile: Decodable {
  private enum CodingKeys: String, KnownKeys, CaseIterable {
    static let names = Set(allCases.map(\.rawValue))

    case path, version, created
  }

  let item: LedgerItem

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: MemberKey<CodingKeys>.self)
    func text(_ key: CodingKeys, _ isValid: (String) -> Bool) throws -> String {
      let text = try values.decode(String.self, forKey: .known(key))
      guard isValid(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: .known(key),
          in: values,
          debugDescription: "it cannot be that"
        )
      }
      return text
    }
    var item = LedgerItem(
      store: .folder,
      name: try text(.path) { VaultPath($0) != nil },
      version: try text(.version) { !$0.isEmpty },
      created: try values.decodeTimeIfPresent(forKey: .known(.created))
    )
    item.unknown = try UnknownMembers(values)
    self.item = item
  }
}

extension [LedgerItem] {
  /// How many there are, for people: `3 secrets`, `3 secrets and 1 file of the vault`.
  package var counted: String {
    let files = count { $0.file != nil }
    let secrets = count - files
    let first = secrets == 1 ? "1 secret" : "\(secrets) secrets"
    guard files > 0 else { return first }
    let second = (files == 1 ? "1 file" : "\(files) files") + " of the vault"
    return secrets == 0 ? second : "\(first) and \(second)"
  }

  /// Whether each comes after the one before, hence none is there twice; of vaults' files none may
  /// be there twice either way.
  var isInRecordOrder: Bool {
    guard zip(self, dropFirst()).allSatisfy({ LedgerItem.precedes($0, $1) }) else { return false }
    let files = compactMap(\.file).map { [UInt8]($0.utf8) }
    return Set(files).count == files.count
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
