import FoundationEssentials
import Git

extension DeploymentRecord: Codable {
  private enum CodingKeys: String, CodingKey {
    case schema, id, seq, prev, commit, tree, env, at, by, account, region, status, kind
    case restoredFrom = "restored_from"
    case items
  }

  private enum IdentityKeys: String, CodingKey {
    case arn, git
  }

  /// The bytes of the record's file: one line of JSON and a newline.
  package var fileBytes: [UInt8] { Array((json.text + "\n").utf8) }

  var json: JSONText {
    var members: [(key: String, value: JSONText)] = []
    func add(_ key: CodingKeys, _ value: JSONText?) {
      if let value { members.append((key.rawValue, value)) }
    }
    let identity: [(key: String, value: String?)] = [("arn", by.arn), ("git", by.git)]

    add(.schema, .integer(Self.currentSchema))
    add(.id, .string(id))
    add(.seq, .integer(seq))
    add(.prev, prev.map(JSONText.string) ?? .null)
    add(.commit, .string(commit.hex))
    add(.tree, .string(tree.hex))
    add(.env, .string(environment))
    add(.at, .string(RecordTime.text(at)))
    add(.by, .object(identity.compactMap { key, value in value.map { (key, .string($0)) } }))
    add(.account, account.map(JSONText.string))
    add(.region, region.map(JSONText.string))
    add(.status, .string(status.rawValue))
    add(.kind, .string(kind.rawValue))
    add(.restoredFrom, restoredFrom.map(JSONText.string))
    add(.items, .array(items.map(\.json)))
    return .object(members)
  }

  package func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func objectID(_ key: CodingKeys) throws -> ObjectID {
      guard let id = try ObjectID(hex: values.decode(String.self, forKey: key)) else {
        throw Self.invalid(key, values, "it is not a full object id")
      }
      return id
    }
    let schema = try values.decode(Int.self, forKey: .schema)
    guard schema == Self.currentSchema else {
      throw Self.invalid(.schema, values, "schema \(schema) is not \(Self.currentSchema)")
    }
    id = try values.decode(String.self, forKey: .id)
    guard ULIDGenerator.isValid(id) else { throw Self.invalid(.id, values, "it is not a ULID") }
    seq = try values.decode(Int.self, forKey: .seq)
    guard LedgerPosition.sequences.contains(seq) else {
      throw Self.invalid(.seq, values, "\(seq) is out of range")
    }
    prev = try values.decodeIfPresent(String.self, forKey: .prev)
    commit = try objectID(.commit)
    tree = try objectID(.tree)
    environment = try values.decode(String.self, forKey: .env)
    at = try values.decodeTime(forKey: .at)
    let identity = try values.nestedContainer(keyedBy: IdentityKeys.self, forKey: .by)
    by = try Identity(
      arn: identity.decodeIfPresent(String.self, forKey: .arn),
      git: identity.decodeIfPresent(String.self, forKey: .git)
    )
    account = try values.decodeIfPresent(String.self, forKey: .account)
    region = try values.decodeIfPresent(String.self, forKey: .region)
    status = try values.decode(Status.self, forKey: .status)
    kind = try values.decode(Kind.self, forKey: .kind)
    restoredFrom = try values.decodeIfPresent(String.self, forKey: .restoredFrom)
    items = try values.decode([LedgerItem].self, forKey: .items)
  }

  private static func invalid(
    _ key: CodingKeys,
    _ values: KeyedDecodingContainer<CodingKeys>,
    _ why: String
  ) -> DecodingError {
    .dataCorruptedError(forKey: key, in: values, debugDescription: why)
  }
}

extension DeploymentRecord {
  private struct SchemaOnly: Decodable {
    let schema: Int
  }

  /// Reads the bytes of a record's file.
  ///
  /// Keys that are not known are passed over: a later program may add some to this schema.
  ///
  /// - Parameters:
  ///   - fileBytes: the whole file.
  ///   - location: the file's reference and path, for messages.
  /// - Throws: `.newerSchema`, or `.damaged` where the bytes are no record.
  package init(fileBytes: some Sequence<UInt8>, location: String) throws(LedgerError) {
    let bytes = Array(fileBytes)
    let data = Data(bytes)
    let decoder = JSONDecoder()
    // Read twice only if it is no record: the schema then says why.
    if let record = try? decoder.decode(DeploymentRecord.self, from: data) {
      if let fault = Self.fault(bytes, record) {
        throw LedgerError(.damaged, "\(location) is not a deployment record: \(fault).")
      }
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
