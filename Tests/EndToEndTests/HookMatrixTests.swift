import Foundation
import TestSupport
import Testing

/// The table of docs/hooks.md: each way in which something gets into Git or to a server, with the real
/// `git`, and what becomes of a secret and of a protected file in it.
@Suite struct HookMatrixTests {
  /// What is to be stopped.
  enum Load: String, CaseIterable {
    case secret
    case protectedFile

    var name: String { self == .secret ? "app.py" : "ssm-prod.py" }
    var text: String { self == .secret ? "a = 1\nkey = \"\(accessKeyID())\"\n" : "a = 1\nb = 2\n" }
  }

  /// One row of the table.
  struct Row: CustomTestStringConvertible {
    let command: String
    let outcome: String
    /// The hook that decides; empty where none is run.
    let hook: String

    var testDescription: String { command }
  }

  /// The rows as the document has them: command, outcome, hook.
  static let rows: [Row] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text =
      (try? String(contentsOf: root.appending(path: "docs/hooks.md"), encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let head = lines.firstIndex(where: { $0.hasPrefix("| command | ") }) else { return [] }
    return lines[(head + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      return Row(
        command: cells[0].filter { $0 != "`" },
        outcome: cells[1],
        hook: cells[2].filter { $0 != "`" }
      )
    }
  }()

  @Test func theTableHasARowForEachWay() {
    #expect(Self.rows.map(\.command).sorted() == Way.all.keys.sorted())
  }

  @Test(arguments: rows, Load.allCases)
  func whatHappensIsWhatTheTableSays(row: Row, load: Load) throws {
    let way = try #require(Way.all[row.command])
    let seen = try way.run(load)
    #expect(seen.outcome == row.outcome, "\(seen.messages)")
    // `GIT_TRACE` names each hook that is run; the last one has decided.
    if row.outcome == "blocked" { #expect(seen.lastHook == row.hook, "\(seen.messages)") }
    #expect(!seen.messages.contains(accessKeyID()))
  }
}

/// One way of moving something into Git or to a server.
private struct Way: Sendable {
  struct Seen {
    let outcome: String
    let lastHook: String
    let messages: String
  }

  let run: @Sendable (HookMatrixTests.Load) throws -> Seen

  static let all: [String: Way] = commits.merging(pushes) { first, _ in first }

  // MARK: Commits

  private static let commits: [String: Way] = [
    "git commit": commit("commit", "-m", "x"),
    "git commit --all": commit("commit", "-a", "-m", "x", tracked: true),
    "git commit --patch": commit("commit", "-p", "-m", "x", tracked: true, answers: "y\ny\ny\n"),
    "git commit --only": commit("commit", "-m", "x", "--only", "--", "FILE", tracked: true),
    "git commit --amend": commit("commit", "--amend", "--no-edit"),
    "git commit --no-verify": commit("commit", "--no-verify", "-m", "x"),
    "git merge, without conflict": Way { load in
      let place = try Place()
      // A merge driver stands for all that a merge may make itself.
      try place.git("config", "merge.maker.driver", "printf '%s' \"$LOAD\" >%A")
      try place.commit([".gitattributes": "\(load.name) merge=maker\n"])
      try place.commit([load.name: "a = 0\n"], force: true, verify: false)
      try place.git("branch", "base")
      try place.commit([load.name: "a = 5\n"], force: true, verify: false)
      try place.git("checkout", "--quiet", "-b", "side", "base")
      try place.commit([load.name: "a = 6\n"], force: true, verify: false)
      return try place.see(load, ["merge", "--no-edit", "main"], environment: ["LOAD": load.text])
    },
    "git merge, concluded by git commit": Way { load in
      let place = try Place()
      try place.conflict()
      _ = try place.program.tryGit(["merge", "main"])
      try place.write(["both.txt": "both\n", load.name: load.text])
      try place.git("add", "--force", ".")
      return try place.see(load, ["commit", "--no-edit"])
    },
    "git cherry-pick": Way { load in
      let place = try Place()
      try place.branch("bad", with: load)
      return try place.see(load, ["cherry-pick", "bad"])
    },
    "git revert": Way { load in
      let place = try Place()
      try place.commit([load.name: load.text], force: true, verify: false)
      try place.git("rm", "--quiet", load.name)
      try place.git("commit", "--quiet", "-m", "gone")
      return try place.see(load, ["revert", "--no-edit", "HEAD"])
    },
    "git rebase": Way { load in
      let place = try Place()
      try place.branch("bad", with: load)
      try place.commit(["main.txt": "main\n"])
      try place.git("checkout", "--quiet", "bad")
      return try place.see(load, ["rebase", "main"])
    },
    "git rebase --continue, after a conflict": Way { load in
      let place = try Place()
      try place.conflict()
      _ = try place.program.tryGit(["rebase", "main"])
      try place.write(["both.txt": "both\n", load.name: load.text])
      try place.git("add", "--force", ".")
      return try place.see(load, ["rebase", "--continue"], environment: ["GIT_EDITOR": "true"])
    },
    "git rebase --continue, after edit": Way { load in
      let place = try Place()
      try place.commit(["main.txt": "main\n"])
      var editing = place.program
      editing.environment["GIT_SEQUENCE_EDITOR"] = "sed -i s/pick/edit/"
      try editing.git("rebase", "--quiet", "--interactive", "HEAD~1")
      try place.write([load.name: load.text])
      try place.git("add", "--force", ".")
      return try place.see(load, ["rebase", "--continue"], environment: ["GIT_EDITOR": "true"])
    },
    "git cherry-pick --continue": Way { load in
      let place = try Place()
      try place.conflict()
      _ = try place.program.tryGit(["cherry-pick", "main"])
      try place.write(["both.txt": "both\n", load.name: load.text])
      try place.git("add", "--force", ".")
      return try place.see(
        load,
        ["cherry-pick", "--continue"],
        environment: ["GIT_EDITOR": "true"]
      )
    },
    "git rebase --interactive, exec": Way { load in
      let place = try Place()
      try place.commit(["main.txt": "main\n"])
      let script = place.program.repository.directory.path("script")
      try place.program.repository.write(
        "printf '%s' \"$LOAD\" >\(load.name)\ngit add --force .\ngit commit -m exec\n",
        to: "../script"
      )
      return try place.see(
        load,
        ["rebase", "--interactive", "--exec", "sh \(script)", "HEAD~1"],
        environment: ["LOAD": load.text, "GIT_SEQUENCE_EDITOR": "true"]
      )
    },
    "git am": Way { load in
      let place = try Place()
      try place.branch("bad", with: load)
      let patch = try place.program.repository.git("format-patch", "--stdout", "-1", "bad")
      return try place.see(load, ["am"], input: patch + "\n")
    },
    "git apply --index": Way { load in
      let place = try Place()
      try place.branch("bad", with: load)
      let patch = try place.program.repository.git("diff", "main", "bad")
      try place.program.repository.git(
        ["apply", "--index"],
        input: Array((patch + "\n").utf8)
      )
      return try place.see(load, ["commit", "-m", "applied"])
    },
    "git stash": Way { load in
      let place = try Place()
      try place.write([load.name: load.text])
      try place.git("add", "--force", ".")
      let seen = try place.see(load, ["stash"])
      // It stays here, and the history's scan sees it.
      guard load == .secret else { return seen }
      let scan = try place.program("scan", "--history")
      #expect(scan.status == 1)
      return seen
    },
    "git commit in a linked worktree": Way { load in
      let place = try Place()
      let tree = try place.program.repository.addWorktree("linked", branch: "topic")
      return try place.commitIn(tree, load)
    },
    "git commit in a submodule": Way { load in
      let place = try Place()
      try place.program.repository.git("submodule", "--quiet", "add", "./", "module")
      let module = place.program.repository.path + "/module"
      let setUp = try place.program.run(["init", "--yes"], in: module)
      #expect(setUp.status == 0)
      try place.program.repository.git(["add", "--all"], in: module)
      try place.program.repository.git(
        ["commit", "--quiet", "--allow-empty", "-m", "set up"],
        in: module
      )
      return try place.commitIn(module, load)
    },
  ]

  private static func commit(
    _ arguments: String...,
    tracked: Bool = false,
    answers: String = ""
  ) -> Way {
    Way { load in
      let place = try Place()
      if tracked { try place.commit([load.name: "a = 0\n"], force: true, verify: false) }
      try place.write([load.name: load.text])
      if !tracked { try place.git("add", "--force", ".") }
      return try place.see(
        load,
        arguments.map { $0 == "FILE" ? load.name : $0 },
        input: answers
      )
    }
  }

  // MARK: Pushes

  private static let pushes: [String: Way] = [
    "git push": push("push", "origin", "main"),
    "git push --all": push("push", "--all", "origin", branch: "other"),
    "git push --tags": Way { load in
      let place = try Place(hasRemote: true)
      try place.branch("bad", with: load)
      try place.git("tag", "v1", "bad")
      try place.git("branch", "-D", "bad")
      return try place.see(load, ["push", "--tags", "origin"], pushes: true)
    },
    "git push of an annotated tag, its message": Way { load in
      let place = try Place(hasRemote: true)
      // A name is no file: of a protected file there is nothing to see in a message.
      let text = load == .secret ? accessKeyID() : "nothing"
      try place.git("tag", "-a", "-m", text, "v2")
      if load == .protectedFile { try place.branch("bad", with: load) }
      return try place.see(
        load,
        ["push", "origin", "v2"] + (load == .secret ? [] : ["bad"]),
        pushes: true
      )
    },
    "git push of a branch that is not checked out": push(
      "push",
      "origin",
      "other",
      branch: "other"
    ),
    "git push --force": Way { load in
      let place = try Place(hasRemote: true)
      try place.commit(["a.txt": "a\n"])
      try place.git("push", "--quiet", "origin", "main")
      try place.git("reset", "--quiet", "--hard", "HEAD~1")
      try place.commit([load.name: load.text], force: true, verify: false)
      return try place.see(load, ["push", "--force", "origin", "main"], pushes: true)
    },
    "git push, the secret removed again in a later commit": Way { load in
      let place = try Place(hasRemote: true)
      try place.commit([load.name: load.text], force: true, verify: false)
      try place.git("rm", "--quiet", load.name)
      try place.git("commit", "--quiet", "-m", "gone")
      return try place.see(load, ["push", "origin", "main"], pushes: true)
    },
    "git push --delete": Way { load in
      let place = try Place(hasRemote: true)
      try place.branch("bad", with: load)
      try place.git("push", "--quiet", "--no-verify", "origin", "bad")
      let trace = try place.program.tryGit(["push", "--delete", "origin", "bad"])
      #expect(trace.status == 0)
      return Seen(outcome: "passes", lastHook: "", messages: trace.errors)
    },
    "git push --no-verify, to a server": Way { load in
      let place = try Place(hasRemote: true)
      let server = try place.program("init", in: place.remote)
      #expect(server.status == 0)
      try place.commit([load.name: load.text], force: true, verify: false)
      return try place.see(load, ["push", "--no-verify", "origin", "main"], pushes: true)
    },
  ]

  private static func push(_ arguments: String..., branch: String? = nil) -> Way {
    Way { load in
      let place = try Place(hasRemote: true)
      if let branch {
        try place.branch(branch, with: load)
      } else {
        try place.commit([load.name: load.text], force: true, verify: false)
      }
      return try place.see(load, arguments, pushes: true)
    }
  }
}

/// A repository that `init` has set up, and a remote that has its first commit.
private struct Place {
  let program: Program
  let remote: String

  init(hasRemote: Bool = false) throws {
    program = try Program.initialized()
    remote = program.repository.directory.path("remote.git")
    try commit(["app.py": "a = 1\n"])
    guard hasRemote else { return }
    try program.repository.git("init", "--quiet", "--bare", remote)
    try git("remote", "add", "origin", remote)
    try git("push", "--quiet", "origin", "main")
  }

  @discardableResult
  func git(_ arguments: String...) throws -> TestProcess {
    let result = try program.tryGit(arguments)
    guard result.status == 0 else {
      throw TemporaryRepository.Failure(description: "git \(arguments): \(result.errors)")
    }
    return result
  }

  func write(_ files: [String: String]) throws {
    for (name, text) in files { try program.repository.write(text, to: name) }
  }

  func commit(
    _ files: [String: String],
    force: Bool = false,
    verify: Bool = true
  ) throws {
    try write(files)
    try git("add", force ? "--force" : "--all", ".")
    try git("commit", "--quiet", verify ? "--verify" : "--no-verify", "-m", "change")
  }

  /// Two branches that want something else of one file; `side` is checked out.
  func conflict() throws {
    try git("branch", "side")
    try commit(["both.txt": "main\n"])
    try git("checkout", "--quiet", "side")
    try commit(["both.txt": "side\n"])
  }

  /// A branch with a commit that nobody has looked at; the branch before is checked out again.
  func branch(_ name: String, with load: HookMatrixTests.Load) throws {
    try git("checkout", "--quiet", "-b", name)
    try commit([load.name: load.text], force: true, verify: false)
    try git("checkout", "--quiet", "-")
  }

  func commitIn(_ directory: String, _ load: HookMatrixTests.Load) throws -> Way.Seen {
    let file = URL(fileURLWithPath: directory + "/" + load.name)
    try Data(load.text.utf8).write(to: file)
    try program.repository.git(["add", "--force", "."], in: directory)
    return try see(load, ["commit", "-m", "x"], in: directory)
  }

  /// Runs a command and looks whether what it was to bring is there.
  func see(
    _ load: HookMatrixTests.Load,
    _ arguments: [String],
    in directory: String? = nil,
    environment: [String: String] = [:],
    input: String = "",
    pushes: Bool = false
  ) throws -> Way.Seen {
    var traced = program
    traced.environment = environment.merging(["GIT_TRACE": "1"]) { first, _ in first }
    let before = try pushes ? references() : ""
    let result = try traced.tryGit(arguments, in: directory, input: Array(input.utf8))
    let errors = result.errors
    let hooks = errors.split(separator: "\n").compactMap { line in
      line.contains("run_command: ") ? line.firstMatch(of: /hooks\/([a-z-]+)/)?.1 : nil
    }
    let isThere =
      try pushes
      ? references() != before
      : program.repository.tryGit(["show", "HEAD:" + load.name], in: directory).text == load.text
    let said = errors.split(separator: "\n").filter { !$0.contains("trace: ") }
    let outcome =
      if !isThere {
        errors.contains("secrets-sync: ") && errors.contains("blocked")
          ? "blocked" : "not looked at"
      } else if errors.contains("--no-verify lets") {
        "warned"
      } else { "passes" }
    return Way.Seen(
      outcome: outcome,
      lastHook: hooks.last.map(String.init) ?? "",
      messages: said.joined(separator: "\n")
    )
  }

  /// What the other side has.
  private func references() throws -> String {
    try program.repository.git(["for-each-ref"], in: remote)
  }
}
