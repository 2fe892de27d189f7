import Git
import Testing

@Suite struct NameTests {
  @Test(arguments: [
    "0123456789abcdef0123456789abcdef01234567",
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  ])
  func keepsEveryDigitOfAnObjectID(hex: String) throws {
    let id = try #require(ObjectID(hex: hex))
    #expect(id.hex == hex)
    #expect(ObjectID(hex: hex.uppercased()) == id)
    #expect(id.abbreviated == "0123456789")
    #expect(!id.isZero)
    #expect(ObjectID(hex: hex.dropLast() + "8") != id)
    #expect(try #require(ObjectID(hex: "1" + hex.dropFirst())) > id)
    #expect(ObjectID(hex: String(repeating: "0", count: hex.count))?.isZero == true)
    #expect(ObjectID(hex: hex.dropLast()) == nil)
    #expect(ObjectID(hex: hex.dropLast() + "g") == nil)
  }

  @Test func showsPathsSoThatTheyCannotMislead() {
    let shown: [([UInt8], String)] = [
      (Array("plain/path with spaces".utf8), "plain/path with spaces"),
      (Array("café/日本".utf8), "café/日本"),
      (Array("a\nb".utf8), #""a\nb""#),
      (Array("a\"b\\c\t".utf8), #""a\"b\\c\t""#),
      ([0x61, 0x1B, 0x5B, 0x32, 0x4A], #""a\033[2J""#),
      (Array("caf".utf8) + [0xE9], #""caf\351""#),
      (Array("é".utf8) + [0xFF], #""é\377""#),
      (Array("a\u{202E}b".utf8), #""a\342\200\256b""#),
      (Array("a\u{9B}b".utf8), #""a\302\233b""#),
    ]
    for (bytes, text) in shown { #expect(GitPath(bytes: bytes).description == text) }
    #expect(GitPath(bytes: [0xE9]).string == nil)
    #expect(GitPath("é").string == "é")
  }
}
