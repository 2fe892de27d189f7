import FoundationEssentials
import Git

extension DeploymentRecord: Codable {
  private enum CodingKeys: String, KnownKeys, CaseIterable {
    static let names = Set(allCases.map(\.rawValue))

    case schema, id, seq, prev, commit, tree, env, at, by, account, region, status, kind
    case restoredFrom = "restored_from"
    case note, items
  }

  private enum IdentityKeys: String, KnownKeys, CaseIterable {
    static let names = Set(allCases.map(\.rawValue))

    case arn, git
  }

  /// The bytes of the record's file: one line of JSON and a newline.
  package var fileBytes: [UInt8] { Array((json.text + "\n").utf8) }

  var json: JSONText {
    var members: [(key: String, value: JSONText)] = []
    func add(_ key: CodingKeys, _ value: JSONText?) {
      if let value { members.append((key.rawValue, value)) }
    }
    let named: [(key: String, value: String?)] = [("arn", by.arn), ("git", by.git)]
    let identity: [(key: String, value: JSONText)] = named.compactMap { key, value in
      value.map { (key, .string($0)) }
    }

    add(.schema, .integer(Self.currentSchema))
    add(.id, .string(id))
    add(.seq, .integer(seq))
    add(.prev, prev.map(JSONText.string) ?? .null)
    add(.commit, .string(commit.hex))
    add(.tree, .string(tree.hex))
    add(.env, .string(environment))
    add(.at, .string(RecordTime.text(at)))
    add(.by, .object(identity + by.unknown.members))
    add(.account, account.map(JSONText.string))
    add(.region, region.map(JSONText.string))
    add(.status, .string(status.rawValue))
    add(.kind, .string(kind.rawValue))
    add(.restoredFrom, restoredFrom.map(JSONText.string))
    add(.note, note.map(JSONText.string))
    members += unknown.members
    // Last: an index reads what is before them, and mostly knows them already.
    add(.items, .array(items.map(\.json)))
    return .object(members)
  }

  package func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: MemberKey<CodingKeys>.self)
    func objectID(_ key: CodingKeys) throws -> ObjectID {
      guard let id = try ObjectID(hex: values.decode(String.self, forKey: .known(key))) else {
        throw Self.invalid(key, values, "it is not a full object id")
      }
      return id
    }
    let schema = try values.decode(Int.self, forKey: .known(.schema))
    guard schema == Self.currentSchema else {
      throw Self.invalid(.schema, values, "schema \(schema) is not \(Self.currentSchema)")
    }
    id = try values.decode(String.self, forKey: .known(.id))
    guard ULIDGenerator.isValid(id) else { throw Self.invalid(.id, values, "it is not a ULID") }
    seq = try values.decode(Int.self, forKey: .known(.seq))
    guard LedgerPosition.sequences.contains(seq) else {
      throw Self.invalid(.seq, values, "\(seq) is out of range")
    }
    prev = try values.decodeIfPresent(String.self, forKey: .known(.prev))
    commit = try objectID(.commit)
    tree = try objectID(.tree)
    environment = try values.decode(String.self, forKey: .known(.env))
    at = try values.decodeTime(forKey: .known(.at))
    let identity = try values.nestedContainer(
      keyedBy: MemberKey<IdentityKeys>.self,
      forKey: .known(.by)
    )
    var by = try Identity(
      arn: identity.decodeIfPresent(String.self, forKey: .known(.arn)),
      git: identity.decodeIfPresent(String.self, forKey: .known(.git))
    )
    by.unknown = try UnknownMembers(identity)
    self.by = by
    account = try values.decodeIfPresent(String.self, forKey: .known(.account))
    region = try values.decodeIfPresent(String.self, forKey: .known(.region))
    status = try values.decode(Status.self, forKey: .known(.status))
    kind = try values.decode(Kind.self, forKey: .known(.kind))
    restoredFrom = try values.decodeIfPresent(String.self, forKey: .known(.restoredFrom))
    note = try values.decodeIfPresent(String.self, forKey: .known(.note))
    unknown = try UnknownMembers(values)
    items = try values.decode([LedgerItem].self, forKey: .known(.items))
  }

  private static func invalid(
    _ key: CodingKeys,
    _ values: KeyedDecodingContainer<MemberKey<CodingKeys>>,
    _ why: String
  ) -> DecodingError {
    .dataCorruptedError(forKey: .known(key), in: values, debugDescription: why)
  }
}

extension DeploymentRecord {
  private struct SchemaOnly: Decodable {
    let schema: Int
  }

  /// Reads the bytes of a record's file.
  ///
  /// Keys that are not known are kept as they are: a later program may add some to this schema.
  ///
  /// - Parameters:
  ///   - fileBytes: the whole file.
  ///   - location: the file's reference and path, for messages.
  /// - Throws: `.newerSchema`, or `.damaged` where the bytes are no record.
  package init(fileBytes: some Sequence<UInt8>, location: String) throws(LedgerError) {
    let data = Data(fileBytes)
    let decoder = JSONDecoder()
    // Read twice only if it is no record: the schema then says why.
    if let record = try? decoder.decode(DeploymentRecord.self, from: data) {
      self = record
      return
    }
    do {
      let schema = try decoder.decode(SchemaOnly.self, from: data).schema
      guard schema <= Self.currentSchema else {
        throw LedgerError(
          .newerSchema,
          "\(location) has schema \(schema); this version reads up to \(Self.currentSchema).",
          hint: "Install a newer git-secrets-sync."
        )
      }
      self = try decoder.decode(DeploymentRecord.self, from: data)
    } catch let error as LedgerError {
      throw error
    } catch {
      throw LedgerError(
        .damaged,
        "\(location) is not a deployment record: \(Self.reason(error)).",
        hint: "Records never change; compare with another clone: git secrets-sync fetch."
      )
    }
  }

  /// What is wrong, by key; never the content of the file.
  private static func reason(_ error: any Error) -> String {
    func path(_ keys: [any CodingKey]) -> String {
      let text = keys.map { $0.intValue.map { "[\($0)]" } ?? "." + $0.stringValue }.joined()
      return text.hasPrefix(".") ? String(text.dropFirst()) : text
    }
    guard let error = error as? DecodingError else { return "it cannot be decoded" }
    switch error {
    case .keyNotFound(let key, let context):
      return "'\(path(context.codingPath + [key]))' is missing"
    case .valueNotFound(_, let context):
      return "'\(path(context.codingPath))' is null"
    case .typeMismatch(_, let context):
      return "'\(path(context.codingPath))' has the wrong type"
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      return "it is not JSON"
    case .dataCorrupted(let context):
      return "'\(path(context.codingPath))' is not valid"
    @unknown default:
      return "it cannot be decoded"
    }
  }
}
