import Scanning
import TestSupport
import Testing

/// What archives hold is found, and what cannot be unpacked is said.
@Suite struct ArchiveTests {
  private static let secret = "tok_" + "abcd1234"
  private static let samples = Result { try SampleArchives(line: "key = \(secret)") }

  private let token = rule(keywords: ["tok_"], pattern: "tok_[a-z0-9]{8}", window: .atKeyword)

  private func look(
    _ name: String,
    _ change: (inout ArchiveLimits) -> Void = { _ in }
  ) throws -> ScanResult {
    try look(at: Self.samples.get().bytes(name), path: name, change)
  }

  private func look(
    at bytes: [UInt8],
    path: String,
    _ change: (inout ArchiveLimits) -> Void = { _ in }
  ) throws -> ScanResult {
    var options = ScanOptions()
    change(&options.archives)
    let scanner = try Scanner(rules: [token], generic: false, options: options)
    return scanner.look(at: ScanInput(path: Array(path.utf8), bytes: bytes))
  }

  private func members(_ result: ScanResult) -> [String] {
    result.findings.map { String(decoding: $0.member, as: UTF8.self) }
  }

  @Test(arguments: [
    ("a.zip", "conf/app.env"), ("a.tar.gz", "conf/app.env"), ("a.tgz", "conf/app.env"),
    ("a.tar.bz2", "conf/app.env"), ("a.tar.xz", "conf/app.env"), ("app.env.gz", "app.env"),
    ("app.env.lzma", "app.env"), ("noext", "noext"), ("zipapp", "conf/app.env"),
    ("two.tar.gz", "conf/app.env"), ("accents.zip", "schön/密.env"),
    // These are texts that hold the secret, too.
    ("a.tar", "conf/app.env"), ("stored.zip", "conf/app.env"),
  ])
  func findsAndNamesTheMember(name: String, member: String) throws {
    let result = try look(name)
    #expect(result.unread.isEmpty)
    #expect(members(result) == [member])
    #expect(result.findings.first?.line == 2)
    #expect(result.findings.first?.column == 7)
    #expect(result.findings.first?.encodings == [])
  }

  @Test(arguments: [
    ("two.zip", "lib/inner.jar!/conf/app.env"),
    ("three.zip", "two.zip!/lib/inner.jar!/conf/app.env"),
    ("tar-in-zip.zip", "data.tar.gz!/conf/app.env"),
    ("zip-in-tar.tar.gz", "x/a.whl!/conf/app.env"),
  ])
  func archivesInArchives(name: String, member: String) throws {
    let result = try look(name)
    #expect(result.unread.isEmpty)
    #expect(members(result) == [member])
  }

  @Test(arguments: ["four.zip", "four.gz"]) func depthIsBoundedAndSaid(name: String) throws {
    let result = try look(name)
    #expect(result.findings.isEmpty)
    #expect(result.unread.map(\.cause) == [.limit])
    #expect(result.unread.first?.message.contains("too deep") == true)
  }

  @Test(arguments: ["empty.gz", "empty.zip", "empty.tar.gz"])
  func nothingMayBeInAnArchive(name: String) throws {
    let result = try look(name)
    #expect(result.unread.isEmpty)
    #expect(result.findings.isEmpty)
  }

  // MARK: Documents

  @Test(arguments: ["whole.docx", "split.docx"])
  func documentsAreReadAcrossTheirRuns(name: String) throws {
    let result = try look(name)
    #expect(result.unread.isEmpty)
    #expect(members(result) == ["word/document.xml"])
    #expect(result.findings.map(\.encodings) == [name == "split.docx" ? ["xml"] : []])
  }

  @Test func sheetsAreReadAcrossTheirRuns() throws {
    #expect(try members(look("split.xlsx")) == ["xl/sharedStrings.xml"])
  }

  // MARK: What cannot be unpacked

  @Test func whatIsEncryptedIsSaidAndTheRestIsScanned() throws {
    let result = try look("locked.zip")
    #expect(result.unread.map(\.cause) == [.encrypted])
    #expect(result.unread.map { String(decoding: $0.member, as: UTF8.self) } == ["conf/app.env"])
  }

  @Test(arguments: ["cut.zip", "cut.gz", "cut.tar.gz", "wrong.gz"])
  func whatIsCutShortIsSaidAndItsStartIsScanned(name: String) throws {
    let result = try look(name)
    #expect(result.unread.map(\.cause) == [.damaged], "\(result.unread)")
    #expect(result.findings.isEmpty == (name == "wrong.gz"))
  }

