/// One line of an ignore file, and where it is.
package struct IgnoreRule: Sendable, Hashable {
  /// The file that holds the line, as Git names it: `.gitignore`, `/home/me/.config/git/ignore`.
  package let source: GitPath
  /// The number of the line, from 1.
  package let line: Int
  /// The pattern as it stands in the file.
  package let pattern: GitPath

  /// Whether the rule ignores: a pattern that starts with `!` does the opposite.
  package var ignores: Bool { pattern.bytes.first != UInt8(ascii: "!") }
}

/// Ignore rules as Git applies them, to tracked files as well.
package enum IgnoreRules {
  /// The rule that decides about each path.
  ///
  /// - Parameters:
  ///   - paths: paths from the directory of `git`.
  ///   - git: the repository.
  /// - Returns: the last matching rule for each path that any rule matches; check `ignores`.
  /// - Throws: `command` if Git fails, also for a path inside a submodule.
  package static func matches(
    paths: [GitPath],
    _ git: GitCommand
  ) throws(GitError) -> [GitPath: IgnoreRule] {
    if paths.isEmpty { return [:] }
    let arguments = ["check-ignore", "--no-index", "--stdin", "-z", "-v", "-n"]
    // `./`, because Git takes a path such as `:x` for a pattern with magic; it comes back as given.
    let prefix = Array("./".utf8)
    let input = [UInt8](paths.map { prefix + $0.bytes + [0] }.joined())
    let result = try git.run(arguments, input: input)
    // 0: some path is ignored. 1: none is.
    guard result.status == 0 || result.status == 1 else { throw result.failure(of: arguments) }

    var rules: [GitPath: IgnoreRule] = [:]
    var reader = RawDiffReader(result.standardOutput[...])
    var answers = 0
    while !reader.rest.isEmpty {
      let source = try reader.field()
      let line = try reader.field()
      let pattern = try reader.field()
      let answer = try reader.field()
      guard answer.starts(with: prefix) else { throw LineReader.unexpected(answer, arguments) }
      let path = GitPath(bytes: Array(answer.dropFirst(prefix.count)))
      answers += 1
      if source.isEmpty && line.isEmpty && pattern.isEmpty { continue }
      guard let number = Int(String(decoding: line, as: UTF8.self)) else {
        throw LineReader.unexpected(line, arguments)
      }
      rules[path] = IgnoreRule(
        source: GitPath(bytes: Array(source)),
        line: number,
        pattern: GitPath(bytes: Array(pattern))
      )
    }
    guard answers == paths.count else {
      throw GitError(
        .corrupt,
        "Git answered for \(answers) of \(paths.count) paths which rule ignores them."
      )
    }
    return rules
  }
}
