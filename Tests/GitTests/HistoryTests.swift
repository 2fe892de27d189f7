import Git
import TestSupport
import Testing

@Suite struct HistoryTests {
  private func history(_ git: GitCommand) throws(GitError) -> History {
    History(git, try .references(git))
  }

  /// Reads every blob, as a scan does it.
  private func forEachBlob(
    _ git: GitCommand,
    _ body: (ObjectID, Result<[UInt8], GitError>) throws(GitError) -> Void
  ) throws(GitError) {
    let blobs = try history(git).blobs(try RepositoryLayout.find(git), kind: { _ in 0 })
    for id in blobs.missing { try body(id, .failure(.missing(id))) }
    let packReader = try PackReader()
    for pack in blobs.packs {
      for family in pack.families {
        let unread = try packReader.read(family: family.root, of: pack) {
          (member, _: Void?) throws(GitError) in
          if member.isWanted { try body(member.id, .success(member.bytes)) }
        }
        #expect(unread.isEmpty)
      }
    }
    let reader = try blobs.makeReader()
    try reader.read(blobs.ids) { id, result throws(GitError) in
      switch result {
      case .success(("blob", let bytes)): try body(id, .success(bytes))
      case .success: break
      case .failure(let error): try body(id, .failure(error))
      }
    }
    try reader.close()
  }

  private func blobs(_ git: GitCommand) throws -> [String] {
    var texts: [String] = []
    try forEachBlob(git) { _, result throws(GitError) in
      texts.append(String(decoding: try result.get(), as: UTF8.self))
    }
    return texts.sorted()
  }

