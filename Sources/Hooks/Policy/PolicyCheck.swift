package import Git

/// Compares the protect patterns with the ignore files and with what lies in the working tree.
package struct PolicyCheck {
  private let git: GitCommand
  private let protected: ProtectedPaths

  /// Names the repository, Git running at its top level, and the patterns.
  package init(_ git: GitCommand, _ protect: [String]) throws(HookError) {
    self.git = git
    protected = try ProtectedPaths(protect, file: Policy.fileName)
  }

  /// A file of the working tree or the index.
  private struct File {
    let path: GitPath
    let isTracked: Bool
    var rule: IgnoreRule?
    var isIgnored: Bool { rule?.ignores == true }
    /// Whether a line at the end of the top `.gitignore` has the last word.
    var isIgnoredFromTop: Bool {
      rule.map { !$0.isOfRepository || $0.source == GitPath(".gitignore") } ?? true
    }
  }

  /// Looks at everything; as slow as listing all files, ignored ones too.
  package func run() throws(HookError) -> PolicyState {
    do throws(GitError) {
      let tracked = try WorkingFiles.tracked(git)
      let others = try WorkingFiles.untracked(git)
      return try state(tracked, others)
    } catch {
      throw HookError(error)
    }
  }

  private func state(
    _ tracked: [GitPath],
    _ others: [GitPath]
  ) throws(GitError) -> PolicyState {
    let patterns = protected.patterns
    let samples = patterns.map { GitPath($0.sample) }
    let wider = patterns.map { $0.wider.flatMap { try? PathPattern($0.anywhere) } }
    let suspects = patterns.map(\.ends) + wider.compactMap { $0?.ends }
    func isSuspect(_ path: GitPath) -> Bool {
      PathPattern.names(of: path).contains { name in suspects.contains { $0.admit(name.span) } }
    }
    var files = tracked.filter(isSuspect).map { File(path: $0, isTracked: true) }
    files += others.filter(isSuspect).map { File(path: $0, isTracked: false) }
    let ignoreFiles = (tracked + others).filter(Self.isIgnoreFile)
    let rules = try IgnoreRules.matches(
      paths: Array(Set(samples + files.map(\.path) + ignoreFiles)),
      git
    )
    for index in files.indices {
      files[index].rule = rules[files[index].path]
    }

    var state = PolicyState()
    for (pattern, sample) in zip(patterns, samples) {
      let rule = rules[sample].flatMap { $0.isOfRepository ? $0 : nil }
      let matched = files.filter { pattern.matches($0.path) }
      state.patterns.append((pattern.source, matched.count, rule?.ignores == true))
      if rule?.ignores != true {
        state.gaps.append(
          PolicyGap(kind: rule == nil ? .notIgnored : .negated, pattern: pattern.source, rule: rule)
        )
      }
    }
    state.gaps += try negations(ignoreFiles.filter { rules[$0]?.ignores != true }, state)
    state.gaps += exposed(files, state)
    state.gaps += zip(patterns, wider).compactMap { uncovered($0, $1, files) }
    state.gaps += state.patterns.filter { $0.files == 0 }.map {
      PolicyGap(kind: .unmatched, pattern: $0.pattern, isWrong: false)
    }
    for file in files where file.isTracked {
      guard let pattern = protected.pattern(protecting: file.path) else { continue }
      var gap = PolicyGap(kind: .tracked, pattern: pattern.source, paths: [file.path])
      gap.past = try past(of: file.path)
      state.gaps.append(gap)
    }
    return state
  }

  private static func isIgnoreFile(_ path: GitPath) -> Bool {
    PathPattern.names(of: path).last?.elementsEqual(".gitignore".utf8) == true
  }

  /// Lines with `!` that let through a file that a pattern protects.
  private func negations(
    _ ignoreFiles: [GitPath],
    _ state: PolicyState
  ) throws(GitError) -> [PolicyGap] {
    var suspects: [(sample: GitPath, pattern: String, file: GitPath, line: Int)] = []
    for file in ignoreFiles {
      guard let name = file.string,
        let bytes = try Files.readIfPresent("\(git.directory)/\(name)")
      else { continue }
      let folder = file.bytes.dropLast(".gitignore".utf8.count)
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() where line.first == UInt8(ascii: "!") {
        let text = line.dropFirst().last == UInt8(ascii: "\r") ? line.dropLast() : line
        guard let source = String(validating: text.dropFirst(), as: UTF8.self),
          let exception = try? PathPattern(source)
        else { continue }
        let sample = GitPath(bytes: Array(folder) + exception.sample.utf8)
        guard let pattern = protected.pattern(protecting: sample) else { continue }
        suspects.append((sample, pattern.source, file, index + 1))
      }
    }
    let rules = try IgnoreRules.matches(paths: suspects.map(\.sample), git)
    return suspects.compactMap { suspect in
      guard let rule = rules[suspect.sample], !rule.ignores, rule.source == suspect.file,
        rule.line == suspect.line, !state.gaps.contains(where: { $0.rule == rule })
      else { return nil }
      return PolicyGap(
        kind: .negated,
        pattern: suspect.pattern,
        paths: [suspect.sample],
        rule: rule
      )
    }
  }

  private func exposed(_ files: [File], _ state: PolicyState) -> [PolicyGap] {
    var byPattern: [String: [File]] = [:]
    for file in files where !file.isTracked && !file.isIgnored {
      guard let pattern = protected.pattern(protecting: file.path) else { continue }
      byPattern[pattern.source, default: []].append(file)
    }
    return byPattern.sorted { $0.key < $1.key }.map { pattern, files in
      let files = files.sorted { $0.path < $1.path }
      var gap = PolicyGap(kind: .exposed, pattern: pattern, paths: files.map(\.path))
      gap.ignoreLines = files.filter(\.isIgnoredFromTop)
        .compactMap { IgnoreLine.ignoring($0.path) }
      return gap
    }
  }

  /// Files that a pattern would cover if it reached further.
  private func uncovered(
    _ pattern: PathPattern,
    _ wider: PathPattern?,
    _ files: [File]
  ) -> PolicyGap? {
    guard let wider, let texts = pattern.wider, let deeper = try? PathPattern(texts.deeper) else {
      return nil
    }
    let missed = files.filter {
      wider.matches($0.path) && protected.pattern(protecting: $0.path) == nil
    }
    let open = missed.filter { $0.isTracked || !$0.isIgnored }
    if missed.isEmpty {
      // A pattern for a folder that is not there is another matter.
      guard files.contains(where: { pattern.matches($0.path) }),
        protected.pattern(protecting: GitPath(deeper.sampleBelow(pattern.folder))) == nil
      else { return nil }
    }
    let paths = (open.isEmpty ? missed : open).map(\.path).sorted()
    return PolicyGap(
      kind: .notCovered,
      pattern: pattern.source,
      paths: paths.isEmpty ? [GitPath(deeper.sampleBelow(pattern.folder))] : paths,
      suggestion: paths.allSatisfy { deeper.matches($0) } ? texts.deeper : texts.anywhere,
      isWrong: !open.isEmpty
    )
  }

  /// Where a file is in the history; nil where its name cannot be typed.
  private func past(of path: GitPath) throws(GitError) -> TrackedPast? {
    guard let text = path.string, try Revisions.head(git) != nil else { return nil }
    let pathspec = ":(top,literal)" + text
    let count = try git.line(["rev-list", "--count", "HEAD", "--", pathspec])
    let pushed = try git.line(["rev-list", "--max-count=1", "--remotes", "--", pathspec])
    return TrackedPast(commits: Int(count) ?? 0, isPushed: !pushed.isEmpty)
  }
}

extension PathPattern {
  /// A path that the pattern matches one folder further down than `folder`.
  fileprivate func sampleBelow(_ folder: String) -> String {
    let name = sample.split(separator: "/").last ?? "x"
    return "\(folder)/sub/\(name)"
  }
}

extension IgnoreRule {
  /// Whether the rule stands in a `.gitignore`: one in a user's own files protects nobody else.
  fileprivate var isOfRepository: Bool {
    guard let source = source.string else { return true }
    return source == ".gitignore" || (!source.hasPrefix("/") && source.hasSuffix("/.gitignore"))
  }
}
