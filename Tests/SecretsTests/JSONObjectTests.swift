import AWS
import Secrets
import Testing

/// The members of a JSON object, taken out as they stand there.
@Suite struct JSONObjectTests {
  private func member(_ key: String, of object: String) throws -> String? {
    let object = try #require(JSONObject(SecretBytes(utf8: object)))
    return try object.member(key).map { String(decoding: $0.exposed(), as: UTF8.self) }
  }

  @Test(arguments: [
    "1e400", "12345678901234567890.10", "-0.0", "true", "null", "[ 1 ,\"\\u0041\" ]",
    "{ \"b\" : 1,\"b\":2 }", "[]", "{}",
  ])
  func whatIsNoStringIsGivenByteForByte(written: String) throws {
    #expect(try member("a", of: " {\"x\":0, \"a\" :  \(written)  , \"z\":{}}\n") == written)
  }

  @Test func aStringIsGivenAsItsText() throws {
    #expect(
      try member("a", of: #"{"a":"t\"\\\/\b\f\n\r\té\u00e9\ud83d\ude00\u0000"}"#)
        == "t\"\\/\u{8}\u{C}\n\r\téé😀\u{0}"
    )
    #expect(try member("é", of: #"{"\u00e9":"x"}"#) == "x")
    #expect(try member("a.b/c", of: #"{"a.b/c":"x","a":{"b/c":"y"}}"#) == "x")
    #expect(try member("", of: #"{"":"x"}"#) == "x")
    #expect(try member("b", of: "{}") == nil)
  }

  @Test func whatReadersDisagreeAboutIsRefused() throws {
    let twice = try #require(JSONObject(SecretBytes(utf8: #"{"a":"1","\u0061":"2","b":"3"}"#)))
    #expect(throws: JSONObject.Problem.repeatedKey("a")) { try twice.member("a") }
    #expect(try twice.member("b")?.exposed() == [0x33])
    #expect(throws: JSONObject.Problem.repeatedKey("a")) { try twice.leaves() }
    let half = try #require(JSONObject(SecretBytes(utf8: #"{"a":"\ud800x"}"#)))
    #expect(throws: JSONObject.Problem.notText("a")) { try half.member("a") }
  }

  @Test(arguments: ["", "x", "[1]", "\"{}\"", "{\"a\":01}", "{\"a\":1}x", "{\"a\":\"\\x\"}"])
  func anythingElseIsNoObject(text: String) {
    #expect(JSONObject(SecretBytes(utf8: text)) == nil)
  }

  @Test func bytesThatAreNoTextAreNoObject() {
    #expect(JSONObject(SecretBytes([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D])) == nil)
  }

  @Test func leavesAreWhatHoldsNoNames() throws {
    let text = #"{"a":"1","b":{"c":2,"d":{"e":[{"f":3}]}},"g":{},"h":null}"#
    let leaves = try #require(JSONObject(SecretBytes(utf8: text))).leaves()
    #expect(leaves.map(\.path) == [["a"], ["b", "c"], ["b", "d", "e"], ["g"], ["h"]])
    #expect(
      leaves.map { String(decoding: $0.value.exposed(), as: UTF8.self) }
        == ["1", "2", #"[{"f":3}]"#, "{}", "null"]
    )
  }
}
