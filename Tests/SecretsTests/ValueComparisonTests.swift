import AWS
import Secrets
import Testing

/// What is told of two values: which parts of them differ.
@Suite struct ValueComparisonTests {
  private func compare(_ before: String, _ after: String) -> ValueComparison {
    .between(SecretBytes(utf8: before), SecretBytes(utf8: after))
  }

  /// `+`, `-` or `~` and the path of each change.
  private func members(_ before: String, _ after: String) throws -> [String] {
    guard case .members(let changes) = compare(before, after) else {
      throw NotMembers(result: compare(before, after))
    }
    return changes.map { change in
      switch change.kind {
      case .added: "+\(change.path)"
      case .removed: "-\(change.path)"
      case .changed: "~\(change.path)"
      }
    }
  }

  private struct NotMembers: Error {
    let result: ValueComparison
  }

  private func counts(_ before: String, _ after: String) -> [Int]? {
    guard case .lines(let lines) = compare(before, after) else { return nil }
    return [lines.added, lines.removed]
  }

  @Test func keysAreAddedRemovedAndChanged() throws {
    #expect(
      try members(#"{"a":1,"b":"x","c":null}"#, #"{"b":"y","a":1,"d":true}"#) == ["~b", "-c", "+d"]
    )
    #expect(
      try members(
        #"{"db":{"host":"h","ports":[1,2,3]},"a.b":0,"":1}"#,
        #"{"db":{"host":"h","ports":[1,5]},"a.b":2,"":2,"quo\"te":1}"#
      ) == ["~db.ports[1]", "-db.ports[2]", #"~"a.b""#, #"~"""#, #"+"quo\"te""#]
    )
    #expect(try members("[1]", "[1,{}]") == ["+[1]"])
    #expect(try members(#"{"a":{}}"#, #"{"a":[]}"#) == ["~a"])
  }

  @Test func theNotationOfJSONDoesNotCount() throws {
    #expect(try members(#"{"a":"x","b":[1,2]}"#, "{ \"b\": [1, 2],\n \"a\": \"x\" }\n") == [])
    #expect(try members(#"{"é":"😀/\n"}"#, #"{"\u00e9":"\ud83d\uDE00\/\u000a"}"#) == [])
    #expect(try members(#"{"a":"\ud83d"}"#, #"{"a":"\ud83e"}"#) == ["~a"])
    #expect(try members(#"{"a":"ab"}"#, #"{"a":"abc"}"#) == ["~a"])
    #expect(try members(#"{"a":1}"#, #"{"a":1.0}"#) == ["~a"])
  }

  @Test func equalKeysAreComparedInTheirOrder() throws {
    #expect(try members(#"{"a":1,"a":2}"#, #"{"a":1,"a":3,"a":4}"#) == ["~a (2)", "+a (3)"])
  }

  @Test(arguments: [
    #"{"a":1,}"#, #"{"a":01}"#, #"{'a':1}"#, #"{"a":"\x"}"#, "{\"a\":\"\t\"}", #"{"a":1}}"#,
    #"{"a":.5}"#, #"{"a"}"#, "{\"a\":1", String(repeating: "[", count: 5_000), "[tru]", "", "12",
    "\u{FEFF}{}",
  ])
  func whatIsNoJSONIsText(text: String) {
    #expect(counts(text, "{}") != nil || text.isEmpty)
  }

  @Test func textIsComparedByLines() {
    #expect(counts("secret one", "secret two") == [1, 1])
    #expect(counts("a\nb\nc\n", "a\nx\nb\nc") == [2, 1])
    #expect(counts("", "a\nb\n") == [2, 0])
    #expect(counts("a\nb\nc\nd\ne\n", "b\nd\na\nc\ne\n") == [2, 2])
    #expect(counts("1\n2\n3\n4\n5\n6\n", "1\n3\n2\n4\n6\n5\n") == [2, 2])
    // A key that was made anew: nothing in common, and no search for it.
    let old = (0..<20_000).map { "\($0)\n" }.joined()
    let new = (0..<20_000).map { "\($0 + 20_000)\n" }.joined()
    #expect(counts(old, new) == [20_000, 20_000])
    // Far apart and hard to align: told in time, if not in the fewest lines.
    let mixed = (0..<20_000).map { $0.isMultiple(of: 3) ? "a\n" : "b\n" }.joined()
    let other = (0..<20_000).map { ($0 * $0) % 7 < 3 ? "a\n" : "b\n" }.joined()
    #expect(counts(mixed, other).map { $0[0] == $0[1] } == true)
  }

  @Test func theEditsLeadFromOneTextToTheOther() throws {
    let samples = ["a\nb\nc\nd\n", "b\nc\nx\nd\nd", "", "d\nc\nb\na\n", "a\na\nb\nd\nc\n"]
    for before in samples {
      for after in samples where before != after {
        guard case .lines(let lines) = compare(before, after) else { continue }
        var (old, new) = ("", "")
        for edit in lines.edits {
          switch edit {
          case .kept(let range):
            old += after.utf8Part(range)
            new += after.utf8Part(range)
          case .removed(let range): old += before.utf8Part(range)
          case .added(let range): new += after.utf8Part(range)
          }
        }
        #expect(old == before && new == after)
      }
    }
  }

  @Test func whatIsNoTextIsComparedBySize() {
    let binary = SecretBytes([0xFF, 0x00, 0x10])
    #expect(
      ValueComparison.between(binary, SecretBytes(utf8: "text")) == .bytes(before: 3, after: 4)
    )
    #expect(ValueComparison.between(binary, SecretBytes([0xFF, 0x00, 0x10])) == .same)
  }
}

extension String {
  fileprivate func utf8Part(_ range: Range<Int>) -> String {
    String(decoding: Array(utf8)[range], as: UTF8.self)
  }
}
