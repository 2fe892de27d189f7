import Git
import Hooks
import Scanning
import Synchronization

/// Scans texts and sorts out what is allowed; one serves all threads.
struct TextScan: Sendable {
  let scanner: Scanner
  let quieting: Quieting
  private let large = LargeTexts()

  /// From so many bytes on, texts are scanned one at a time, however many threads there are: the
  /// memory that a scan takes must not grow with them.
  static let largeSize = 8 << 20
  /// From so many bytes on, files are not held as a whole.
  static let hugeSize = 48 << 20

  init(scanner: Scanner, quieting: Quieting) {
    self.scanner = scanner
    self.quieting = quieting
  }

  /// Scans a text that has been read already.
  func scan(_ bytes: [UInt8], as name: GitPath, _ report: inout ScanReport) {
    let result = scanner.look(at: ScanInput(path: name.bytes, bytes: bytes))
    take(result, of: bytes, name, &report)
  }

  /// Scans a text of which pieces were copied from a known one of the same kind of file.
  ///
  /// - Returns: the text as one that is known, if it can be.
  func scan(
    _ bytes: [UInt8],
    as name: GitPath,
    madeFrom base: KnownText?,
    _ pieces: [TextPiece],
    _ report: inout ScanReport
  ) -> KnownText? {
    let input = ScanInput(path: name.bytes, bytes: bytes)
    let result = scanner.look(at: input, madeFrom: base, pieces)
    take(result.result, of: bytes, name, &report)
    return result.known
  }

  private func take(
    _ result: ScanResult,
    of bytes: [UInt8],
    _ name: GitPath,
    _ report: inout ScanReport
  ) {
    if result.unread.isEmpty {
      report.blobs += 1
    } else if let entry = quieting.acceptsUnread(bytes, at: name) {
      report.allowedUnread.append((name, entry))
    } else {
      report.unread += result.unread.map { part in (name.member(part.member), part.message) }
    }
    report.bytes += bytes.count
    sort(result, name, &report)
  }

  /// Scans a file part by part, however large it is.
  ///
  /// `fill` writes the next bytes to the start of a buffer and says how many; none at the end. `again`
  /// lets it begin at the start once more, if it can.
  func scan(
    as name: GitPath,
    _ report: inout ScanReport,
    reading fill: (UnsafeMutableRawBufferPointer) throws(ReadError) -> Int,
    again: () -> Bool
  ) throws(ReadError) {
    var count = 0
    var isFirstTime = true
    let hash = quieting.mayAcceptUnread(at: name) ? ContentHash() : nil
    let result = unsafe try scanner.look(path: name.bytes) {
      (buffer) throws(ReadError) in
      let added = unsafe try fill(buffer)
      guard isFirstTime else { return added }
      count += added
      unsafe hash?.add(UnsafeRawBufferPointer(rebasing: buffer[..<added]))
      return added
    } again: {
      isFirstTime = false
      return again()
    }
    if result.unread.isEmpty {
      report.blobs += 1
    } else if let digest = hash?.finish(),
      let entry = quieting.acceptsUnread(digest: digest, at: name)
    {
      report.allowedUnread.append((name, entry))
    } else {
      report.unread += result.unread.map { part in (name.member(part.member), part.message) }
    }
    report.bytes += count
    sort(result, name, &report)
  }

  private func sort(_ result: ScanResult, _ name: GitPath, _ report: inout ScanReport) {
    for finding in result.findings {
      switch quieting.judge(finding, at: name) {
      case .stays(let complaint):
        report.entries.append(.init(path: name, finding: finding, complaint: complaint))
      case .isAllowed(let permission):
        report.allowedFindings.append(
          .init(path: name, finding: finding, permission: permission)
        )
      }
    }
  }

  /// Does what takes memory for a text of so many bytes.
  func whenThereIsRoom<Value>(for bytes: Int, _ body: () -> Value) -> Value {
    bytes < Self.largeSize ? body() : large.oneAtATime(body)
  }
}

private final class LargeTexts: Sendable {
  private let turn = Mutex(())

  func oneAtATime<Value>(_ body: () -> Value) -> Value {
    turn._unsafeLock()
    defer { turn._unsafeUnlock() }
    return body()
  }
}
