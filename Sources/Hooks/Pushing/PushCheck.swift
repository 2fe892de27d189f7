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
    /// The hash of the rules, under which clean blobs are noted.
    package let rules: String

    package init(scanner: Scanner, receipts: Receipts, rules: String) {
      (self.scanner, self.receipts, self.rules) = (scanner, receipts, rules)
    }
  }

  /// Loads the rules and the policy of one group of commits; made anew for each.
  package struct Loader {
    /// Asked once, after the policies, with a function that reads the files of one commit.
    package let tools: (_ pushed: PreCommit.StagedFile) throws -> Tools
    /// Tells rules apart without making a scanner of them.
    package let identity: (_ pushed: PreCommit.StagedFile) throws -> String
    /// Reads the protect patterns.
    package let policy: (_ bytes: [UInt8], _ file: String) throws -> [String]

    package init(
      tools: @escaping (_ pushed: PreCommit.StagedFile) throws -> Tools,
      identity: @escaping (_ pushed: PreCommit.StagedFile) throws -> String,
      policy: @escaping (_ bytes: [UInt8], _ file: String) throws -> [String]
    ) {
      (self.tools, self.identity, self.policy) = (tools, identity, policy)
    }
  }

  private let git: GitCommand
  private let makeLoader: () -> Loader
  private let quieting: QuietingOptions

  /// Names where to look and how; see ``PreCommit/init(git:topLevel:scanner:loadPolicy:quieting:)``.
  ///
  /// - Parameters:
  ///   - git: runs Git with the environment of the hook.
  ///   - loader: asked once for each policy among the pushed commits.
  ///   - quieting: what may allow a finding.
  package init(
    git: GitCommand,
    loader: @escaping () -> Loader,
    quieting: QuietingOptions
  ) {
    self.git = git
    makeLoader = loader
    self.quieting = quieting
  }

  /// Looks at everything that the references bring.
  ///
  /// - Parameters:
  ///   - references: all of the push.
  ///   - known: options of git-rev-list(1) for what else the other side has (`--remotes=origin`).
  ///   - bases: revisions of the other side whose policy counts, too, where the references tell
  ///     nothing of it.
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
    var seen: [ObjectID] = []
    for group in try groups(references, without: old, known, reader) {
      let outgoing = try fromGit { () throws(GitError) in
        try Outgoing(of: group.map(\.new), without: old + seen, known, git, reader)
      }
      seen += group.map(\.new)
      // Of a new branch the commits from which it goes on say what is there.
      let there =
        group.filter { !$0.old.isZero }.map(\.old.hex) + outgoing.boundary.prefix(8).map(\.hex)
      let bases = there.isEmpty ? bases : there
      let loader = makeLoader()
      let revision = try policyRevision(group[0].new, bases, reader)
      let policy = try PushedPolicy(
        reader,
        tip: group[0].new,
        policy: revision,
        bases: bases,
        load: loader.policy,
        quieting
      )
      var look = PushLook(
        git: git,
        reader: reader,
        tools: try HookError.loading { try loader.tools(Self.files(of: revision, reader)) },
        policy: policy,
        report: report
      )
      try look.look(at: outgoing, outgoing.commits)
      report = look.report
      for change in policy.changes where !report.policyChanges.contains(change) {
        report.policyChanges.append(change)
      }
    }
    try fromGit { () throws(GitError) in try reader.close() }
    return report
  }

  /// The references, those whose commits have one policy together; the newest first.
  ///
  /// A commit is judged once, by the newest reference that holds it: what its own history allows
  /// later, an old tag does not forbid.
  private func groups(
    _ references: [PushedReference],
    without old: [ObjectID],
    _ known: [String],
    _ reader: BlobReader
  ) throws(HookError) -> [[PushedReference]] {
    if references.count == 1 { return [references] }
    let files = [Policy.fileName, AllowList.fileName, Baseline.fileName, ".gitleaks.toml"]
    var groups: [(key: [String], references: [PushedReference])] = []
    for reference in references {
      let revision = reference.new.hex
      var key: [String] = []
      var mayNameFiles = false
      for file in files {
        let found = try StagedPolicy.read(reader, revision + ":", file)
        key.append(found?.id.hex ?? "")
        let text = String(decoding: found?.bytes ?? [], as: UTF8.self)
        if text.contains("rules") || text.contains("path") || text.contains("\\") {
          mayNameFiles = true
        }
      }
      if mayNameFiles {
        let loader = makeLoader()
        key.append(try HookError.loading { try loader.identity(Self.files(of: revision, reader)) })
      }
      if let index = groups.firstIndex(where: { $0.key == key }) {
        groups[index].references.append(reference)
      } else {
        groups.append((key, [reference]))
      }
    }
    if groups.count == 1 { return groups.map(\.references) }
    let positions = try positions(of: references.map(\.new), without: old, known, reader)
    func newest(_ group: [PushedReference]) -> Int {
      group.compactMap { positions[$0.new] }.max() ?? -1
    }
    return groups.map(\.references).sorted { newest($0) > newest($1) }
  }

  /// Where tips stand among all that is pushed, the oldest first.
  private func positions(
    of tips: [ObjectID],
    without old: [ObjectID],
    _ known: [String],
    _ reader: BlobReader
  ) throws(HookError) -> [ObjectID: Int] {
    try fromGit { () throws(GitError) in
      let all = try Outgoing(of: tips, without: old, known, git, reader).commits
      let numbers = Dictionary(all.enumerated().map { ($1, $0) }) { first, _ in first }
      // Of a tag its commit: `<id> commit <size>` on each line, in their order.
      let questions = tips.map { "\($0)^{commit}\n" }.joined()
      let answers = try git.output(["cat-file", "--batch-check"], input: Array(questions.utf8))
      let lines = answers.split(separator: UInt8(ascii: "\n"))
      var positions: [ObjectID: Int] = [:]
      for (tip, line) in zip(tips, lines) {
        let id = ObjectID(hexBytes: line.prefix { $0 != UInt8(ascii: " ") })
        positions[tip] = id.flatMap { numbers[$0] }
      }
      return positions
    }
  }

  /// Whose policy and rules count: of what has none, such as notes, those of the other side, or of
  /// what is checked out.
  private func policyRevision(
    _ tip: ObjectID,
    _ bases: [String],
    _ reader: BlobReader
  ) throws(HookError) -> String {
    for candidate in [tip.hex] + bases + ["HEAD"]
    where try StagedPolicy.read(reader, candidate + ":", Policy.fileName) != nil {
      return candidate
    }
    return tip.hex
  }

  private static func files(of revision: String, _ reader: BlobReader) -> PreCommit.StagedFile {
    { path in try StagedPolicy.read(reader, revision + ":", path)?.bytes }
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
