import FoundationEssentials
import Git
import TestSupport
import Testing

@Suite struct RepositoryTests {
  @Test func readsWhatGitCommitted() throws {
    let world = try TemporaryRepository()
    try world.commit(["a.txt": "one\n", "dir/b.txt": "two\n"])
    let first = try world.id("HEAD")
    try world.commit(["a.txt": "three\n"])
    let repository = try world.open()
    let head = try #require(try repository.referenceTarget("HEAD"))
    #expect(head == (try world.id("HEAD")))
    #expect(try repository.referenceTarget("refs/heads/main") == head)
    #expect(try repository.referenceTarget("refs/heads/none") == nil)
    #expect(try repository.parents(of: head) == [first])
    let tree = try repository.treeOfCommit(head)
    #expect(tree == (try world.id("HEAD^{tree}")))
    #expect(try repository.tree(tree).map(\.name) == [Array("a.txt".utf8), Array("dir".utf8)])
    #expect(try repository.tree(tree).map(\.mode) == [.regular, .tree])
    let entry = try #require(try repository.entry(at: "dir/b.txt", inTree: tree))
    #expect(try repository.blob(entry.id) == Array("two\n".utf8))
    #expect(try repository.entry(at: "dir/none", inTree: tree) == nil)
    #expect(kind { _ = try repository.blob(tree) } == .corrupt)
    #expect(try repository.isAncestor(first, of: head))
    #expect(try repository.isAncestor(head, of: head))
    #expect(try !repository.isAncestor(head, of: first))
  }

  @Test func saysWhichObjectIsMissing() throws {
    let world = try TemporaryRepository()
    try world.commit(["a.txt": "gone\n"])
    let id = try world.id("HEAD:a.txt")
    try world.git(["update-index", "--refresh"])
    let file = ".git/objects/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))"
    try world.directory.remove("work/\(file)")
    #expect(kind { _ = try world.open().blob(id) } == .missingObject)
    let reader = try BlobReader(world.command)
    #expect(kind { _ = try reader.read(id) } == .missingObject)
    let tree = try world.id("HEAD^{tree}")
    #expect(kind { _ = try reader.read(tree) } == .corrupt)
    try reader.close()
  }

  @Test func opensWorktreesBareRepositoriesAndSubmodules() throws {
    let world = try TemporaryRepository()
    try world.commit(["a.txt": "one\n"])
    let head = try world.id("HEAD")

    let worktree = try world.addWorktree("linked", branch: "other")
    try world.git(["commit", "--quiet", "--allow-empty", "-m", "x"], in: worktree)
    let linked = try world.open(in: worktree)
    #expect(linked.layout.topLevel == worktree)
    #expect(linked.layout.commonDirectory == world.path + "/.git")
    #expect(linked.layout.gitDirectory == world.path + "/.git/worktrees/linked")
    #expect(try linked.referenceTarget("HEAD") == (try world.id("other")))
    #expect(try linked.referenceTarget("refs/heads/main") == head)

    let bare = world.directory.path("bare.git")
    try world.git("clone", "--quiet", "--bare", world.path, bare)
    let opened = try world.open(in: bare)
    #expect(opened.layout.isBare)
    #expect(opened.layout.topLevel == nil)
    #expect(try opened.referenceTarget("HEAD") == head)

    try world.git("submodule", "--quiet", "add", bare, "sub")
    let submodule = try world.open(in: world.path + "/sub")
    #expect(submodule.layout.gitDirectory == world.path + "/.git/modules/sub")
    #expect(try submodule.referenceTarget("HEAD") == head)
  }

  @Test func opensRepositoriesWithHarmlessExtensions() throws {
    let world = try TemporaryRepository()
    try world.commit(["a.txt": "one\n"])
    try world.git("config", "core.repositoryFormatVersion", "1")
    try world.git("config", "extensions.worktreeConfig", "true")
    try world.git("config", "extensions.partialClone", "origin")
    try world.git("config", "extensions.preciousObjects", "true")
    #expect(try world.open().referenceTarget("HEAD") == (try world.id("HEAD")))
  }

  @Test func saysWhyASHA256RepositoryCannotBeOpened() throws {
    let world = try TemporaryRepository(.sha256)
    let error = #expect(throws: GitError.self) { _ = try world.open() }
    #expect(error?.kind == .unsupportedRepository)
    #expect(error?.message.contains("sha256") == true)
  }

