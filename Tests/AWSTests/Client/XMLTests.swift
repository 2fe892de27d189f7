import AWS
import Testing

@Suite struct XMLTests {
  func parse(_ text: String, secrets: [String] = []) throws -> XMLElement {
    try XMLDocument.parse(SecretBytes(utf8: text), secrets: secrets)
  }

  @Test func aDocumentBecomesATree() throws {
    let root = try parse(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <A xmlns="http://example/">
        <B><C>one</C><C>t&amp;w&lt;&#x6f;</C></B>
        <D/><E> blank </E><F><![CDATA[<raw> & ]]></F><B>last</B>
      </A>
      """
    )
    #expect(root.name == "A")
    #expect(root.text.isEmpty)
    #expect(root.descendant("B", "C")?.text == "one")
    #expect(root.child("B")?.all("C").map(\.text) == ["one", "t&w<o"])
    #expect(root.text("D") == "")
    #expect(root.text("E") == " blank ")
    #expect(root.text("F") == "<raw> & ")
    #expect(root.all("B").map(\.text) == ["", "last"])
    #expect(root.text("none") == nil)
  }

  @Test func theTextOfASecretIsNoText() throws {
    let root = try parse("<A><K>id</K><S>a&amp;b&#10;ü</S></A>", secrets: ["S"])
    #expect(root.child("S")?.secret == SecretBytes(utf8: "a&b\nü"))
    #expect(root.text("S") == "")
    #expect(root.text("K") == "id")
    #expect(!"\(root)".contains("a&b"))
  }

  @Test(arguments: [
    "", " ", "text", "<A>", "<A></B>", "<A/><B/>", "<A/>text", "<A a=1/>", "<A>&unknown;</A>",
    "<A>\u{1}</A>", "{}", "<A><![CDATA[</A>",
    "<!DOCTYPE A><A/>",
    "<!DOCTYPE A [<!ENTITY e \"x\">]><A>&e;</A>",
    "<!DOCTYPE A SYSTEM \"file:///etc/passwd\"><A/>",
    "<!DOCTYPE A [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><A>&e;</A>",
    "<!DOCTYPE A [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;&a;&a;\">]><A>&c;</A>",
  ])
  func whatIsNoPlainDocumentIsRefused(_ text: String) {
    #expect(throws: XMLDocument.Failure.self) { try parse(text) }
  }

  @Test func bytesThatAreNoUTF8AreRefused() {
    #expect(throws: XMLDocument.Failure.self) {
      try XMLDocument.parse(SecretBytes(Array("<A>".utf8) + [0xFF] + Array("</A>".utf8)))
    }
  }

  @Test func depthAndNumberAreBounded() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<A>", count: depth) + String(repeating: "</A>", count: depth)
    }
    #expect(try parse(nested(32)).name == "A")
    #expect(throws: XMLDocument.Failure.self) { try parse(nested(33)) }
    #expect(throws: XMLDocument.Failure.self) { try parse(nested(100_000)) }
    #expect(
      try parse("<A>\(String(repeating: "<B/>", count: 99_999))</A>").all("B").count == 99_999
    )
    #expect(throws: XMLDocument.Failure.self) {
      try parse("<A>\(String(repeating: "<B/>", count: 100_000))</A>")
    }
  }
}
