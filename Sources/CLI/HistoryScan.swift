import Git
import Hooks
import Scanning
import Synchronization

/// Scans every distinct blob and every message of a part of the history, and tells where each hit
/// entered.
struct HistoryScan {
  let scan: FileScan
  let scope: HistoryScope
  let shard: Shard?

  func run() throws -> ScanReport {
    let history = History(scan.session.git, scope)
    var report = ScanReport()
    report.noun = "blob"
    if try history.isCutOff() {
      report.unread.append(
        (GitPath("(older commits)"), "this clone is shallow; git fetch --unshallow gets them")
      )
    }
    let (scanner, quieting) = (scan.texts.scanner, scan.texts.quieting)
    let blobs = try history.blobs(
      try scan.session.layout(),
      kind: { scanner.kind(ofPath: $0.bytes) ^ quieting.kind(ofPath: $0) },
      where: isInShard
    )
    for id in blobs.damaged {
      let name = blobs.names(of: id).first ?? GitPath(id.hex)
      report.unread.append((name, "object \(id) is damaged; git fsck says more"))
    }
    if blobs.lacksPaths {
      report.unread.append(
        (GitPath("(more paths)"), "the same folders are at too many paths to look at all of them")
      )
    }
    for id in blobs.missing {
      let name = blobs.names(of: id).first ?? GitPath(id.hex)
      report.unread.append((name, GitError.missing(id).message))
    }
    let parts = try scanAll(blobs)
    for part in parts { report.append(part.sum) }
    try attribute(parts.flatMap(\.hits), blobs, history, &report)
    report.unread.sort { ($0.path, $0.reason) < ($1.path, $1.reason) }
    try scanMessages(history, &report)
    return report
  }

  private func isInShard(_ id: ObjectID) -> Bool { shard?.contains(id) ?? true }

  private func scanAll(_ blobs: HistoryBlobs) throws -> [BlobScan.Part] {
    let look = BlobScan(texts: scan.texts, blobs: blobs)
    let count = blobs.count
    let done = Atomic(0)
    let progress = Progress("Scanning", in: scan.session)
    defer { progress.finish() }
    let families = FamilyList(blobs.packs)
    let ids = WorkList(count: blobs.ids.count, threads: scan.threads)
    let gathered = Gathered<BlobScan.Part>()
    Workers.run(scan.threads) { worker in
      var part = BlobScan.Part()
      func finish(_ number: Int) {
        gathered.add(part, from: number)
        let blobs = done.add(part.seen, ordering: .relaxed).newValue
        if worker == 0 { progress.update("\(blobs) of \(count) blobs") }
        part = BlobScan.Part()
      }
      do throws(GitError) {
        if !families.isEmpty {
          let reader = try PackReader()
          while !Interruption.isWanted, let run = families.claim() {
            for family in families[run] { try look.scan(family, reader, &part) }
            finish(run.lowerBound)
          }
        }
        if blobs.ids.isEmpty { return }
        let reader = try blobs.makeReader()
        while !Interruption.isWanted, let run = ids.claim() {
          try look.scan(Array(blobs.ids[run]), reader, &part)
          finish(families.count + run.lowerBound)
        }
        try reader.close()
      } catch {
        part.failure = error
        gathered.add(part, from: Int.max)
      }
    }
    if Interruption.isWanted { throw CancellationError() }
    let parts = gathered.inOrder()
    if let failure = parts.lazy.compactMap(\.failure).first { throw failure }
    return parts
  }

  /// Says of the hits where they entered.
  private func attribute(
    _ hits: [BlobScan.Hit],
    _ blobs: HistoryBlobs,
    _ history: History,
    _ report: inout ScanReport
  ) throws {
    let authors = try history.authors(of: Set(hits.flatMap { blobs.commits(of: $0.blob) }))
    // The same text as two kinds of file mostly shows the same things.
    var (known, allowedPlaces): (Set<Place>, Set<Place>) = ([], [])
    var entries: [ScanReport.Entry] = []
    for hit in hits {
      let commits = blobs.commits(of: hit.blob)
      let origin: History.Origin? =
        if commits.indices.contains(hit.name) {
          History.Origin(
            commit: commits[hit.name],
            author: authors[commits[hit.name]],
            path: hit.path
          )
        } else { nil }
      for allowed in hit.look.allowedFindings {
        let finding = allowed.finding
        let place = Place(blob: hit.blob, rule: finding.rule, member: finding.member, finding.range)
        if allowedPlaces.insert(place).inserted { report.allowedFindings.append(allowed) }
      }
      for var entry in hit.look.entries {
        let finding = entry.finding
        let place = Place(blob: hit.blob, rule: finding.rule, member: finding.member, finding.range)
        guard known.insert(place).inserted else { continue }
        entry.origin = origin
        entries.append(entry)
      }
    }
    report.entries += entries.sorted {
      ($0.origin?.date ?? "", $0.path, $0.finding.range.lowerBound, $0.finding.rule)
        < ($1.origin?.date ?? "", $1.path, $1.finding.range.lowerBound, $1.finding.rule)
    }
  }

  private struct Place: Hashable {
    let blob: ObjectID
    let rule: String
    let member: [UInt8]
    let range: Range<Int>

    init(blob: ObjectID, rule: String, member: [UInt8], _ range: Range<Int>) {
      self.blob = blob
      self.rule = rule
      self.member = member
      self.range = range
    }
  }

  /// Scans the messages of commits and tags.
  private func scanMessages(_ history: History, _ report: inout ScanReport) throws {
    try history.forEachMessage(where: isInShard) { (id, message) throws(GitError) in
      let name = GitPath("(message of \(id.abbreviated))")
      var look = ScanReport()
      scan.texts.scan(message, as: name, &look)
      look.blobs = 0
      report.append(look)
    }
  }
}
