import Git

/// The policy of a commit that is pushed, beside that of what the other side has.
struct PushedPolicy {
  /// What either protects.
  let protected: ProtectedPaths
  /// What the pushed commit protects.
  let own: ProtectedPaths
  /// The allow list and the baseline of the pushed commit, and the comments that it takes.
  let quieting: Quieting
  /// What is weaker than on the other side, a sentence each.
  let changes: [String]

  /// Reads them.
  ///
  /// - Parameters:
  ///   - reader: reads files of commits.
  ///   - tip: the commit, with its allow list and its baseline.
  ///   - policy: the revision whose policy counts; the commit's own, where it has one.
  ///   - bases: revisions that say what the other side has; those that are none are passed over.
  ///   - load: reads `[policy]`.
  ///   - options: what may allow a finding.
  /// - Throws: `policy` where the pushed policy cannot be understood.
  init(
    _ reader: BlobReader,
    tip: ObjectID,
    policy: String,
    bases: [String],
    load: StagedPolicy.Loader,
    _ options: QuietingOptions
  ) throws(HookError) {
    let file = Policy.fileName
    let text = try StagedPolicy.read(reader, policy + ":", file)?.bytes
    own = try Self.protected(text, load)
    var protected = own
    var changes: [String] = []
    var inline = InlinePolicy.all
    if options.isOff || options.ignoresComments {
      inline = .none
    } else if let text {
      inline = try HookError.loading(Policy.fileName) { try options.loadInline(text, file) }
    }
    for base in bases {
      // What cannot be read there cannot be mended by this push, and protects nothing.
      guard let old = try? StagedPolicy.read(reader, base + ":", file),
        let before = try? Self.protected(old.bytes, load)
      else { continue }
      for pattern in before.patterns where !protected.patterns.contains(pattern) {
        changes.append("Files like \(pattern.source) are no longer protected.")
      }
      protected = protected.union(before)
      if let comments = try? options.loadInline(old.bytes, file), comments < inline {
        changes.append(
          inline == .all ? "Comments of all kinds allow findings." : "Comments allow findings."
        )
        inline = comments
      }
    }
    self.protected = protected
    self.changes = changes
    let allow = try StagedPolicy.read(reader, "\(tip):", AllowList.fileName)
    let baseline = try StagedPolicy.read(reader, "\(tip):", Baseline.fileName)
    quieting =
      options.isOff
      ? .nothing
      : Quieting(
        allow: try allow.map { bytes throws(HookError) in
          try AllowList(parsing: bytes.bytes, file: AllowList.fileName)
        } ?? AllowList(),
        baseline: try baseline.map { bytes throws(HookError) in
          try Baseline(parsing: bytes.bytes, file: Baseline.fileName)
        } ?? Baseline(),
        inline: inline,
        today: options.today
      )
  }

  /// The change as a protected file, if its path is one.
  func protectedFile(_ change: CommitChanges.Change) -> ProtectedFile? {
    guard
      let pattern = protected.pattern(
        protecting: change.path,
        isDirectory: change.mode == .submodule
      )
    else { return nil }
    return ProtectedFile(
      path: change.path,
      pattern: pattern.source,
      cause: .path,
      isTracked: !change.before.isEmpty,
      isPatternRemoved: !own.patterns.contains(pattern)
    )
  }

  private static func protected(
    _ bytes: [UInt8]?,
    _ load: StagedPolicy.Loader
  ) throws(HookError) -> ProtectedPaths {
    guard let bytes else { return try ProtectedPaths(Policy.defaultProtect) }
    let patterns = try HookError.loading(Policy.fileName) { try load(bytes, Policy.fileName) }
    return try ProtectedPaths(patterns, file: Policy.fileName, text: bytes)
  }
}
