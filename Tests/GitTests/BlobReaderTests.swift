import Git
import TestSupport
import Testing

@Suite struct BlobReaderTests {
  @Test func readsManyBlobsInOrder() throws {
    let world = try TemporaryRepository()
    // More requests and more answers than a pipe holds (64 KiB), and content that looks like
    // protocol.
    var texts = (0..<3_000).map { "blob number \($0)\n" }
    texts[1] = ""
    texts[2] = "0123456789 missing\n"
    texts[3] = String(repeating: "x", count: 1_000_000)
    texts[4] = "no line end"
    let ids = try world.pack(texts)
    let reader = try BlobReader(world.command)
    var read: [String] = []
    try reader.read(ids) { _, result throws(GitError) in
      read.append(String(decoding: try result.get(), as: UTF8.self))
    }
    #expect(read == texts)
    #expect(try reader.read(ids[4]) == Array(texts[4].utf8))
    try reader.close()
  }

  @Test func goesOnAfterAnObjectThatIsNotThere() throws {
    let world = try TemporaryRepository()
    try world.commit(["a": "a"])
    let blob = try world.id("HEAD:a")
    let tree = try world.id("HEAD^{tree}")
    let absent = try #require(ObjectID(hex: String(repeating: "0a", count: 20)))
    let reader = try BlobReader(world.command)
    var kinds: [GitError.Kind?] = []
    try reader.read([absent, tree, blob]) { _, result in
      kinds.append(kind { _ = try result.get() })
    }
    #expect(kinds == [.missingObject, .corrupt, nil])
  }

  @Test func refusesToMixAnswersUp() throws {
    let world = try TemporaryRepository()
    try world.commit(["a": "a", "b": "b"])
    let ids = [try world.id("HEAD:a"), try world.id("HEAD:b")]
    let reader = try BlobReader(world.command)
    #expect(
      kind {
        try reader.read(ids) { _, _ throws(GitError) in throw GitError(.io, "stop") }
      } == .io
    )
    #expect(kind { _ = try reader.read(revision: ":a") } == .corrupt)
  }

  @Test func failsOnADamagedObject() throws {
    let world = try TemporaryRepository()
    let id = try world.blob("x")
    let file = "work/.git/objects/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))"
    try world.directory.remove(file)
    try world.directory.write("not compressed", to: file)
    let reader = try BlobReader(world.command)
    #expect(kind { _ = try reader.read(id) } != nil)
  }

  @Test func readsWhatARevisionNames() throws {
    let world = try TemporaryRepository()
    try world.commit(["a b": "committed"])
    try world.write("staged", to: "a b")
    try world.git("add", "--all")
    let reader = try BlobReader(world.command)
    #expect(try reader.read(revision: ":a b")?.bytes == Array("staged".utf8))
    #expect(try reader.read(revision: "HEAD:a b")?.id == (try world.id("HEAD:a b")))
    #expect(try reader.read(revision: ":none") == nil)
    #expect(try reader.read(revision: "none:a b") == nil)
    #expect(kind { _ = try reader.read(revision: "HEAD") } == .corrupt)
    #expect(kind { _ = try reader.read(revision: ":a\nb") } == .unknownRevision)
    #expect(try reader.read(revision: ":a b")?.bytes == Array("staged".utf8))
    try reader.close()
  }

  @Test func failsWhereGitEnds() throws {
    let world = try TemporaryRepository()
    let reader = try BlobReader(world.command(in: world.directory.path))
    let error = #expect(throws: GitError.self) { try reader.read(revision: ":a") }
    #expect(error?.message.contains("not a git repository") == true)
  }
}
