import Foundation
import TestSupport
import Testing

/// Secrets in the message of a commit.
@Suite struct CommitMessageTests {
  private let secret = accessKeyID()

  @Test func aSecretInTheMessageBlocks() throws {
    let program = try Program.initialized()
    let result = try program.tryGit(["commit", "--allow-empty", "-m", "subject\n\nkey \(secret)"])
    #expect(result.status == 1)
    #expect(result.errors.contains("1 secret in the commit message"))
    #expect(result.errors.contains("line 3, column 5  aws-access-key-id"))
    #expect(!result.errors.contains(secret))
    #expect(try program.tryGit(["commit", "--allow-empty", "-m", "subject"]).status == 0)
  }

  /// Whoever does not want the tool any more can say so in a commit.
  @Test(arguments: [".secrets-sync.toml", ".secrets-sync.allow", ".gitleaks.toml"])
  func aCommitMayRemoveWhatItGoesBy(file: String) throws {
    let program = try Program.initialized()
    let rules = file == ".gitleaks.toml" ? "title = \"x\"\n" : "# nothing\n"
    try program.repository.write(rules, to: file)
    try program.git("add", "-f", file)
    try program.git("commit", "--quiet", "-m", "with it")
    try program.git("rm", "--quiet", file)
    let removed = try program.tryGit(["commit", "-m", "without it"])
    #expect(removed.status == 0, "\(removed.errors)")
  }

  /// What the message says to do, done.
  @Test func theAllowCommandThatItShowsAllows() throws {
    let program = try Program.initialized()
    let commit = ["commit", "--allow-empty", "-m", "key \(secret)"]
    let blocked = try program.tryGit(commit)
    let line = try #require(blocked.errors.firstMatch(of: /git (secrets-sync allow .*)\n/)?.1)
    var words = line.split(separator: " ").map(String.init)
    words = Array(words.prefix { $0 != "--path" }.dropFirst())
    let allow = try program.run(words + ["--path", "(commit message)", "--reason", "test data"])
    #expect(allow.status == 0, "\(allow.errors)")
    try program.git("add", ".secrets-sync.allow")
    let passed = try program.tryGit(commit)
    #expect(passed.status == 0, "\(passed.errors)")
    // The push takes the same entry.
    let remote = program.repository.directory.path("remote.git")
    try program.repository.git("init", "--quiet", "--bare", remote)
    try program.git("remote", "add", "origin", remote)
    let push = try program.tryGit(["push", "origin", "main"])
    #expect(push.status == 0, "\(push.errors)")
  }

  /// `git commit --verbose` puts the diff into the file, which is no part of the message.
  @Test func theDiffBelowTheScissorsIsNotLookedAt() throws {
    let program = try Program.initialized()
    try program.git("-c", "core.hooksPath=/dev/null", "commit", "--allow-empty", "-m", "x")
    try program.repository.write("key = \"\(secret)\"\n", to: "a.py")
    try program.git("add", "a.py")
    try program.git("-c", "core.hooksPath=/dev/null", "commit", "-m", "x")
    try program.git("rm", "--quiet", "a.py")
    var editing = program
    editing.environment["GIT_EDITOR"] = "sed -i '1s/^/removed/'"
    let result = try editing.tryGit(["commit", "--verbose"])
    #expect(result.status == 0, "\(result.errors)")
    editing.environment["GIT_EDITOR"] = "sed -i '1s/^/key \(secret) /'"
    #expect(try editing.tryGit(["commit", "--verbose", "--amend"]).status == 1)
  }

  @Test func aCommandWithoutItsFileSaysWhatIsMissing() throws {
    let program = try Program.initialized()
    let result = try program("hook", "commit-msg")
    #expect(result.status == 2)
    #expect(result.errors.contains("needs the file with the message"))
    #expect(try program("hook", "commit-msg", "none").status == 3)
  }
}
