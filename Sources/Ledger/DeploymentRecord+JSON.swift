import FoundationEssentials
import Git

extension DeploymentRecord: Codable {
  private enum CodingKeys: String, KnownKeys, CaseIterable {
    static let names = Set(allCases.map(\.rawValue))

    case schema, id, seq, prev, commit, tree, env, at, by, account, region, status, kind
    case restoredFrom = "restored_from"
    case leftOut = "left_out"
    case note, files, items
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
    add(.leftOut, leftOut.map { .array($0.map(JSONText.string)) })
    add(.note, note.map(JSONText.string))
    let files = items.filter { $0.store == .folder }
    // A key of its own: programs that do not know it keep it, and read the rest.
    add(.files, files.isEmpty ? nil : .array(files.map(\.json)))
    members += unknown.members
    // Last: an index reads what is before them, and mostly knows them already.
    add(.items, .array(items.filter { $0.store != .folder }.map(\.json)))
    return .object(members)
  }

  package func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: MemberKey<CodingKeys>.self)
    func objectID(_ key: CodingKeys) throws -> ObjectID {
      let text = try values.decode(String.self, forKey: .known(key))
      guard let id = ObjectID(hex: text), id.hex == text else {
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
    prev =
      try values.decodeNil(forKey: .known(.prev))
      ? nil : values.decode(String.self, forKey: .known(.prev))
    if let prev, !Self.isHash(prev) { throw Self.invalid(.prev, values, "it is not a hash") }
    commit = try objectID(.commit)
    tree = try objectID(.tree)
    environment = try values.decode(String.self, forKey: .known(.env))
    guard EnvironmentName.isValid(environment) else {
      throw Self.invalid(.env, values, "it cannot be the name of an environment")
    }
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
    if let restoredFrom, !ULIDGenerator.isValid(restoredFrom) {
      throw Self.invalid(.restoredFrom, values, "it is not a ULID")
    }
    leftOut = try values.decodeIfPresent([String].self, forKey: .known(.leftOut))
    note = try values.decodeIfPresent(String.self, forKey: .known(.note))
    unknown = try UnknownMembers(values)
    let files = try values.decodeIfPresent([RecordedFile].self, forKey: .known(.files)) ?? []
    items = try values.decode([LedgerItem].self, forKey: .known(.items)) + files.map(\.item)
    guard items.isInRecordOrder else {
      throw Self.invalid(.items, values, "they are not sorted, or one is there twice")
    }
  }

  /// Whether `text` is what ``Ledger/hash(_:)`` writes.
  private static func isHash(_ text: String) -> Bool {
    text.utf8.count == 71 && text.hasPrefix("sha256:")
      && text.utf8.dropFirst(7).allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
      }
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
    let bytes = Array(fileBytes)
    func damaged(_ why: String) -> LedgerError {
      LedgerError(
        .damaged,
        "\(location) is not a deployment record: \(why).",
        hint: "`git secrets-sync verify --integrity` tells all that is wrong with the ledger."
      )
    }
    if bytes.count > Self.maximumSize {
      throw damaged("it has \(bytes.count) bytes, and a record has at most \(Self.maximumSize)")
    }
    var syntax = RecordSyntax(bytes)
    if let problem = syntax.problem() { throw damaged(problem) }
    let data = Data(bytes)
    let decoder = JSONDecoder()
    do {
      // Read twice only if it is no record: the schema then says why.
      if syntax.fraction == nil, let record = try? decoder.decode(DeploymentRecord.self, from: data)
      {
        self = record
        return
      }
      let schema = try decoder.decode(SchemaOnly.self, from: data).schema
      guard schema <= Self.currentSchema else {
        throw LedgerError(
          .newerSchema,
          "\(location) has schema \(schema); this version reads up to \(Self.currentSchema).",
          hint: "Install a newer git-secrets-sync."
        )
      }
      if let key = syntax.fraction { throw damaged("'\(key)' is not an integer") }
      self = try decoder.decode(DeploymentRecord.self, from: data)
    } catch let error as LedgerError {
      throw error
    } catch {
      throw damaged(Self.reason(error))
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
