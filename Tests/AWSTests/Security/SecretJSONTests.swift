import AWS
import Testing

@Suite struct SecretJSONTests {
  func read(_ text: String) throws -> SecretJSON { try SecretJSON(SecretBytes(utf8: text)) }

  @Test func findsWhatIsAskedFor() throws {
    let root = try read(
      #" {"a":{"b":[1,-2.5e+3,"t\"\u00e9\ud83d\ude00x",true,null,{}]},"n":12,"e":[],"last":"z"} "#
    ).root
    let list = try #require(root["a"]?["b"])
    #expect(list.elements.map(\.kind) == [.number, .number, .string, .boolean, .null, .object])
    #expect(list.elements[0].integer == 1)
    #expect(list.elements[1].integer == nil)
    #expect(list.elements[2].text == "t\"é😀x")
    #expect(list.elements[3].isTrue)
    #expect(root["n"]?.integer == 12)
    #expect(root["e"]?.elements.isEmpty == true)
    #expect(root["last"]?.hasPrefix("z") == true)
    #expect(root["last"]?.isText("zz") == false)
    #expect(root["none"] == nil)
    #expect(root.members.map(\.key.text) == ["a", "n", "e", "last"])
    // What is not there has nothing in it.
    #expect(root["n"]?["a"] == nil)
    #expect(root["n"]?.members.isEmpty == true)
    #expect(root["n"]?.text == nil)
  }

  @Test(arguments: [
    ("", 1, 1), ("{", 1, 2), ("{\"a\" 1}", 1, 6), ("[1,\n 2,\n ]", 3, 2), ("[1] x", 1, 5),
    ("\"abc", 1, 5), ("\"a\nb\"", 1, 3), ("tru", 1, 4), ("01", 1, 2), ("-", 1, 2), ("1.", 1, 3),
    ("{\"a\":1,}", 1, 8), ("nul]", 1, 4), ("{1:2}", 1, 2), ("\"\\", 1, 3),
  ])
  func saysWhereItIsNoJSON(text: String, line: Int, column: Int) throws {
    let error = try #require(throws: JSONSyntaxError.self) { try read(text) }
    #expect(error.line == line)
    #expect(error.column == column)
  }

  @Test func nestingHasAnEnd() throws {
    let deep = 255
    let text = String(repeating: "[", count: deep) + String(repeating: "]", count: deep)
    #expect(try read(text).root.kind == .array)
    #expect(throws: JSONSyntaxError.self) { try read("[[" + text + "]]") }
  }

  @Test func aTextThatIsNoUTF8IsNone() throws {
    let json = try SecretJSON(SecretBytes([0x22, 0xFF, 0x22]))
    #expect(json.root.kind == .string)
    #expect(json.root.text == nil)
    #expect(try read(#""\ud800""#).root.text == nil)
  }

  @Test func aByteOrderMarkIsPassedOver() throws {
    #expect(try SecretJSON(SecretBytes([0xEF, 0xBB, 0xBF, 0x31])).root.integer == 1)
  }
}