  @Test func addsFilesToTreesWithoutReplacingAny() throws {
    let world = try TemporaryRepository()
    let repository = try world.open()
    let one = try repository.writeBlob(Array("1".utf8))
    let two = try repository.writeBlob(Array("2".utf8))
    #expect(one == (try world.blob("1")))
    let first = try repository.writeTree(adding: [("records/ab/x.json", one)], to: nil)
    let second = try repository.writeTree(
      adding: [("records/ab/y.json", two), ("records/cd/z.json", one)],
      to: first
    )
    #expect(
      try world.files(second) == [
        "records/ab/x.json": "1", "records/ab/y.json": "2", "records/cd/z.json": "1",
      ]
    )
    #expect(try repository.writeTree(adding: [("records/ab/x.json", one)], to: second) == second)
    for path in ["records/ab/x.json", "records/ab", "records/ab/x.json/more"] {
      #expect(
        kind { _ = try repository.writeTree(adding: [(path, two)], to: second) } == .conflict
      )
    }
    #expect(kind { _ = try repository.writeTree(adding: [("a//b", two)], to: nil) } == .conflict)
    #expect(kind { _ = try repository.writeTree(adding: [(".git/x", two)], to: nil) } != nil)
    try world.git("fsck", "--strict")
  }

  @Test func mergesTreesByUnion() throws {
    let world = try TemporaryRepository()
    let repository = try world.open()
    let one = try repository.writeBlob(Array("1".utf8))
    let two = try repository.writeBlob(Array("2".utf8))
    let a = try repository.writeTree(adding: [("r/a/x", one), ("r/both", two)], to: nil)
    let b = try repository.writeTree(adding: [("r/a/y", two), ("r/both", two)], to: nil)
    let union = try repository.mergeTreesByUnion(a, b)
    #expect(try world.files(union) == ["r/a/x": "1", "r/a/y": "2", "r/both": "2"])
    #expect(try repository.mergeTreesByUnion(b, a) == union)
    #expect(try repository.mergeTreesByUnion(union, a) == union)
    let other = try repository.writeTree(adding: [("r/both", one)], to: nil)
    let error = #expect(throws: GitError.self) { try repository.mergeTreesByUnion(a, other) }
    #expect(error?.kind == .conflict)
    #expect(error?.message.contains("r/both") == true)
    let file = try repository.writeTree(adding: [("r/a", one)], to: nil)
    #expect(kind { _ = try repository.mergeTreesByUnion(a, file) } == .conflict)
  }

  @Test func writesCommitsThatGitAccepts() throws {
    let world = try TemporaryRepository()
    let repository = try world.open()
    let tree = try repository.writeTree(
      adding: [("x", try repository.writeBlob([1]))],
      to: nil
    )
    let author = GitSignature(name: "Zoë", email: "z@example.com", seconds: 1, offsetMinutes: -90)
    let root = try repository.writeCommit(tree: tree, parents: [], message: "m", author: author)
    let next = try repository.writeCommit(
      tree: tree,
      parents: [root],
      message: "n\n",
      author: author
    )
    #expect(
      try world.git("log", "--format=%H %P %an <%ae> %ad %s", "--date=raw", next.hex) == """
        \(next) \(root) Zoë <z@example.com> 1 -0130 n
        \(root)  Zoë <z@example.com> 1 -0130 m
        """
    )
    try world.git("fsck", "--strict")
    let absent = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
    #expect(
      kind {
        _ = try repository.writeCommit(tree: absent, parents: [], message: "m", author: author)
      } != nil
    )
  }

  @Test func signsCommitsWhereTheUserDoes() throws {
    let world = try TemporaryRepository()
    let key = world.directory.path("key")
    let made = try? TestProcess.run(
      "ssh-keygen",
      ["-q", "-t", "ed25519", "-N", "", "-f", key],
      environment: world.environment,
      directory: world.path
    )
    try #require(made?.status == 0, "ssh-keygen is needed")
    try world.git("config", "gpg.format", "ssh")
    try world.git("config", "user.signingKey", key)
    try world.git("config", "commit.gpgSign", "true")
    let repository = try world.open()
    let tree = try repository.writeTree(adding: [("x", try repository.writeBlob([1]))], to: nil)
    let author = try repository.signature(now: Date(timeIntervalSince1970: 1_700_000_000))
    let signed = try repository.writeCommit(
      tree: tree,
      parents: [],
      message: "m",
      author: author
    )
    let raw = try world.git("cat-file", "commit", signed.hex)
    #expect(raw.contains("gpgsig -----BEGIN SSH SIGNATURE-----"))
    #expect(raw.contains("author Test User <test@example.com> 1700000000 +0000"))
    #expect(raw.contains("committer Test User <test@example.com> 1700000000 +0000"))
    let plain = try repository.writeCommit(
      tree: tree,
      parents: [],
      message: "m",
      author: author,
      sign: nil
    )
    #expect(try !world.git("cat-file", "commit", plain.hex).contains("gpgsig"))

    try world.git("config", "user.signingKey", world.directory.path("no-key"))
    #expect(
      kind {
        _ = try world.open().writeCommit(tree: tree, parents: [], message: "m", author: author)
      } == .command
    )
  }

  @Test func signsWithAStatedNameWhereGitKnowsNone() throws {
    let world = try TemporaryRepository()
    try world.git("config", "--global", "user.useConfigOnly", "true")
    try world.git("config", "--global", "--unset", "user.email")
    let signature = try world.open().signature(now: Date(timeIntervalSince1970: 5.9))
    #expect(signature.name == "git-secrets-sync")
    #expect(signature.seconds == 5)
  }

  @Test func readsConfigurationAsGitDoes() throws {
    let world = try TemporaryRepository()
    try world.git("config", "secrets-sync.Some", "first")
    try world.git("config", "--add", "secrets-sync.some", "second\nline")
    try world.git("config", "branch.A.b.remote", "x=y")
    try world.git("config", "t.no", "off")
    let config = try TestProcess.run(
      "sh",
      ["-c", "printf '[t]\\n\\tyes\\n\\tbad = maybe\\n' >> .git/config"],
      environment: world.environment,
      directory: world.path
    )
    #expect(config.status == 0)
    let repository = try world.open()
    #expect(try repository.configString("SECRETS-SYNC.some") == "second\nline")
    #expect(try repository.configuration().strings("secrets-sync.some").count == 2)
    #expect(try repository.configString("branch.A.b.remote") == "x=y")
    #expect(try repository.configString("branch.a.b.remote") == nil)
    #expect(try repository.configString("user.name") == "Test User")
    #expect(try repository.configBool("t.yes") == true)
    #expect(try repository.configBool("t.no") == false)
    #expect(try repository.configBool("t.none") == nil)
    #expect(kind { _ = try repository.configBool("t.bad") } == .command)
  }
}