  @Test(arguments: [false, true])
  func visitsEveryReachableBlobOnce(sha256: Bool) throws {
    let world = try sha256 ? TemporaryRepository(.sha256) : TemporaryRepository()
    #expect(try blobs(world.command) == [])
    try world.commit(["a": "base", "copy": "base"])
    try world.commit(["a": "second"])
    try world.git("rm", "--quiet", "copy")
    try world.commit()
    try world.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    try world.commit(["b": "on a side branch"])
    try world.git("checkout", "--quiet", "main")
    try world.git("merge", "--quiet", "--no-commit", "side")
    try world.commit(["evil": "only in the merge"])
    try world.write("stashed", to: "a")
    try world.git("stash", "--quiet")
    try world.git("notes", "add", "--message", "a note")
    try world.git("tag", "blob-tag", try world.blob("tagged itself").hex)
    _ = try world.blob("reached by nothing")
    try world.git("gc", "--quiet")
    try world.commit(["late": "loose again"])
    #expect(
      try blobs(world.command) == [
        "a note\n", "base", "loose again", "on a side branch", "only in the merge", "second",
        "stashed", "tagged itself",
      ]
    )
  }

  @Test func reportsBlobsThatArePromisedOnly() throws {
    let origin = try TemporaryRepository()
    try origin.commit(["a": "old"])
    let old = try origin.id("HEAD:a")
    try origin.commit(["a": "new"])
    try origin.git("config", "uploadpack.allowFilter", "true")
    let clone = origin.directory.path("clone")
    try origin.git("clone", "--quiet", "--filter=blob:none", "file://" + origin.path, clone)
    try origin.git(["config", "remote.origin.url", "file:///nowhere"], in: clone)
    var read: [String] = []
    var missing: [ObjectID] = []
    try forEachBlob(origin.command(in: clone)) { id, result throws(GitError) in
      switch result {
      case .success(let bytes): read.append(String(decoding: bytes, as: UTF8.self))
      case .failure(let error):
        #expect(error.kind == .missingObject)
        missing.append(id)
      }
    }
    #expect(read == ["new"])
    #expect(missing == [old])
  }

  @Test func reportsAFolderThatIsMissing() throws {
    let world = try TemporaryRepository()
    try world.commit(["dir/a": "in the lost folder"])
    let lost = try world.id("HEAD:dir")
    try world.git("rm", "--quiet", "-r", "dir")
    try world.commit(["b": "kept"])
    try world.directory.remove("work/.git/objects/\(lost.hex.prefix(2))/\(lost.hex.dropFirst(2))")
    var read: [String] = []
    var missing: [ObjectID] = []
    try forEachBlob(world.command) { id, result throws(GitError) in
      switch result {
      case .success(let bytes): read.append(String(decoding: bytes, as: UTF8.self))
      case .failure: missing.append(id)
      }
    }
    #expect(read == ["kept"])
    #expect(missing == [lost])
  }

  @Test func failsOnABranchThatCannotBeRead() throws {
    let world = try TemporaryRepository()
    try world.commit(["a": "a"])
    try world.directory.write("", to: "work/.git/refs/heads/broken")
    #expect(kind { try forEachBlob(world.command) { _, _ in } } == .command)
    #expect(kind { try history(world.command).forEachMessage { _, _ in } } == .command)
  }

  @Test(arguments: [false, true])
  func findsTheCommitThatBroughtABlobIn(sha256: Bool) throws {
    let world = try sha256 ? TemporaryRepository(.sha256) : TemporaryRepository()
    try world.commit(["a": "zero"])
    try world.write(Array("found".utf8), to: Array("dir/caf".utf8) + [0xE9, 0x0A])
    try world.git("add", "--all")
    try world.git(
      ["commit", "--quiet", "-m", "x", "--author", "Ann <a@example.com>"],
      environment: ["GIT_AUTHOR_DATE": "1700000000 -0130"]
    )
    let first = try world.id("HEAD")
    let found = try world.blob("found")
    try world.commit(["again": "found"])
    try world.git("checkout", "--quiet", "-b", "side", "HEAD~2")
    try world.commit(["b": "b"])
    try world.git("checkout", "--quiet", "main")
    try world.git("merge", "--quiet", "--no-commit", "side")
    try world.commit(["evil": "only in the merge"])
    let merge = try world.id("HEAD")
    let evil = try world.blob("only in the merge")
    let unknown = try world.blob("in no commit")
    try world.git("tag", "blob-tag", unknown.hex)

    let history = try history(world.command)
    let blobs = try history.blobs(try RepositoryLayout.find(world.command), kind: { _ in 0 })
    #expect(blobs.names(of: found) == [GitPath(bytes: Array("dir/caf".utf8) + [0xE9, 0x0A])])
    #expect(blobs.commits(of: found) == [first])
    let author = try history.authors(of: [first])[first]
    #expect(author?.identity == "Ann <a@example.com>")
    #expect(author?.date == "2023-11-14T20:43:20-01:30")
    #expect(blobs.names(of: evil) == [GitPath("evil")])
    #expect(blobs.commits(of: evil) == [merge])
    #expect(blobs.names(of: try world.blob("zero")) == [GitPath("a")])
    #expect(blobs.names(of: unknown) == [])
  }

  @Test func visitsMessagesOfCommitsAndTags() throws {
    let world = try TemporaryRepository()
    try world.commit(["a": "a"], message: "subject\n\nbody")
    try world.git("tag", "-a", "inner", "-m", "inner message")
    try world.git("tag", "-a", "outer", "-m", "outer message", "inner")
    try world.git("tag", "-d", "inner")
    try world.git("notes", "add", "-m", "note text")
    var messages: [String] = []
    try history(world.command).forEachMessage { _, bytes in
      messages.append(String(decoding: bytes, as: UTF8.self))
    }
    let user = "Test User <test@example.com>\n"
    #expect(
      messages.sorted() == [
        "Notes added by 'git notes add'\n\n\(user)", "inner message\n\ninner\n\(user)",
        "outer message\n\nouter\n\(user)", "subject\n\nbody\n\n\(user)",
      ]
    )
  }

  /// Ids and signatures are nobody's words.
  @Test func visitsWhatTheHeadersSay() throws {
    let world = try TemporaryRepository()
    try world.commit(["a": "a"])
    let tree = try world.git("rev-parse", "HEAD^{tree}")
    func add(_ object: String) throws -> String {
      try world.git(
        ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        input: Array(object.utf8)
      )
    }
    let commit = try add(
      """
      tree \(tree)
      author Ann <a@example.com> 1700000000 +0100
      committer Bob <b@example.com> 1700000001 -0130
      mergetag object \(tree)
       type commit
       tag v1
       tagger Cy <c@example.com> 1700000002 +0000
       gpgsig signed
        twice
       mergetag inside
       \u{20}
       merged message
       second line
      gpgsig -----BEGIN
       body
       -----END
      HG:extra one
       two

      subject

      """
      .replacing(" \u{20}\n", with: " \n")
    )
    let bare = try add("tree \(tree)\nauthor nobody")
    try world.git("update-ref", "refs/heads/main", commit)
    try world.git("update-ref", "refs/heads/bare", bare)
    var texts: [String: String] = [:]
    try History(world.command, try .everything(world.command)).forEachMessage { id, bytes in
      texts[id.hex] = String(decoding: bytes, as: UTF8.self)
    }
    #expect(
      texts[commit] == """
        subject

        Ann <a@example.com>
        Bob <b@example.com>
        one
        two

        merged message
        second line

        v1
        Cy <c@example.com>
        inside

        """
    )
    #expect(texts[bare] == "\n\nnobody\n")
  }
}
