package import FoundationEssentials
package import Git

/// A record as the index knows it: enough for a line of a table.
package struct IndexedRecord: Sendable {
  /// Commit, tree, id, seq, time, status and kind.
  static let fixedLength = 20 + 20 + 26 + 8 + 8 + 1 + 1

  private let bytes: [UInt8]
  private let place: Int
  private let person: Range<Int>?
  private let noteRange: Range<Int>?
  /// The number of secrets.
  package let itemCount: Int

  init(bytes: [UInt8], place: Int, person: Range<Int>?, note: Range<Int>?, itemCount: Int) {
    self.bytes = bytes
    self.place = place
    self.person = person
    noteRange = note
    self.itemCount = itemCount
  }

  package var commit: ObjectID { object(at: 0) }
  package var tree: ObjectID { object(at: 20) }
  package var id: String { String(decoding: bytes[(place + 40)..<(place + 66)], as: UTF8.self) }
  package var seq: Int { Int(truncatingIfNeeded: number(at: 66)) }
  package var at: Date { Date(timeIntervalSince1970: Double(Int64(bitPattern: number(at: 74)))) }
  package var status: DeploymentRecord.Status {
    switch bytes[place + 82] {
    case 0: .deployed
    case 1: .rolledBack
    default: .failed
    }
  }
  package var kind: DeploymentRecord.Kind { bytes[place + 83] & 1 == 0 ? .deploy : .restore }
  /// Whether secrets were left out of what was restored.
  package var isPartial: Bool { bytes[place + 83] & 2 != 0 }
  /// Who deployed: the person, else the role.
  package var by: String? { person.map { String(decoding: bytes[$0], as: UTF8.self) } }
  package var note: String? { noteRange.map { String(decoding: bytes[$0], as: UTF8.self) } }

  /// Whether `tree` are the bytes of its tree.
  func hasTree(_ tree: [UInt8]) -> Bool { bytes[(place + 20)..<(place + 40)].elementsEqual(tree) }

  var path: RecordPath { RecordPath(commit: commit, id: id) }

  /// The order of the ledger.
  func precedes(_ other: IndexedRecord) -> Bool {
    if seq != other.seq { return seq < other.seq }
    return bytes[(place + 40)..<(place + 66)]
      .lexicographicallyPrecedes(other.bytes[(other.place + 40)..<(other.place + 66)])
  }

  /// Writes the fixed part of `record`.
  static func put(_ record: DeploymentRecord, in writer: inout IndexWriter) {
    writer.put(fixed: record.commit.bytes)
    writer.put(fixed: record.tree.bytes)
    writer.put(fixed: record.id.utf8)
    writer.put(UInt64(record.seq))
    writer.put(Int64(record.at.timeIntervalSince1970))
    let status: UInt8 =
      switch record.status {
      case .deployed: 0
      case .rolledBack: 1
      case .failed: 2
      }
    writer.put(status)
    writer.put((record.kind == .deploy ? UInt8(0) : 1) | (record.isPartial ? 2 : 0))
  }

  private func object(at offset: Int) -> ObjectID {
    let start = place + offset
    // 20 bytes: the ledger of a repository with longer names is refused when it is opened.
    return ObjectID(bytes: bytes[start..<(start + 20)]) ?? ObjectID.zero
  }

  private func number(at offset: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<8 { value |= UInt64(bytes[place + offset + index]) << UInt64(8 * index) }
    return value
  }
}

extension LedgerItem {
  /// What tells one version of a secret from another; labels and pins do not.
  struct Identity: Hashable {
    let store: ItemStore
    let name: String
    let path: String?
    let version: String
    let arn: String?
    let created: Date?
    let modified: Date?
  }

  var identity: Identity {
    Identity(
      store: store,
      name: name,
      path: path,
      version: version,
      arn: arn,
      created: created,
      modified: modified
    )
  }

  func put(in writer: inout IndexWriter) {
    func seconds(_ date: Date?) -> Int64 { date.map { Int64($0.timeIntervalSince1970) } ?? .min }
    writer.put(UInt8(ItemStore.allCases.firstIndex(of: store) ?? 0))
    writer.put(seconds(created))
    writer.put(seconds(modified))
    writer.put(name)
    writer.put(version)
    writer.put(arn)
    writer.put(path)
  }

  init(indexed cursor: inout IndexCursor) throws(IndexDamage) {
    func date(_ seconds: Int64) -> Date? {
      seconds == .min ? nil : Date(timeIntervalSince1970: Double(seconds))
    }
    let stores = ItemStore.allCases
    let store = Int(try cursor.byte())
    let created = date(try cursor.int64())
    let modified = date(try cursor.int64())
    guard store < stores.count, let name = try cursor.text(), let version = try cursor.text() else {
      throw IndexDamage()
    }
    let arn = try cursor.text()
    self.init(
      store: stores[store],
      name: name,
      path: try cursor.text(),
      arn: arn,
      version: version,
      created: created,
      modified: modified
    )
  }
}
