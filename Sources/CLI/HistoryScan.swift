import Git
import Scanning

/// Scans every distinct blob and every message of a part of the history, and tells where each hit
/// entered.
struct HistoryScan {
  let scan: FileScan
  let scope: HistoryScope
  let shard: Shard?

  func run() throws -> ScanReport {
    let git = scan.session.git
    let history = History(git, scope)
    let names = try history.names()
    var report = ScanReport()
    report.noun = "blob"
    if try history.isCutOff() {
      report.unread.append(
        (GitPath("(older commits)"), "this clone is shallow; git fetch --unshallow gets them")
      )
    }
    var hits: [ObjectID: [UInt8]] = [:]
    let progress = Progress("Scanning", in: scan.session)
    defer { progress.finish() }
    try history.forEachBlob(where: isInShard) { (id, result) throws(GitError) in
      let name = names[id] ?? GitPath(id.hex)
      let bytes: [UInt8]
      do throws(GitError) {
        bytes = try result.get()
      } catch {
        report.unread.append((name, error.message))
        return
      }
      var look = ScanReport()
      scan.scan(bytes, as: name, &look)
      report.blobs += look.blobs
      report.unread += look.unread
      progress.update("\(report.blobs) of \(names.count) blobs")
      report.bytes += bytes.count
      if look.entries.count + look.allowed > 0 { hits[id] = bytes }
    }
    try attribute(hits, names, history, &report)
    try scanMessages(history, &report)
    return report
  }

  private func isInShard(_ id: ObjectID) -> Bool { shard?.contains(id) ?? true }

  /// Scans the blobs with hits again under the paths they entered at, which fingerprints depend on.
  ///
  /// A blob that no commit holds, such as one that is tagged itself, keeps the name it was found by.
  private func attribute(
    _ hits: [ObjectID: [UInt8]],
    _ names: [ObjectID: GitPath],
    _ history: History,
    _ report: inout ScanReport
  ) throws {
    let origins = try history.origins(of: Set(hits.keys))
    var entries: [ScanReport.Entry] = []
    for (id, bytes) in hits {
      let origin = origins[id]
      let path = origin?.path ?? names[id] ?? GitPath(id.hex)
      var named = ScanReport()
      scan.scan(bytes, as: path, &named)
      report.allowed += named.allowed
      entries += named.entries.map {
        .init(path: $0.path, finding: $0.finding, origin: origin)
      }
    }
    report.entries += entries.sorted {
      ($0.origin?.date ?? "", $0.path, $0.finding.range.lowerBound)
        < ($1.origin?.date ?? "", $1.path, $1.finding.range.lowerBound)
    }
  }

  /// Scans the messages of commits and tags.
  private func scanMessages(_ history: History, _ report: inout ScanReport) throws {
    try history.forEachMessage(where: isInShard) { (id, message) throws(GitError) in
      let name = GitPath("(message of \(id.abbreviated))")
      var look = ScanReport()
      scan.scan(message, as: name, &look)
      report.unread += look.unread
      report.bytes += message.count
      report.allowed += look.allowed
      report.entries += look.entries
    }
  }
}
