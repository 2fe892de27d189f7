import Git

/// What the records of one environment hold, in the order in which this clone got to know them:
/// commits, times, and which secrets changed from one record to the next.
///
/// It answers "which deployments ran with this version?" in one pass over a few bytes for each
/// record, without opening the records. It is made from the ledger and never trusted beyond that:
/// docs/design/0012-ledger-index.md.
package struct LedgerIndex: Sendable {
  /// Says what the file is, and in which form.
  static let magic = Array("GSSIDX4\n".utf8)

  /// Length and checksum in front of each part.
  private static let headerLength = 12

  let bytes: [UInt8]
  /// The parts, one for each time that the index was brought up to date.
  private let parts: [Range<Int>]
  /// The tree of the ledger that it covers.
  let tree: ObjectID
  /// The number of records.
  package let count: Int

  /// Reads the whole parts of a file; a part that is cut off or damaged ends it.
  ///
  /// - Returns: nil without a single whole part.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Self.magic) else { return nil }
    var parts: [Range<Int>] = []
    var found: (tree: ObjectID, end: Int)?
    var count = 0
    var position = Self.magic.count
    while true {
      var header = IndexCursor(bytes, position..<bytes.count)
      guard let length = try? header.uint32(), let sum = try? header.uint64(),
        let start = try? header.skip(Int(length)),
        Checksum.of(bytes, in: start..<header.position) == sum
      else { break }
      var part = IndexCursor(bytes, start..<header.position)
      guard let place = try? part.skip(20), let records = try? part.uint32(),
        let tree = ObjectID(bytes: bytes[place..<(place + 20)])
      else { break }
      // What was added without a record was looked for in the wrong place: it is looked for again.
      if records == 0, !parts.isEmpty { break }
      parts.append(part.position..<header.position)
      count += Int(records)
      position = header.position
      found = (tree, position)
    }
    guard let found else { return nil }
    self.bytes = found.end == bytes.count ? bytes : Array(bytes[..<found.end])
    self.parts = parts
    self.count = count
    tree = found.tree
    // Checksums tell damage, not another program's mistake: an answer must not end early in silence.
    var whole = 0
    scan { _ in
      false
    } _: { _, _ in
      whole += 1
    }
    guard whole == count else { return nil }
  }

  /// A part as it stands in the file.
  static func part(tree: ObjectID, count: Int, entries: [UInt8]) -> [UInt8] {
    var payload = IndexWriter()
    payload.put(fixed: tree.bytes)
    payload.put(UInt32(count))
    payload.put(fixed: entries)
    var part = IndexWriter()
    part.put(UInt32(payload.bytes.count))
    part.put(Checksum.of(payload.bytes, in: 0..<payload.bytes.count))
    part.put(fixed: payload.bytes)
    return part.bytes
  }

  /// Visits all records, oldest first as far as this clone got to know them in order.
  ///
  /// - Parameters:
  ///   - isWanted: asked once for each version of each secret.
  ///   - body: gets each record and those of its items that are wanted.
  /// - Throws: what `body` throws.
  package func scan<Failure: Error>(
    for isWanted: (LedgerItem) -> Bool,
    _ body: (IndexedRecord, [LedgerItem]) throws(Failure) -> Void
  ) throws(Failure) {
    var state = IndexState()
    for part in parts {
      var cursor = IndexCursor(bytes, part)
      while cursor.position < cursor.end {
        // Never so: it was tried when the file was read.
        guard let record = try? state.next(&cursor, isWanted) else { return }
        try body(record, state.present)
      }
    }
  }

  /// The records in the order of the ledger that have one of the wanted items or, with `all`, all.
  package func records(
    all: Bool = false,
    for isWanted: (LedgerItem) -> Bool
  ) -> [(record: IndexedRecord, items: [LedgerItem])] {
    var found: [(record: IndexedRecord, items: [LedgerItem])] = []
    var isSorted = true
    scan(for: isWanted) { record, items in
      guard all || !items.isEmpty else { return }
      if let last = found.last, record.precedes(last.record) { isSorted = false }
      found.append((record, items))
    }
    if !isSorted { found.sort { $0.record.precedes($1.record) } }
    return found
  }
}
