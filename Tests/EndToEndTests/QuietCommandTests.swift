import Foundation
import TestSupport
import Testing

/// `allow`, `baseline` and comments as people use them.
@Suite struct QuietCommandTests {
  private let first = accessKeyID()
  private let second = accessKeyID("Q5XNBWFHKYGPTCEL")
  private static let ours = "secrets-sync" + ": allow"

  private func fingerprint(_ program: Program, _ file: String) throws -> String {
    let text = try program("scan", file).text
    return try #require(text.split(separator: " ").first { $0.contains("v1:") })
      .filter { !$0.isNewline }
  }

  @Test func anEntryIsWrittenStagedAndCommitted() throws {
    let program = try Program.initialized()
    try program.repository.write("k = \"\(first)\"\n", to: "tests/a.py")
    try program.repository.git("add", "tests/a.py")
    #expect(try program.tryGit(["commit", "-m", "x"]).status == 1)
    let print = try fingerprint(program, "tests/a.py")
    let allow = try program("allow", print, "--in", "tests/", "--reason", "test data")
    #expect(allow.status == 0)
    #expect(allow.text == "allowed aws-access-key-id in tests/\n")
    #expect(
      try program.tryGit(["commit", "-m", "x"]).errors.contains("git add .secrets-sync.allow")
    )
    try program.git("add", ".secrets-sync.allow")
    let commit = try program.tryGit(["commit", "-m", "x"])
    #expect(commit.status == 0)
    #expect(commit.errors.contains("1 allowed"))
    #expect(commit.errors.contains("policy: aws-access-key-id is allowed in tests/: test data"))
    // The same value in another test is covered, and twice the same entry is not written.
    try program.repository.write("x = \"\(first)\"\n", to: "tests/b.py")
    #expect(try program("scan").status == 0)
    #expect(
      try program("allow", print, "--in", "tests/", "--reason", "again").text
        == "already allowed: aws-access-key-id in tests/\n"
    )
    #expect(try program("scan", "--no-ignore").status == 1)
    #expect(try program("scan", "--verbose").errors.contains("by an entry: test data"))
    let json = try program("scan", "--format", "json").text
    #expect(json.contains("\"by\": \"entry\""))
    #expect(!json.contains(first))
  }

  @Test func staleEntriesAreToldAndPruned() throws {
    let program = try Program()
    try program.repository.commit(["a.py": "k = \"\(first)\"\n", "b.py": "k = \"\(second)\"\n"])
    for file in ["a.py", "b.py"] {
      let result = try program(
        "allow",
        try fingerprint(program, file),
        "--reason",
        "test data",
        "--expires",
        "2099-12-31"
      )
      #expect(result.status == 0)
    }
    #expect(try program("allow", "--list").text.split(separator: "\n").count == 2)
    #expect(try program("allow", "--stale").status == 0)
    try program.repository.git("rm", "--quiet", "a.py")
    let stale = try program("allow", "--stale")
    #expect(stale.status == 1)
    #expect(stale.text.contains("matches nothing  .secrets-sync.allow:3  aws-access-key-id  a.py"))
    #expect(try program("allow", "--stale", "--history").status == 0)
    #expect(try program("allow", "--prune").status == 0)
    #expect(try program("allow", "--stale").status == 0)
    #expect(try program("scan").status == 0)
    #expect(try program("allow", "--list").text.contains("b.py"))
  }

  /// What only the index has is of use: under any name, and in a conflict.
  @Test func entriesForWhatIsStagedAreKept() throws {
    let program = try Program()
    let repository = program.repository
    let name = Array("caf".utf8) + [0xE9, 0x0A]
    try repository.commit(["b.py": "k = 1\n"])
    try repository.write(Array("k = \"\(first)\"\n".utf8), to: name)
    try repository.git("add", "--all")
    let staged = try program("scan", "--staged").text
    let print = try #require(staged.firstMatch(of: /v1:[0-9a-f]{32}/)).0
    #expect(try program("allow", String(print), "--reason", "test data").status == 0)
    try repository.write(Array("k = 2\n".utf8), to: name)
    #expect(try program("allow", "--stale").status == 0)
    #expect(try program("allow", "--prune").errors == "Every entry is of use.\n")
    // What is not there may hold anything.
    let blob = try repository.git(
      ["hash-object", "--stdin"],
      input: Array("k = \"\(first)\"\n".utf8)
    )
    try repository.directory.remove("work/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
    let pruned = try program("allow", "--prune")
    #expect(pruned.status == 3)
    #expect(pruned.errors.contains("1 file could not be read"))
  }

  @Test func entriesForAConflictAreKept() throws {
    let program = try Program()
    let repository = program.repository
    try repository.commit(["a.py": "k = 1\n"])
    try repository.git("checkout", "--quiet", "-b", "side")
    try repository.commit(["a.py": "k = \"\(first)\"\n"])
    let print = try fingerprint(program, "a.py")
    #expect(try program("allow", print, "--reason", "test data").status == 0)
    try repository.git("checkout", "--quiet", "main")
    try repository.commit(["a.py": "k = 2\n"])
    #expect(try repository.tryGit(["merge", "side"]).status == 1)
    try repository.write("k = 3\n", to: "a.py")
    #expect(try program("allow", "--prune").errors == "Every entry is of use.\n")
  }

  @Test func aPatternThatDoesNotCoverTheFindingIsTold() throws {
    let program = try Program()
    try program.repository.commit(["a.py": "k = \"\(first)\"\n"])
    #expect(try program("allow", "--stale").errors == "Nothing is allowed.\n")
    let print = try fingerprint(program, "a.py")
    let allow = try program("allow", print, "--in", "tests/", "--reason", "test data")
    #expect(allow.errors.contains("warning: the finding stays: --in does not cover a.py.\n"))
    #expect(try program("scan").status == 1)
  }

  @Test func whoSaysSoNeedsNoName() throws {
    var program = try Program()
    try program.repository.commit(["a.py": "k = \"\(first)\"\n", "b.py": "k = \"\(second)\"\n"])
    let (one, other) = (try fingerprint(program, "a.py"), try fingerprint(program, "b.py"))
    program.environment["GIT_AUTHOR_NAME"] = "Ada (Ops)"
    #expect(try program("allow", one, "--reason", "test data").status == 0)
    // Git refuses an empty name.
    program.environment["GIT_AUTHOR_NAME"] = ""
    let allow = try program("allow", other, "--reason", "test data")
    #expect(allow.status == 0, "\(allow.errors)")
    let list = try program("allow", "--list").text.split(separator: "\n")
    #expect(list.first?.contains(/test data \(Ada Ops, [0-9-]{10}\)$/) == true)
    #expect(list.last?.contains(/test data \([0-9-]{10}\)$/) == true)
    #expect(try program("scan").status == 0)
  }

  @Test func aDayThatIsPastIsRefused() throws {
    let program = try Program()
    try program.repository.commit(["a.py": "k = \"\(first)\"\n"])
    let print = try fingerprint(program, "a.py")
    for day in ["2001-01-01", "tomorrow", "2099-13-01"] {
      let result = try program("allow", print, "--reason", "x", "--expires", day)
      #expect(result.status == 2)
    }
    let line = "v2:" + String(repeating: "0a", count: 16) + " rule a.py # x (expires soon)\n"
    try program.repository.write(line, to: ".secrets-sync.allow")
    #expect(try program("scan").status == 2)
  }

  @Test func aBaselineLetsCheckingBegin() throws {
    let program = try Program.initialized()
    try program.repository.write("k = \"\(first)\"\n", to: "old.py")
    try program.repository.write(
      "password = \"\(["h7Kq", "!w2z", "X9"].joined())\"\n",
      to: "short.py"
    )
    #expect(try program("baseline").text == "2 findings in .secrets-sync.baseline\n")
    #expect(try program("scan").status == 0)
    #expect(try program("scan").errors.contains("2 allowed in the baseline"))
    let file = try program.repository.directory.read("work/.secrets-sync.baseline")
    #expect(!String(decoding: file, as: UTF8.self).contains(first))
    // The same value elsewhere is new, and so is another value in the same file.
    try program.repository.write("k = \"\(first)\"\n", to: "copy.py")
    #expect(try program("scan").status == 1)
    try program.repository.git("add", "--all")
    try program.repository.git("reset", "--quiet", "copy.py")
    let commit = try program.tryGit(["commit", "-m", "begin"])
    #expect(commit.status == 0)
    #expect(commit.errors.contains("policy: The baseline accepts 2 more findings."))
    // Written again, the file is the same.
    try program.repository.directory.remove("work/copy.py")
    #expect(try program("baseline").text == "0 findings added to the 2 in .secrets-sync.baseline\n")
    #expect(try program.repository.directory.read("work/.secrets-sync.baseline") == file)

    try program.repository.write("k = 1\n", to: "old.py")
    let check = try program("baseline", "--check")
    #expect(check.status == 1)
    #expect(check.text == "gone: aws-access-key-id in old.py\n")
    #expect(try program("baseline", "--update").status == 0)
    #expect(try program("baseline", "--check").status == 0)
    try program.repository.write("k = \"\(first)\"\n", to: "old.py")
    #expect(try program("scan").status == 1)
  }

  /// A `git` in front of Git's own writes to the file in the middle of the scan.
  @Test func aBaselineKeepsWhatOthersWroteMeanwhile() throws {
    let program = try Program()
    let (tools, file) = (program.repository.directory.path("tools"), ".secrets-sync.baseline")
    try program.repository.commit(["a.py": "k = \"\(first)\"\n", "b.py": "k = 1\n"])
    let other = "v2:" + String(repeating: "0a", count: 16) + " generic-secret other.py\n"
    let path = try #require(program.repository.environment["PATH"])
    try program.repository.directory.write(
      """
      #!/bin/sh
      PATH='\(path)'
      case "$*" in
        *ls-files*) grep -qs other.py \(file) || { \(Self.salt) printf '\(other)' >> \(file); } ;;
      esac
      exec git "$@"

      """,
      to: "tools/git"
    )
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755],
      ofItemAtPath: tools + "/git"
    )
    var meddled = program
    meddled.environment["PATH"] = tools + ":" + path
    func read() throws -> String {
      String(decoding: try program.repository.directory.read("work/" + file), as: UTF8.self)
    }
    // First without a file, then with one.
    for text in ["1 finding added to the 1 in \(file)\n", "1 finding added to the 2 in \(file)\n"] {
      #expect(try meddled("baseline").text == text)
      #expect(try read().contains(other))
      #expect(try program("scan").status == 0)
      try program.repository.write(
        String(try read().replacing(other, with: "")),
        to: file
      )
      try program.repository.write("k = \"\(second)\"\n", to: "b.py")
    }
    try program.repository.write("k = 1\n", to: "a.py")
    #expect(try meddled("baseline", "--update").text == "gone: aws-access-key-id in a.py\n")
    #expect(try read().contains(other))
    #expect(try program("scan").status == 0)
  }

  /// Writes the line that a baseline begins with, where there is none.
  private static let salt =
    "[ -f .secrets-sync.baseline ] || echo salt 0f1e2d3c4b5a69788796a5b4c3d2e1f0"
    + " > .secrets-sync.baseline;"

  @Test func commentsAreCountedAndCanBeOverruled() throws {
    let program = try Program.initialized()
    try program.repository.write("k = \"\(first)\"  # \(Self.ours) AWS's example\n", to: "a.py")
    let scan = try program("scan", "--verbose")
    #expect(scan.status == 0)
    #expect(scan.errors.contains("1 allowed by a comment"))
    #expect(scan.errors.contains("by a comment: AWS's example"))
    #expect(try program("scan", "--no-inline").status == 1)
    #expect(try program("scan", "--format", "json").text.contains("\"by\": \"inline\""))
    try program.repository.git("add", "a.py")
    #expect(try program("scan", "--staged", "--no-inline").status == 1)
    let commit = try program.tryGit(["commit", "-m", "x"])
    #expect(commit.status == 0)
    #expect(
      commit.errors.contains("allowed by a comment: a.py:1  aws-access-key-id  AWS's example")
    )
    try program.repository.write("[policy]\ninline = false\n", to: ".secrets-sync.toml")
    #expect(try program("scan").text.contains("allow nothing here (`policy.inline`"))
    try program.repository.write("[policy]\ninline = \"mine\"\n", to: ".secrets-sync.toml")
    #expect(try program("scan").status == 2)
  }

  @Test func initSetsUpTheMerge() throws {
    let program = try Program()
    try program.repository.write("*.png binary", to: ".gitattributes")
    #expect(try program("init", "--yes").text.contains(".secrets-sync.allow merge=union"))
    let attributes = try program.repository.directory.read("work/.gitattributes")
    #expect(
      String(decoding: attributes, as: UTF8.self) == """
        *.png binary
        .secrets-sync.allow merge=union
        .secrets-sync.baseline merge=union

        """
    )
    #expect(try program("init", "--yes").text.contains("merge by union"))
    #expect(try program.repository.directory.read("work/.gitattributes") == attributes)
  }

  /// An archive whose only file is encrypted, which no scan can look into.
  @Test func whatCannotBeReadIsAcceptedAsItIs() throws {
    let program = try Program.initialized()
    let samples = try SampleArchives(line: "nothing")
    let name = Array("vendor/locked.zip".utf8)
    try program.repository.write(samples.bytes("locked.zip"), to: name)
    try program.git("add", "vendor")
    let blocked = try program.tryGit(["commit", "-m", "x"])
    #expect(blocked.status == 1)
    #expect(blocked.errors.contains("vendor/locked.zip!/conf/app.env"))
    #expect(try program("scan").status == 3)
    let allow = try program("allow", "--unread", "vendor/locked.zip", "--reason", "from the vendor")
    #expect(allow.status == 0)
    try program.git("add", ".secrets-sync.allow")
    #expect(try program.tryGit(["commit", "-m", "x"]).status == 0)
    for source in [["scan"], ["scan", "--history"], ["scan", "vendor/locked.zip"]] {
      let result = try program.run(source)
      #expect(result.status == 0, "\(source): \(result.errors)")
      #expect(result.errors.contains("1 unread file allowed"))
    }
    #expect(try program("scan", "--no-ignore").status == 3)
    #expect(try program("allow", "--stale").status == 0)
    // Another content under the same name is another matter.
    let changed = try samples.bytes("locked.zip") + [0]
    try program.repository.write(changed, to: name)
    #expect(try program("scan").status == 3)
  }
}
