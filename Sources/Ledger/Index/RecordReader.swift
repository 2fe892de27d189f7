import FoundationEssentials

/// Reads records of which most have the items of the one before, or nearly so.
///
/// A record is mostly its items. As records are written with their items last, each beginning with
/// its store, and without white space, they can be taken apart as bytes, and only what is new has to
/// be read as JSON. A record of any other form is read as a whole.
struct RecordReader {
  private var tail: [UInt8] = []
  /// What `tail` holds, and the files that were before it.
  private var items: [LedgerItem] = []
  private var files: [LedgerItem] = []
  private var known: [ArraySlice<UInt8>: LedgerItem] = [:]

  private static let marker = Array(#","items":["#.utf8)
  private static let separator = Array(#"},{"store":""#.utf8)
  private static let end = Array("]}\n".utf8)

  /// - Returns: the record; its items apart, or nil where they are those of the record before.
  /// - Throws: as `DeploymentRecord(fileBytes:location:)`.
  mutating func read(
    _ bytes: [UInt8],
    location: String
  ) throws(LedgerError) -> (head: DeploymentRecord, items: [LedgerItem]?) {
    if !tail.isEmpty, bytes.count > tail.count,
      bytes[(bytes.count - tail.count)...].elementsEqual(tail),
      let head = Self.head(bytes[..<(bytes.count - tail.count)], location)
    {
      if head.items == files { return (head, nil) }
      files = head.items
      return (head, items + files)
    }
    tail = []
    if let start = Self.firstPosition(of: Self.marker, in: bytes[...]),
      bytes.suffix(Self.end.count).elementsEqual(Self.end),
      let head = Self.head(bytes[..<start], location),
      let items = pieces(of: bytes[(start + Self.marker.count)..<(bytes.count - Self.end.count)]),
      (items + head.items).isInRecordOrder, bytes.count <= DeploymentRecord.maximumSize
    {
      tail = Array(bytes[start...])
      (self.items, files) = (items, head.items)
      return (head, items + files)
    }
    let record = try DeploymentRecord(fileBytes: bytes, location: location)
    return (record, record.items)
  }

  /// The record without its items but for files; nil where what is before them does not make one.
  private static func head(_ bytes: ArraySlice<UInt8>, _ location: String) -> DeploymentRecord? {
    try? DeploymentRecord(fileBytes: bytes + marker + end, location: location)
  }

  /// The items between the brackets; nil where they do not come apart.
  ///
  /// The separator is in no string, where its quotes would be escaped. Where it is inside of an
  /// item, the pieces are no JSON.
  private mutating func pieces(of bytes: ArraySlice<UInt8>) -> [LedgerItem]? {
    var items: [LedgerItem] = []
    var rest = bytes
    while !rest.isEmpty {
      let next = Self.firstPosition(of: Self.separator, in: rest)
      let piece = next.map { rest[...$0] } ?? rest
      guard let item = item(piece) else { return nil }
      items.append(item)
      rest = next.map { rest[($0 + 2)...] } ?? []
    }
    return items
  }

  private mutating func item(_ bytes: ArraySlice<UInt8>) -> LedgerItem? {
    if let item = known[bytes] { return item }
    var syntax = RecordSyntax(Array(bytes) + [0x0A])
    guard syntax.problem() == nil, syntax.fraction == nil else { return nil }
    let item = try? JSONDecoder().decode(LedgerItem.self, from: Data(bytes))
    // A copy: a slice would keep the whole record.
    known[Array(bytes)[...]] = item
    return item
  }

  private static func firstPosition(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = needle.first, bytes.count >= needle.count else { return nil }
    for position in bytes.startIndex...(bytes.endIndex - needle.count)
    where bytes[position] == first && bytes[position...].starts(with: needle) {
      return position
    }
    return nil
  }
}
