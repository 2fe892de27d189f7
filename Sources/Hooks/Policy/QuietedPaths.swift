import Git

/// Tells paths apart by the entries that hold there.
///
/// One blob may be at a path where a finding is allowed and at another where it is not.
struct QuietedPaths: Sendable {
  /// By path, as most entries name one: there may be thousands.
  private var exact: [GitPath: Int32] = [:]
  private var patterns: [AllowScope] = []

  init(_ entries: [AllowEntry], _ baseline: Baseline) {
    for entry in entries {
      if entry.kind == .v1 {
        add(entry.path)
      } else if let scope = AllowScope(entry.path.bytes) {
        if let path = scope.exactPath { add(path) } else { patterns.append(scope) }
      }
    }
    for entry in baseline.entries { add(entry.path) }
  }

  private mutating func add(_ path: GitPath) {
    if exact[path] == nil { exact[path] = Int32(truncatingIfNeeded: exact.count + 1) }
  }

  /// 0 where no entry holds.
  func kind(of path: GitPath) -> Int32 {
    let number = exact.isEmpty ? nil : exact[path]
    if number == nil, patterns.isEmpty { return 0 }
    // FNV-1a.
    var hash: UInt32 = 0
    func add(_ number: UInt32) {
      hash = ((hash == 0 ? 2_166_136_261 : hash) ^ number) &* 16_777_619
    }
    if let number { add(UInt32(bitPattern: number)) }
    for (index, scope) in patterns.enumerated() where scope.covers(path) {
      add(~UInt32(truncatingIfNeeded: index))
    }
    return Int32(bitPattern: hash)
  }
}
