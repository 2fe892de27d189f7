import Git

/// What the policy of the index excepts, read only when there is something to except or the policy
/// is changed.
struct ProtectedExceptions {
  private let reader: BlobReader
  private let stagedChanges: [StagedChange]
  private let load: StagedAllowances.Loader

  init(
    _ reader: BlobReader,
    _ stagedChanges: [StagedChange],
    load: @escaping StagedAllowances.Loader
  ) {
    self.reader = reader
    self.stagedChanges = stagedChanges
    self.load = load
  }

  /// What this commit newly excepts.
  func changes() throws(HookError) -> [PolicyChange] {
    guard stagedChanges.contains(where: { $0.path == GitPath(Policy.fileName) }) else { return [] }
    return try allowances().changes
  }

  /// The ignored additions that are not excepted.
  func ignored(_ files: [ProtectedFile]) throws(HookError) -> [ProtectedFile] {
    guard !files.isEmpty else { return [] }
    let allowances = try allowances()
    return files.filter { !allowances.allowIgnored($0.path) }
  }

  /// The copies that are not excepted.
  func copies(_ files: [ProtectedFile]) throws(HookError) -> [ProtectedFile] {
    guard !files.isEmpty else { return [] }
    let allowances = try allowances()
    return files.filter { !allowances.allowCopy($0.path) }
  }

  private func allowances() throws(HookError) -> StagedAllowances {
    try StagedAllowances(reader, stagedChanges, load: load)
  }
}

extension PreCommitReport {
  /// Adds files whose paths are not protected for another reason already.
  mutating func add(_ files: [ProtectedFile]) {
    guard !files.isEmpty else { return }
    let known = Set(protectedFiles.map(\.path))
    protectedFiles += files.filter { !known.contains($0.path) }
  }
}
