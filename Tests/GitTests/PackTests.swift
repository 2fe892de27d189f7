import Foundation
import Git
import TestSupport
import Testing

/// Packs that are read without libgit2.
@Suite struct PackTests {
  private let world: TemporaryRepository

  init() throws { world = try TemporaryRepository() }

  /// Versions of a few files, each made from the one before by a small change.
  private func commitVersions(_ count: Int = 40) throws {
    var lines = (0..<400).map { "line \($0) of a file that changes a little, \($0 * $0 % 97)" }
    for version in 0..<count {
      lines[version * 7 % lines.count] = "version \(version) was here"
      lines.insert("inserted in \(version)", at: version * 13 % lines.count)
      if version % 5 == 4 { lines.swapAt(3, 300) }
      try world.commit([
        "a.txt": lines.joined(separator: "\n"),
        "dir/b.txt": lines.suffix(120).joined(separator: "\n") + "\n",
        "only-\(version)": "small \(version)\n",
      ])
    }
  }

  private func blobs(
    where isWanted: @escaping (ObjectID) -> Bool = { _ in true }
  ) throws -> HistoryBlobs {
    let history = History(world.command, try .references(world.command))
    return try history.blobs(
      RepositoryLayout.find(world.command),
      kind: { _ in 0 },
      where: isWanted
    )
  }

  /// What is read of all families of all packs, and what could not be.
  private func read(
    _ blobs: HistoryBlobs
  ) throws -> (content: [ObjectID: [UInt8]], unread: [ObjectID]) {
    let reader = try PackReader()
    var content: [ObjectID: [UInt8]] = [:]
    var unread: [ObjectID] = []
    for pack in blobs.packs {
      for family in pack.families {
        unread += try reader.read(family: family.root, of: pack) {
          (member, base: [UInt8]?) throws(GitError) in
          if member.isWanted {
            #expect(content.updateValue(member.bytes, forKey: member.id) == nil)
          }
          #expect((base == nil) == (member.pieces == nil))
          var end = 0
          for piece in member.pieces ?? [] {
            #expect(piece.start >= end && piece.count > 0)
            end = piece.start + piece.count
            let copied = base?[piece.source..<piece.source + piece.count]
            #expect(copied?.elementsEqual(member.bytes[piece.start..<end]) == true)
          }
          return member.bytes
        }
      }
    }
    return (content, unread)
  }

  /// What Git says that all blobs are.
  private func expected() throws -> [ObjectID: [UInt8]] {
    let list = try world.git(
      "cat-file",
      "--batch-all-objects",
      "--batch-check=%(objecttype) %(objectname)"
    )
    var content: [ObjectID: [UInt8]] = [:]
    let reader = try BlobReader(world.command)
    for line in list.split(separator: "\n") where line.hasPrefix("blob ") {
      guard let id = ObjectID(hex: line.dropFirst(5)) else { continue }
      content[id] = try reader.read(id)
    }
    try reader.close()
    return content
  }

  @Test(arguments: [true, false])
  func holdEachBlobOnce(offsets: Bool) throws {
    try world.git("config", "repack.useDeltaBaseOffset", "\(offsets)")
    try commitVersions()
    try world.git("repack", "-adfq", "--depth=50", "--window=50")
    let blobs = try blobs()
    #expect(blobs.ids.isEmpty)
    let result = try read(blobs)
    #expect(result.unread.isEmpty)
    #expect(try result.content == expected())
    #expect(blobs.count == result.content.count)
    // There are chains at all.
    #expect(blobs.packs.flatMap(\.families).count < blobs.count - 40)
  }

  @Test func andLooseBlobsAreReadTogether() throws {
    try commitVersions(6)
    try world.git("repack", "-adq")
    try world.commit(["a.txt": "quite another text\n"])
    try world.git("repack", "-q")
    try world.commit(["loose.txt": "loose\n"])
    let blobs = try blobs()
    #expect(blobs.packs.count == 2)
    #expect(try blobs.ids == [world.blob("loose\n")])
    var content = try read(blobs).content
    let reader = try blobs.makeReader()
    try reader.read(blobs.ids) { id, result throws(GitError) in
      content[id] = try result.get().bytes
    }
    try reader.close()
    #expect(try content == expected())
  }

