import Git
import Hooks
import Scanning
import Synchronization

/// Scans texts and sorts out what is allowed; one serves all threads.
struct TextScan: Sendable {
  let scanner: Scanner
  let allow: AllowList
  private let large = LargeTexts()

  /// From so many bytes on, texts are scanned one at a time, however many threads there are: the
  /// memory that a scan takes must not grow with them.
  static let largeSize = 8 << 20

  init(scanner: Scanner, allow: AllowList) {
    self.scanner = scanner
    self.allow = allow
  }

  /// Scans a text that has been read already.
  func scan(_ bytes: [UInt8], as name: GitPath, _ report: inout ScanReport) {
    let result = scanner.look(at: ScanInput(path: name.bytes, bytes: bytes))
    report.unread += result.unread.map { part in (name.member(part.member), part.message) }
    if result.unread.isEmpty { report.blobs += 1 }
    report.bytes += bytes.count
    for finding in result.findings {
      let entry = allow.allows(fingerprint: finding.fingerprint, rule: finding.rule, path: name)
      if entry == nil {
        report.entries.append(.init(path: name, finding: finding))
      } else {
        report.allowed += 1
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
