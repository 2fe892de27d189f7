import Secrets
import Testing

@Suite struct SelectorTests {
  @Test(arguments: [
    ("sm:myapp/*", ["myapp/a", "myapp/a/b", "myapp/"], ["myapp", "other", "xmyapp/a"]),
    ("sm:*", ["a", "a/b", "rds!x"], []),
    ("sm:*/db", ["a/db", "a/b/db"], ["db", "a/db2"]),
    ("sm:a*c*e", ["ace", "abcde", "acce"], ["ac", "aec"]),
    ("sm:db-?", ["db-1", "db-/"], ["db-", "db-12"]),
    ("local:*", ["a", "a/b"], []),
    ("local:**", ["a", "a/b"], []),
    ("ssm:/myapp/*", ["/myapp/a", "/myapp/"], ["/myapp/a/b", "/myapp"]),
    ("ssm:/myapp/**", ["/myapp/a", "/myapp/a/b"], ["/myapp", "/myapp2/a"]),
    ("ssm:/myapp/**/key", ["/myapp/key", "/myapp/a/key", "/myapp/a/b/key"], ["/myapp/akey"]),
    ("ssm:**/key", ["key", "/key", "/a/key"], ["/akey", "/key/a"]),
    ("ssm:/a/b**", ["/a/b", "/a/bc", "/a/b/c"], ["/a/c"]),
    ("ssm:*", ["plain"], ["/one", "/one/two"]),
    ("ssm:**", ["plain", "/one", "/one/two"], []),
    ("ssm:/a?c", ["/abc"], ["/a/c", "/ac"]),
    ("ssm:/exact", ["/exact"], ["/exact/", "exact", "/exactly"]),
    ("sm:me@example.com", ["me@example.com"], ["me"]),
    ("sm:me@example.com@", ["me@example.com"], ["me", "me@example.com@"]),
    ("sm:*@", ["me@"], ["me"]),
    (
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:me@example.com-AbC123",
      ["me@example.com"], ["me"]
    ),
    (
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:myapp/db-AbC123", ["myapp/db"],
      ["myapp/db2"]
    ),
  ])
  func chooses(_ text: String, _ chosen: [String], _ others: [String]) throws {
    let selector = try SecretSelector(parsing: text)
    for name in chosen { #expect(selector.matches(name), "\(text) should choose \(name)") }
    for name in others { #expect(!selector.matches(name), "\(text) should not choose \(name)") }
  }

  @Test(arguments: [
    ("sm:myapp/*", "myapp/", false),
    ("ssm:/a/**/b", "/a/", false),
    ("sm:*", "", false),
    ("sm:ab?c*", "ab", false),
    ("sm:myapp/db", "myapp/db", true),
  ])
  func knowsItsLiteralPrefix(_ text: String, _ prefix: String, _ isExact: Bool) throws {
    let selector = try SecretSelector(parsing: text)
    #expect(selector.literalPrefix == prefix)
    #expect(selector.isExact == isExact)
    #expect(selector.description == text)
  }

  /// Would take longer than any patience if runs were tried one after the other.
  @Test func manyRunsTakeNoExponentialTime() throws {
    let selector = try SecretSelector(parsing: "ssm:" + String(repeating: "a*", count: 40) + "b")
    #expect(!selector.matches(String(repeating: "a", count: 1000)))
  }

  @Test(arguments: [
    ("myapp/*", "does not say which store"),
    ("sm:x#key", "selects a JSON key"),
    ("sm:a[bc]", "takes no “[”"),
    ("ssm:x@3", "takes no “@”"),
    ("ssm:a/b", "starts with a slash"),
    ("sm:", "is empty"),
  ])
  func refuses(_ text: String, _ expected: String) throws {
    let error = try #require(throws: SecretsError.self) { try SecretSelector(parsing: text) }
    #expect(error.message.contains(expected), "\(error.message)")
  }
}
