import Git

/// What an audit keeps of a record.
struct CheckedRecord {
  let id: String
  let seq: Int
  let prev: String?
  let commit: ObjectID
  let tree: ObjectID
  /// The form in which the next record names it.
  let hash: String

  init(_ record: DeploymentRecord, hash: String) {
    id = record.id
    seq = record.seq
    prev = record.prev
    commit = record.commit
    tree = record.tree
    self.hash = hash
  }
}

/// Follows a ledger from its first commit: whether each continues what it stands on.
struct RecordChain {
  let environment: String
  let records: [String: CheckedRecord]
  private var trailers: [ObjectID: LedgerTrailers] = [:]

  init(environment: String, records: [String: CheckedRecord]) {
    self.environment = environment
    self.records = records
  }

  /// - Parameters:
  ///   - entry: a commit whose parents were checked before.
  ///   - isCut: whether its parents were left out of this clone.
  ///   - report: gets what is wrong.
  mutating func check(
    _ entry: LedgerHistory.Entry,
    isCut: Bool,
    _ report: inout IntegrityReport
  ) {
    let name = "Ledger commit \(entry.id.abbreviated) of \(environment)"
    for change in Set(entry.changes.joined().filter { $0.status != "A" }.map(Rewriting.init)) {
      change.isRemoval
        ? report.add(.removed, "\(name) removes \(change.path): a record is never removed.")
        : report.add(.changed, "\(name) changes \(change.path): a record never changes.")
    }
    guard let own = entry.trailers else {
      report.add(.trailers, "\(name) does not name its newest record.")
      return
    }
    trailers[entry.id] = own
    if isCut { return }
    let parents = entry.parents.compactMap { trailers[$0] }
    let added = entry.added.map(\.path)
    if added != (entry.isMerge ? [] : [own.newest.text]) {
      let due = entry.isMerge ? "a merge adds none" : "each adds the one that it names"
      report.add(
        .added,
        "\(name) adds \(added.count == 1 ? "1 record" : "\(added.count) records") "
          + "(\(added.first ?? "none")): \(due)."
      )
    }
    // What a parent does not say was told when that one was checked.
    guard parents.count == entry.parents.count else { return }
    if entry.isMerge {
      if own != parents.max(by: { $0.position < $1.position }) {
        report.add(.order, "\(name) does not name the newest record of its parents.")
      }
    } else {
      checkRecord(own, after: parents.first, name, &report)
    }
  }

  private func checkRecord(
    _ own: LedgerTrailers,
    after parent: LedgerTrailers?,
    _ name: String,
    _ report: inout IntegrityReport
  ) {
    if let parent, own.position <= parent.position {
      report.add(.order, "\(name) has seq \(own.seq), but comes after seq \(parent.seq).")
    }
    let path = own.newest.text
    guard let record = records[path] else { return }
    let due = (parent?.seq ?? 0) + 1
    if record.seq != own.seq || record.seq != due {
      report.add(
        .sequence,
        "\(path) of \(environment) has seq \(record.seq), its commit says \(own.seq), and \(due) is "
          + "due."
      )
    }
    // A predecessor that cannot be read was told already.
    let before = parent.map { records[$0.newest.text] }
    if case .some(nil) = before { return }
    if record.prev != (before ?? nil)?.hash {
      report.add(
        .previous,
        "\(path) of \(environment) "
          + (parent.map { "does not follow \($0.newest.text): one of the two was changed." }
            ?? "names a record before it, but is the first: what was before it is gone.")
      )
    }
  }

  private struct Rewriting: Hashable {
    let isRemoval: Bool
    let path: String

    init(_ change: LedgerHistory.Change) {
      isRemoval = change.status == "D"
      path = change.path
    }
  }
}
