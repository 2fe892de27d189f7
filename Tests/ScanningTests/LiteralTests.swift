import Scanning
import Testing

/// The values that only a copy repeats; assembled here so that no file holds them.
@Suite struct LiteralTests {
  private static func count(_ text: String) -> Int { Literals(of: Array(text.utf8)).hashes.count }

  private static let chosen = "Otter" + "17!Fjord"
  private static let random = "q7Rk2" + "Zw9Lm4Xb8Tc1Vn"

  @Test(arguments: [
    "x = \"VALUE\"", "x = 'VALUE'", "X=VALUE", "x: VALUE", "{\"a\":\"VALUE\"}", "f(a, \"VALUE\")",
    "a:\n  - \"VALUE\"", "  VALUE  \r\n", "x = \"VALUE\"  # \"note\"", "don't 'VALUE'", "-p=VALUE;",
  ])
  func isFoundHoweverItIsWritten(text: String) {
    for value in [Self.chosen, Self.random] {
      let text = text.replacing("VALUE", with: value)
      let written = Literals(of: Array(text.utf8))
      #expect(!written.hashes.isDisjoint(with: Literals(of: Array("\"\(value)\"".utf8)).hashes))
    }
  }

  @Test(arguments: [
    "short", "SecureString", "us-east-1a", "m5.2xlarge", "python3.12", "/shop/prod/db_1",
    "1234567890",
    "10.0.0.0/16", "https://example.com/v1/x", "arn:aws:iam::123456789012:role/x7", "var.password",
    "ami-0a1b2c3d4e5f60718", "changeme", "${DB_PASSWORD}", "a description of 12 words",
    "postgres://app:password@localhost:5432/app", "utf8mb4_general_ci", "2026-11-23T10:00:00Z",
    "report-2026-final", "com.example.shop2", "admin@example.com",
  ])
  func whatOtherCodeHasTooIsNone(value: String) {
    #expect(Self.count("x = \"\(value)\"\n") == 0)
  }

  @Test func aLoginInAnAddressIsOne() {
    #expect(Self.count("\"postgres://app:\(Self.chosen)@db.internal:5432/app\"") == 1)
  }

  @Test func eachCountsOnce() {
    #expect(Self.count("\"\(Self.chosen)\"\nx=\(Self.chosen)\n") == 1)
  }

  @Test func awkwardTextsAreReadToTheirEnds() {
    #expect(Self.count("") == 0)
    #expect(Self.count("\"") == 0)
    #expect(Self.count("\"abc\\") == 0)
    #expect(Self.count("x =") == 0)
    #expect(Self.count(String(repeating: "=", count: 300_000)) == 0)
    #expect(Self.count(String(repeating: "a=\"'`", count: 100_000)) == 0)
  }

  @Test func linesCountWithoutBlanksAround() {
    let one = LineHashes(of: Array("  first line\nshort\nsecond line\r\n".utf8)).hashes
    #expect(one.count == 2)
    #expect(one == LineHashes(of: Array("second line\n\tfirst line  ".utf8)).hashes)
  }
}