  @Test func aDamagedMemberDoesNotHideTheOthers() throws {
    let result = try look("flipped.zip")
    #expect(result.unread.map(\.cause) == [.damaged])
    #expect(result.unread.map { String(decoding: $0.member, as: UTF8.self) } == ["noise"])
    #expect(members(result) == ["conf/app.env"])
  }

  @Test(arguments: ["zeros.gz", "zeros.zip"]) func whatGrowsTooMuchIsSaid(name: String) throws {
    let result = try look(name) { $0.ratioFrom = 1 << 20 }
    #expect(result.unread.map(\.cause) == [.limit])
    #expect(result.unread.first?.message.contains("250 times") == true)
    #expect(members(result) == (name == "zeros.zip" ? ["a.env"] : []))
  }

  @Test func theSumOfAllMembersIsBounded() throws {
    let result = try look("zip-in-tar.tar.gz") { $0.bytes = 1000 }
    #expect(result.unread.map(\.cause) == [.limit])
  }

  @Test func theNumberOfMembersIsBounded() throws {
    #expect(try look("many.zip").unread.isEmpty)
    let result = try look("many.zip") { $0.members = 200 }
    #expect(result.unread.map(\.cause) == [.limit])
  }

  @Test func anArchiveTooLargeForMemoryIsReadFromItsStart() throws {
    let result = try look("two.zip") { $0.inMemory = 100 }
    #expect(result.unread.isEmpty)
    #expect(members(result) == ["lib/inner.jar!/conf/app.env"])
  }

  // MARK: In texts

  @Test func whatIsCompressedInATextIsFoundWhereItStands() throws {
    let encoded = Example.base64(try Self.samples.get().bytes("app.env.gz"))
    let result = try look(at: Array("a: 1\nrelease: \(encoded)\n".utf8), path: "secret.yaml")
    #expect(result.unread.isEmpty)
    #expect(members(result) == [""])
    #expect(result.findings.map(\.encodings) == [["base64", "gzip"]])
    #expect(result.findings.first?.line == 2)
    #expect(result.findings.first?.column == 10)
  }

  /// As Helm keeps a release.
  @Test func whatIsCompressedInAnEncodingOfAnEncoding() throws {
    let encoded = Example.base64(Example.base64(try Self.samples.get().bytes("app.env.gz")))
    let result = try look(at: Array("release: \(encoded)\n".utf8), path: "secret.yaml")
    #expect(result.findings.map(\.encodings) == [["base64", "base64", "gzip"]])
  }

  @Test func anArchiveInAText() throws {
    let encoded = Example.base64(try Self.samples.get().bytes("a.zip"))
    let result = try look(at: Array("data: \(encoded)\n".utf8), path: "a.json")
    #expect(result.unread.isEmpty)
    #expect(members(result) == ["conf/app.env"])
    #expect(result.findings.map(\.encodings) == [["base64"]])
  }

  /// Documentation cuts such values.
  @Test(arguments: ["cut.zip", "cut.tar.gz", "wrong.gz"])
  func damageInATextIsNothingToReport(name: String) throws {
    let encoded = Example.base64(try Self.samples.get().bytes(name))
    let result = try look(at: Array("data: \(encoded)\n".utf8), path: "README.md")
    #expect(result.unread.isEmpty)
  }

  @Test func textThatSpeaksOfArchivesIsText() throws {
    for text in ["PK is no archive", "BZh9 neither", "Rar!", "7z", "070701 is a date", "!<arch>\n"]
    {
      let result = try look(at: Array("\(text) \(Self.secret)".utf8), path: "a.txt")
      #expect(result.unread.isEmpty)
      #expect(members(result) == [""])
    }
  }

  /// Any bytes may be cut or changed in any place.
  @Test func damageOfAnyKindIsSurvived() throws {
    var generator = SeededGenerator(seed: 7)
    for name in ["a.zip", "two.zip", "a.tar.gz", "a.tar.xz", "a.tar.bz2", "app.env.lzma", "a.tar"] {
      let bytes = try Self.samples.get().bytes(name)
      for _ in 0..<60 {
        var damaged = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          damaged[Int.random(in: 0..<damaged.count, using: &generator)] =
            UInt8.random(in: 0...255, using: &generator)
        }
        if Bool.random(using: &generator) {
          damaged.removeLast(Int.random(in: 0..<damaged.count, using: &generator))
        }
        _ = try look(at: damaged, path: name)
      }
    }
  }
}
