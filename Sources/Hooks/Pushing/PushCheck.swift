package import Git
package import Scanning

/// Looks at what a push brings to the other side: the files and messages of all commits and tags that
/// it has not got yet, whatever is checked out.
///
/// What receipts cover is not looked at again. See docs/hooks.md.
package struct PushCheck {
  /// What is needed to look at the commits of one policy.
  package struct Tools {
    package let scanner: Scanner
    package let receipts: Receipts

    package init(scanner: Scanner, receipts: Receipts) {
      (self.scanner, self.receipts) = (scanner, receipts)
    }
  }

  private let git: GitCommand
  private let makeTools: (_ pushed: PreCommit.StagedFile) throws -> Tools
  private let loadPolicy: (_ bytes: [UInt8], _ file: String) throws -> [String]
  private let quieting: QuietingOptions

  /// Names where to look and how; see ``PreCommit/init(git:topLevel:scanner:loadPolicy:quieting:)``.
  ///
  /// - Parameters:
  ///   - git: runs Git with the environment of the hook.
  ///   - tools: asked once for each policy among the pushed commits, with a function that reads the
  ///     files of one of them.
  ///   - loadPolicy: reads the protect patterns.
  ///   - quieting: what may allow a finding.
  package init(
    git: GitCommand,
    tools: @escaping (_ pushed: PreCommit.StagedFile) throws -> Tools,
    loadPolicy: @escaping (_ bytes: [UInt8], _ file: String) throws -> [String],
    quieting: QuietingOptions
  ) {
    self.git = git
    makeTools = tools
    self.loadPolicy = loadPolicy
    self.quieting = quieting
  }

  /// Looks at everything that the references bring.
  ///
  /// - Parameters:
  ///   - references: all of the push.
  ///   - known: options of git-rev-list(1) for what else the other side has (`--remotes=origin`).
  ///   - bases: revisions of the other side whose policy counts, too, as far as there are such.
  /// - Returns: what was seen.
  /// - Throws: when nothing can be said about the push; it must not go through then.
  package func run(
    _ references: [PushedReference],
    known: [String],
    bases: [String]
  ) throws(HookError) -> PushCheckReport {
    var report = PushCheckReport()
    let references = references.filter { !$0.new.isZero }
    if references.isEmpty { return report }
    if references.count == 1 {
      let names = [references[0].source, references[0].name].compactMap(\.self)
      for (prefix, isTag) in [("refs/heads/", false), ("refs/tags/", true)] {
        guard let name = names.first(where: { $0.hasPrefix(prefix) }) else { continue }
        report.reference = (String(name.dropFirst(prefix.count)), isTag)
        break
      }
    }
    let reader = try fromGit { () throws(GitError) in try BlobReader(git) }
    let old = references.map(\.old).filter { !$0.isZero }
    for group in try groups(references, reader) {
      let outgoing = try fromGit { () throws(GitError) in
        try Outgoing(of: group.map(\.new), without: old, known, git, reader)
      }
      let bases = group.filter { !$0.old.isZero }.map(\.old.hex) + bases
      let policy = try PushedPolicy(
        reader,
        tip: group[0].new,
        bases: bases,
        load: loadPolicy,
        quieting
      )
      var look = PushLook(
        git: git,
        reader: reader,
        tools: try tools(group[0].new, bases, reader),
        policy: policy,
        report: report
      )
      // What two groups have in common both judge: neither policy is to excuse from the other.
      try look.look(at: outgoing, outgoing.commits)
      report = look.report
      for change in policy.changes where !report.policyChanges.contains(change) {
        report.policyChanges.append(change)
      }
    }
    try fromGit { () throws(GitError) in try reader.close() }
    return report
  }

  /// The references, those whose commits have one policy together.
  private func groups(
    _ references: [PushedReference],
    _ reader: BlobReader
  ) throws(HookError) -> [[PushedReference]] {
    if references.count == 1 { return [references] }
    let files = [Policy.fileName, AllowList.fileName, Baseline.fileName, ".gitleaks.toml"]
    var groups: [(key: [ObjectID?], references: [PushedReference])] = []
    for reference in references {
      var key: [ObjectID?] = []
      for file in files {
        let found = try StagedPolicy.read(reader, "\(reference.new):", file)
        key.append(found?.id)
        // It may name other files with rules.
        let text = String(decoding: found?.bytes ?? [], as: UTF8.self)
        if text.contains("rules") || text.contains("path") { key.append(reference.new) }
      }
      if let index = groups.firstIndex(where: { $0.key == key }) {
        groups[index].references.append(reference)
      } else {
        groups.append((key, [reference]))
      }
    }
    return groups.map(\.references)
  }

  private func tools(
    _ tip: ObjectID,
    _ bases: [String],
    _ reader: BlobReader
  ) throws(HookError) -> Tools {
    // Notes, and what has no past in common with the rest, have no policy: that of the others counts.
    var revision = tip.hex
    for candidate in [tip.hex] + bases + ["HEAD"]
    where try StagedPolicy.read(reader, candidate + ":", Policy.fileName) != nil {
      revision = candidate
      break
    }
    do {
      return try makeTools { path in try StagedPolicy.read(reader, revision + ":", path)?.bytes }
    } catch let error as HookError {
      throw error
    } catch let error as ScanError {
      throw HookError(.scanner, error.message, hint: error.hint, underlying: error)
    } catch {
      throw HookError(.policy, "\(error)", underlying: error)
    }
  }
}

/// Does what only Git can fail at.
func fromGit<Value>(_ body: () throws(GitError) -> Value) throws(HookError) -> Value {
  do throws(GitError) {
    return try body()
  } catch {
    throw HookError(error)
  }
}
