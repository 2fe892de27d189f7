import Git

/// Adds records to an index: what is known already by its number, what is new in full.
struct IndexBuilder {
  private var writer = IndexWriter()
  private var people: [String?: UInt32] = [:]
  private var items: [LedgerItem.Identity: UInt32] = [:]
  private var last: [UInt32] = []
  private(set) var count = 0
  private var reader = RecordReader()

  /// - Parameter index: what to continue; nil for a new one.
  init(continuing index: LedgerIndex?) {
    guard let index else { return }
    var newest: [LedgerItem] = []
    index.scan { item in
      items[item.identity] = UInt32(items.count)
      return true
    } _: { record, present in
      if people[record.by] == nil { people[record.by] = UInt32(people.count) }
      newest = present
    }
    last = newest.compactMap { items[$0.identity] }.sorted()
  }

  var entries: [UInt8] { writer.bytes }

  /// Adds the record of a file.
  ///
  /// - Throws: as `DeploymentRecord(fileBytes:location:)`.
  mutating func add(
    _ bytes: [UInt8],
    location: String
  ) throws(LedgerError) -> DeploymentRecord {
    let record = try reader.read(bytes, location: location)
    IndexedRecord.put(record.head, in: &writer)
    put(person: record.head.by.person)
    writer.put(record.head.note)
    guard let changed = record.items else {
      // The very items of the record before.
      writer.put(UInt32(0))
      writer.put(UInt32(0))
      count += 1
      return record.head
    }
    var fresh: [LedgerItem] = []
    var known = UInt32(items.count)
    var numbers: [UInt32] = []
    for item in changed {
      if let number = items[item.identity] {
        numbers.append(number)
      } else {
        items[item.identity] = known
        numbers.append(known)
        fresh.append(item)
        known += 1
      }
    }
    // New ones have the greatest numbers, in their order.
    numbers = Set(numbers).sorted()
    let before = Set(last)
    let now = Set(numbers)
    let removed = last.filter { !now.contains($0) }
    let added = numbers.filter { !before.contains($0) }
    writer.put(UInt32(removed.count))
    writer.put(UInt32(added.count))
    for number in removed { writer.put(number) }
    let firstNew = known - UInt32(fresh.count)
    for number in added {
      writer.put(number)
      if number >= firstNew { fresh[Int(number - firstNew)].put(in: &writer) }
    }
    last = numbers
    count += 1
    return record.head
  }

  private mutating func put(person: String?) {
    if let number = people[person] {
      writer.put(number)
    } else {
      let number = UInt32(people.count)
      people[person] = number
      writer.put(number)
      writer.put(person)
    }
  }
}
