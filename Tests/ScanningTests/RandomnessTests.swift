import Scanning
import Testing

@Suite struct RandomnessTests {
  static let classes: [(alphabet: String, length: Int)] = [
    (TestAlphabet.hex, 32), (TestAlphabet.hex, 40), (TestAlphabet.hex, 64),
    (TestAlphabet.lowercase + TestAlphabet.digits, 20), (TestAlphabet.base62, 12),
    (TestAlphabet.base62, 16), (TestAlphabet.base62, 20), (TestAlphabet.base62, 32),
    (TestAlphabet.letters, 32), (TestAlphabet.base64, 40),
    (TestAlphabet.base62 + "!@#$%^&*", 16), (TestAlphabet.printable, 32),
  ]

  private func count(of values: [String], check: Check) throws -> Int {
    let any = rule(
      keywords: ["key"],
      pattern: "key (?<secret>\\S+) end",
      boundary: .none,
      checks: [check]
    )
    return try scanner(any).scan(values.map { "key \($0) end\n" }.joined())
      .count { $0.level > .low }
  }

  @Test(arguments: classes) func acceptsRandomValues(alphabet: String, length: Int) throws {
    var random = SeededGenerator(seed: 1)
    let values = (0..<4000).map { _ in random.string(of: alphabet, length: length) }
    #expect(try count(of: values, check: .randomness) >= 3960)
    #expect(try count(of: values, check: .notPlaceholder) >= 3960)
  }

  @Test(arguments: [
    "aaaaaaaaaaaaaaaaaaaa", "abababababababababab", "0000000000000000000000001111111",
    "aaaaaaaabbbbbbbbccccccccdddddddd",
  ]) func refusesWhatIsTooRegular(value: String) throws {
    #expect(try count(of: [value], check: .randomness) == 0)
  }

  @Test(arguments: [
    "<your-token>", "${TOKEN}", "{{ token }}", "%TOKEN%", "xxxxxxxxxxxx", "changeme123",
    "AKIAIOSFODNN7" + "EXAMPLE", "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY", "1234567890",
    "0123456789abcdef", "abcd1234abcd1234abcd1234", "deadbeefdeadbeefdeadbeef", "****************",
    "your_api_key_here", "not-a-real-key", "$(cat token)",
  ]) func knowsPlaceholders(value: String) throws {
    #expect(try count(of: [value.filter { $0 != " " }], check: .notPlaceholder) == 0)
  }
}