  @Test func giveOnlyWhatIsWanted() throws {
    try commitVersions()
    try world.git("repack", "-adfq", "--depth=50", "--window=50")
    let all = try expected()
    let some = Set(all.keys.filter { $0.leadingBits % 5 == 0 })
    let result = try read(try blobs(where: { some.contains($0) }))
    #expect(result.content == all.filter { some.contains($0.key) })
  }

  /// Whatever byte is changed: each blob is read as it was, or said to be unreadable.
  @Test func sayWhatIsDamaged() throws {
    try commitVersions(12)
    try world.git("repack", "-adfq", "--depth=50", "--window=50")
    let all = try expected()
    let folder = "\(world.path)/.git/objects/pack"
    let name = try FileManager.default.contentsOfDirectory(atPath: folder)
      .first { $0.hasSuffix(".pack") }
    let file = try folder + "/" + #require(name)
    let healthy = try Files.read(file)
    var damaged = 0
    for place in stride(from: 13, to: healthy.count - 20, by: max(1, healthy.count / 60)) {
      var bytes = healthy
      bytes[place] ^= 0x55
      try Files.atomicWrite(bytes, to: file)
      // The walk itself may be what fails, which says so.
      guard let blobs = try? blobs() else { continue }
      let result = try read(blobs)
      for (id, content) in result.content { #expect(all[id] == content, "byte \(place)") }
      let seen = Set(result.content.keys).union(result.unread).union(blobs.ids)
      #expect(seen.count == all.count, "byte \(place)")
      damaged += result.unread.isEmpty ? 0 : 1
    }
    #expect(damaged > 0)
  }

  @Test func belongToTheirIndexes() throws {
    try commitVersions(4)
    try world.git("repack", "-adfq")
    let folder = "\(world.path)/.git/objects/pack"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    let pack = try folder + "/" + #require(names.first { $0.hasSuffix(".pack") })
    let index = try folder + "/" + #require(names.first { $0.hasSuffix(".idx") })
    let (packBytes, indexBytes) = try (Files.read(pack), Files.read(index))
    func refusal() -> GitError? {
      do {
        _ = try blobs()
        return nil
      } catch {
        return error as? GitError
      }
    }
    // The last place in the table of places, which is behind the ids and their checksums.
    var places = indexBytes
    places[places.count - 43] = 0x7F
    try Files.atomicWrite(places, to: index)
    #expect(refusal()?.kind == .corrupt)
    try Files.atomicWrite(indexBytes, to: index)
    #expect(refusal() == nil)
    var other = packBytes
    other[other.count - 1] ^= 1
    try Files.atomicWrite(other, to: pack)
    #expect(refusal()?.kind == .corrupt)
  }

  /// An index that gives a base the place of its delta, so that the delta is made from itself.
  @Test func thatGoInCirclesAreDamaged() throws {
    let lines = (0..<200).map { "line \($0 * 7919 % 1000) of a text\n" }
    try world.git("config", "repack.useDeltaBaseOffset", "false")
    try world.commit(["a": lines.joined()])
    let old = try world.id("HEAD:a")
    try world.commit(["a": lines.joined() + "one more\n"])
    let new = try world.id("HEAD:a")
    try world.git("repack", "-adfq")
    let folder = "\(world.path)/.git/objects/pack"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    let index = try folder + "/" + #require(names.first { $0.hasSuffix(".idx") })
    let list = try world.git("verify-pack", "-v", index).split(separator: "\n")
      .map { $0.split(separator: " ") }
    // A delta has its depth and its base at the end of its line.
    let isDelta = list.contains { $0.first == Substring(new.hex) && $0.count == 7 }
    let (base, delta) = isDelta ? (old, new) : (new, old)
    let ids = list.filter { $0.count >= 5 && $0[0].utf8.count == 40 }.map { String($0[0]) }.sorted()
    var bytes = try Files.read(index)
    let table = bytes.count - 40 - 4 * ids.count
    let from = try table + 4 * #require(ids.firstIndex(of: delta.hex))
    let to = try table + 4 * #require(ids.firstIndex(of: base.hex))
    bytes.replaceSubrange(to..<to + 4, with: bytes[from..<from + 4])
    try Files.atomicWrite(bytes, to: index)
    let blobs = try blobs()
    #expect(Set(blobs.damaged) == [old, new])
    #expect(blobs.ids.isEmpty)
    #expect(try read(blobs).content.isEmpty)
  }
}
