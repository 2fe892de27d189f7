/// What is known after some records: texts and items by number, and the wanted ones among those of
/// the last record.
struct IndexState {
  private var people: [Range<Int>?] = []
  private(set) var items = 0
  private var wanted: [UInt32: LedgerItem] = [:]
  private var isWanted: [Bool] = []
  private var presentNumbers: [UInt32] = []
  private(set) var present: [LedgerItem] = []
  private var itemCount = 0

  /// Reads one record and goes on to it.
  mutating func next(
    _ cursor: inout IndexCursor,
    _ isWanted: (LedgerItem) -> Bool
  ) throws(IndexDamage) -> IndexedRecord {
    let place = try cursor.skip(IndexedRecord.fixedLength)
    let person = Int(try cursor.uint32())
    if person == people.count { people.append(try cursor.textRange()) }
    guard person < people.count else { throw IndexDamage() }
    let note = try cursor.textRange()
    let removed = Int(try cursor.uint32())
    let added = Int(try cursor.uint32())
    for _ in 0..<removed { try remove(try cursor.uint32()) }
    for _ in 0..<added { try add(try cursor.uint32(), &cursor, isWanted) }
    itemCount += added - removed
    return IndexedRecord(
      bytes: cursor.bytes,
      place: place,
      person: people[person],
      note: note,
      itemCount: itemCount
    )
  }

  private mutating func remove(_ number: UInt32) throws(IndexDamage) {
    guard number < items else { throw IndexDamage() }
    guard isWanted[Int(number)], let position = presentNumbers.firstIndex(of: number) else {
      return
    }
    presentNumbers.remove(at: position)
    present.remove(at: position)
  }

  private mutating func add(
    _ number: UInt32,
    _ cursor: inout IndexCursor,
    _ isWanted: (LedgerItem) -> Bool
  ) throws(IndexDamage) {
    if number == items {
      let item = try LedgerItem(indexed: &cursor)
      items += 1
      let matches = isWanted(item)
      self.isWanted.append(matches)
      if matches { wanted[number] = item }
    }
    guard number < items else { throw IndexDamage() }
    guard self.isWanted[Int(number)], let item = wanted[number] else { return }
    presentNumbers.append(number)
    present.append(item)
  }
}
