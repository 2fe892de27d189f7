import AWS
import Testing

@Suite struct SecretFieldTests {
  func find(_ path: [String], in json: String) -> String? {
    SecretField.string(at: path, in: SecretBytes(utf8: json))
      .map { String(decoding: $0.exposed(), as: UTF8.self) }
  }

  @Test(arguments: [
    (#"{"V":"x"}"#, "x"),
    (#" { "A" : 1 , "V" : "x" } "#, "x"),
    (#"{"A":{"V":"no","B":[{"V":"no"},"],}"]},"V":"yes"}"#, "yes"),
    (#"{"A":"\"V\":\"no\"","V":"yes"}"#, "yes"),
    (#"{"A":null,"B":true,"C":-1.5e3,"D":[],"E":{},"V":"x"}"#, "x"),
    (#"{"V":""}"#, ""),
    (#"{"V":"a\"b\\c\/d\b\f\n\r\te"}"#, "a\"b\\c/d\u{8}\u{c}\n\r\te"),
    (#"{"V":"\u00e9\u20ac\ud83d\ude00\u0000é€😀"}"#, "é€😀\0é€😀"),
    (#"{"V":"{\"V\":\"inner\"}"}"#, #"{"V":"inner"}"#),
  ])
  func findsTheValue(_ json: String, _ value: String) {
    #expect(find(["V"], in: json) == value)
    #expect(find(["O", "V"], in: #"{"P":{"V":"no"},"O":\#(json)}"#) == value)
  }

  @Test(arguments: [
    "", "{", "{}", "[]", "null", #""V""#, #"{"V"}"#, #"{"V":"#, #"{"V":1}"#, #"{"V":null}"#,
    #"{"V":{"V":"x"}}"#, #"{"W":"x"}"#, #"{"W":{"V":"x"}}"#, #"{"V":"x"#, #"{"V":"\x"}"#,
    #"{"V":"\u12"}"#, #"{"V":"\ud83d"}"#, #"{"V":"\ud83dx"}"#, #"{"V":"\ude00"}"#,
    #"{"A":[}"#, #"{"A""V":"x"}"#, "<html><body>\"V\":\"x\"</body></html>", #"{"V":"\"#,
  ])
  func findsNothingElsewhere(_ json: String) {
    #expect(find(["V"], in: json) == nil)
  }

  @Test func decodesBlobs() {
    let json = SecretBytes(utf8: #"{"V":"/wCA","W":"not base 64"}"#)
    #expect(SecretField.blob(at: ["V"], in: json) == SecretBytes([0xFF, 0, 0x80]))
    #expect(SecretField.blob(at: ["W"], in: json) == nil)
  }

  @Test func findsValuesInLists() {
    let json = SecretBytes(
      utf8: #"{"T":"x","L":[ {"A":{"B":["]",{}]},"V":"one"},{"V":"two"} , {"W":"AP8="}],"V":"no"}"#
    )
    func find(_ index: Int) -> SecretBytes? {
      SecretField.string(at: ["V"], of: index, in: "L", of: json)
    }
    #expect(find(0) == SecretBytes(utf8: "one"))
    #expect(find(1) == SecretBytes(utf8: "two"))
    #expect(find(2) == nil)
    #expect(find(3) == nil)
    #expect(SecretField.blob(at: ["W"], of: 2, in: "L", of: json) == SecretBytes([0, 0xFF]))
    #expect(SecretField.string(at: ["V"], of: 0, in: "T", of: json) == nil)
    let empty = SecretBytes(utf8: #"{"L":[]}"#)
    #expect(SecretField.string(at: ["V"], of: 0, in: "L", of: empty) == nil)
  }
}
