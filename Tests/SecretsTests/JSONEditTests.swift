import AWS
import Secrets
import Testing

/// One member of a JSON object is changed, and no other byte.
@Suite struct JSONEditTests {
  private func set(_ key: String, _ value: String, in object: String) throws -> String {
    let result = try JSONEdit.setting(
      key,
      to: SecretBytes(utf8: value),
      in: SecretBytes(utf8: object)
    )
    return String(decoding: result.exposed(), as: UTF8.self)
  }

  @Test func everythingElseStaysAsItIs() throws {
    let object = "{ \"b\" : 1.0,\n\t\"a\":\"old\" , \"\\u0063\": \"x\" }\n"
    #expect(
      try set("a", "new", in: object) == object.replacing("\"old\"", with: "\"new\"")
    )
    #expect(try set("c", "y", in: object) == object.replacing("\"x\"", with: "\"y\""))
    #expect(try set("b", "2e3", in: object) == object.replacing("1.0", with: "2e3"))
    #expect(try set("d", "n", in: object) == object.replacing("\"x\"", with: "\"x\",\"d\":\"n\""))
    #expect(try set("k\"", "v", in: "{}") == #"{"k\"":"v"}"#)
  }

  @Test func whatMustBeEscapedIs() throws {
    #expect(
      try set("a", "q\"b\\n\nt\t\u{1}é", in: #"{"a":""}"#) == #"{"a":"q\"b\\n\nt\t\u0001é"}"#
    )
    // A string stays one, whatever it looks like.
    #expect(try set("a", "12", in: #"{"a":"11"}"#) == #"{"a":"12"}"#)
  }

  @Test func whatHoldsSomethingElseKeepsItsKind() throws {
    #expect(try set("a", "[2]", in: #"{"a":[1]}"#) == #"{"a":[2]}"#)
    #expect(try set("a", "true", in: #"{"a":false}"#) == #"{"a":true}"#)
    #expect(throws: JSONEdit.Problem.otherKind("a number")) { try set("a", "x", in: #"{"a":1}"#) }
    #expect(throws: JSONEdit.Problem.otherKind("an object")) { try set("a", "1", in: #"{"a":{}}"#) }
  }

  @Test func whatCannotBeChangedIsSaid() {
    #expect(throws: JSONEdit.Problem.notAnObject) { try set("a", "x", in: "[1]") }
    #expect(throws: JSONEdit.Problem.notAnObject) { try set("a", "x", in: "text") }
    #expect(throws: JSONEdit.Problem.repeatedKey) { try set("a", "x", in: #"{"a":1,"a":2}"#) }
    #expect(throws: JSONEdit.Problem.notText) {
      try JSONEdit.setting("a", to: SecretBytes([0xFF]), in: SecretBytes(utf8: "{}"))
    }
  }

  @Test func namesTheKeys() throws {
    func keys(_ text: String) throws -> [String] {
      try JSONEdit.keys(of: SecretBytes(utf8: text))
    }
    #expect(try keys(#"{"b":{"x":1},"a\u0062":2}"#) == ["b", "ab"])
    #expect(try keys("{}").isEmpty)
    #expect(throws: JSONEdit.Problem.notAnObject) { try keys("[1]") }
  }
}
