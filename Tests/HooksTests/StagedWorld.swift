import Foundation
import Git
import Hooks
import Scanning
import TestSupport

/// A repository, and the check of what is staged in it with one simple rule.
struct StagedWorld {
  let repository: TemporaryRepository

  init(_ options: TemporaryRepository.Option...) throws {
    // An array cannot be passed on to variadic parameters.
    repository =
      switch options.first {
      case .sha256: try TemporaryRepository(.sha256)
      case .splitIndex: try TemporaryRepository(.splitIndex)
      case .bare: try TemporaryRepository(.bare)
      case nil: try TemporaryRepository()
      }
  }

  /// A value that the rule finds, different for each number.
  static func secret(_ number: Int = 1) -> String {
    "tkn" + "_" + String(repeating: "qz", count: 5) + String(10 + number)
  }

  static let rule = Rule(
    id: "test-token",
    description: "test token",
    reference: "https://example.com",
    level: .high,
    keywords: ["tkn" + "_"],
    pattern: "tkn_[a-z0-9]{12}",
    advice: "Revoke it.",
    examples: [secret()]
  )

  /// Stages files as they are in the working tree, after writing those given.
  func stage(_ files: [String: String] = [:]) throws {
    for (name, text) in files { try repository.write(text, to: name) }
    try repository.git("add", "--all")
  }

  /// Runs the check as the hook would, in `directory` and with what Git adds to the environment.
  func check(
    in directory: String? = nil,
    environment extra: [String: String] = [:],
    rules: [Rule] = [rule],
    today: String = "2026-11-24",
    isOff: Bool = false,
    ignoresComments: Bool = false
  ) throws -> PreCommitReport {
    let git = GitCommand(
      directory: directory ?? repository.path,
      environment: repository.environment.merging(extra) { $1 }
    )
    let check = PreCommit(
      git: git,
      scanner: { _ in try Scanner(rules: rules) },
      loadPolicy: Self.policy,
      loadAllowances: Self.allowances,
      quieting: QuietingOptions(
        today: today,
        isOff: isOff,
        ignoresComments: ignoresComments,
        loadInline: { bytes, _ in
          let text = String(decoding: bytes, as: UTF8.self)
          return InlinePolicy.allCases.first { text.contains("inline-\($0.rawValue)") } ?? .all
        }
      ),
      mergeHeads: HookPlaces(directory: git.directory, environment: git.environment)?.mergeHeads
        ?? []
    )
    return try check.run()
  }

  /// Stands in for the configuration reader: one pattern a line.
  static func policy(_ bytes: [UInt8], _ file: String) throws -> [String] {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    if let line = lines.firstIndex(of: "BROKEN") {
      throw HookError(.policy, "It is broken.", file: file, line: line + 1)
    }
    return lines.filter { !$0.hasPrefix("allow-") }
  }

  /// Of the same file the lines that begin with `allow-ignored` and `allow-copies`.
  static func allowances(_ bytes: [UInt8], _ file: String) -> PathAllowances {
    let words = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: " ")
    }
    func patterns(_ key: String) -> [String] {
      words.filter { $0.count == 2 && $0[0] == key }.map { String($0[1]) }
    }
    return PathAllowances(ignored: patterns("allow-ignored"), copies: patterns("allow-copies"))
  }

  /// What Git tells the hook of a commit with these arguments.
  ///
  /// Git takes the index file away when the commit ends, so the hook copies it.
  func environmentOfHook(_ arguments: [String]) throws -> [String: String] {
    let copy = repository.directory.path("index-copy")
    try repository.directory.write(
      Array("#!/bin/sh\ncp \"$GIT_INDEX_FILE\" '\(copy)'\nexit 1\n".utf8),
      to: Array("work/.git/hooks/pre-commit".utf8),
      mode: 0o755
    )
    let commit = try repository.tryGit(["commit", "-m", "x"] + arguments)
    precondition(commit.status == 1)
    return ["GIT_INDEX_FILE": copy]
  }
}

extension PreCommitReport {
  var newPaths: [String] { newFindings.map(\.path.description) }
  var oldPaths: [String] { oldFindings.map(\.path.description) }
  var protectedPaths: [String] { protectedFiles.map(\.path.description) }
}
