import Git
import Scanning

/// Scans every distinct blob that any reference reaches, and tells where each hit entered.
struct HistoryScan {
  let scan: FileScan

  /// A path for the first look, before it is known where a blob was; it suits no rule by its name.
  private static let unnamed = GitPath("")

  func run() throws -> ScanReport {
    let git = scan.session.git
    var report = ScanReport()
    var hits: [ObjectID: [UInt8]] = [:]
    try History.forEachBlob(git) { (id, result) throws(GitError) in
      do {
        let bytes = try result.get()
        let before = report.entries.count
        var look = ScanReport()
        try scan.scan(bytes, as: Self.unnamed, &look)
        report.blobs += 1
        report.bytes += bytes.count
        if look.entries.count + look.allowed > 0 { hits[id] = bytes }
        _ = before
      } catch let error as ReadError {
        report.unread.append((GitPath(id.hex), error.reason))
      } catch let error as GitError {
        report.unread.append((GitPath(id.hex), error.message))
      } catch {
        report.unread.append((GitPath(id.hex), "\(error)"))
      }
    }
    return try attribute(hits, report)
  }

  /// Scans the blobs with hits again under their real names, which fingerprints depend on.
  private func attribute(_ hits: [ObjectID: [UInt8]], _ report: ScanReport) throws -> ScanReport {
    var report = report
    let origins = try History.origins(of: Set(hits.keys), scan.session.git)
    for (id, bytes) in hits.sorted(by: { $0.key < $1.key }) {
      guard let origin = origins[id] else {
        report.unread.append((GitPath(id.hex), "no commit holds it"))
        continue
      }
      var named = ScanReport()
      do throws(ReadError) {
        try scan.scan(bytes, as: origin.path, &named)
      } catch {
        report.unread.append((origin.path, error.reason))
      }
      report.allowed += named.allowed
      report.entries += named.entries.map {
        .init(path: $0.path, finding: $0.finding, origin: origin)
      }
    }
    report.entries.sort {
      ($0.origin?.date ?? "", $0.path, $0.finding.range.lowerBound)
        < ($1.origin?.date ?? "", $1.path, $1.finding.range.lowerBound)
    }
    return report
  }
}
