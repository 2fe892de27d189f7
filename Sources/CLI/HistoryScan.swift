import Git
import Scanning

/// Scans every distinct blob and every message that any reference reaches, and tells where each
/// hit entered.
struct HistoryScan {
  let scan: FileScan

  func run() throws -> ScanReport {
    let git = scan.session.git
    let names = try names(git)
    var report = ScanReport()
    var hits: [ObjectID: [UInt8]] = [:]
    try History.forEachBlob(git) { (id, result) throws(GitError) in
      let name = names[id] ?? GitPath(id.hex)
      let bytes: [UInt8]
      do throws(GitError) {
        bytes = try result.get()
      } catch {
        report.unread.append((name, error.message))
        return
      }
      var look = ScanReport()
      do throws(ReadError) {
        try scan.scan(bytes, as: name, &look)
      } catch {
        report.unread.append((name, error.reason))
        return
      }
      report.blobs += 1
      report.bytes += bytes.count
      if look.entries.count + look.allowed > 0 { hits[id] = bytes }
    }
    try attribute(hits, &report)
    try scanMessages(git, &report)
    return report
  }

  /// A path of each blob, which rules for kinds of files need to see.
  private func names(_ git: GitCommand) throws -> [ObjectID: GitPath] {
    let output = try git.output([
      "rev-list", "--all", "--objects", "--filter=object:type=blob", "--filter-provided-objects",
      "--missing=allow-any",
    ])
    var names: [ObjectID: GitPath] = [:]
    for line in output.split(separator: UInt8(ascii: "\n")) {
      guard let blank = line.firstIndex(of: UInt8(ascii: " ")),
        let id = ObjectID(hexBytes: line[..<blank])
      else { continue }
      names[id] = GitPath(bytes: Array(line[(blank + 1)...]))
    }
    return names
  }

  /// Scans the blobs with hits again under the paths they entered at, which fingerprints depend on.
  private func attribute(_ hits: [ObjectID: [UInt8]], _ report: inout ScanReport) throws {
    let origins = try History.origins(of: Set(hits.keys), scan.session.git)
    var entries: [ScanReport.Entry] = []
    for (id, bytes) in hits {
      guard let origin = origins[id] else {
        report.unread.append((GitPath(id.hex), "no commit was found that holds this blob"))
        continue
      }
      var named = ScanReport()
      do throws(ReadError) {
        try scan.scan(bytes, as: origin.path, &named)
      } catch {
        report.unread.append((origin.path, error.reason))
      }
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
  private func scanMessages(_ git: GitCommand, _ report: inout ScanReport) throws {
    try History.forEachMessage(git) { (id, message) throws(GitError) in
      let name = GitPath("(message of \(id.abbreviated))")
      var look = ScanReport()
      do throws(ReadError) {
        try scan.scan(message, as: name, &look)
      } catch {
        report.unread.append((name, error.reason))
      }
      report.bytes += message.count
      report.allowed += look.allowed
      report.entries += look.entries
    }
  }
}
