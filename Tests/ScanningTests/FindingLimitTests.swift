import Testing

@testable import Scanning

/// A file that is full of findings is listed in part, and says so.
@Suite struct FindingLimitTests {
  private func scanner(_ most: Int) throws -> Scanner {
    var options = ScanOptions()
    options.mostFindings = most
    let tokens = rule("acme-token", keywords: ["tok_"], pattern: "tok_[0-9a-f]{8}")
    let others = rule("acme-key", level: .low, keywords: ["key_"], pattern: "key_[0-9a-f]{8}")
    return try Scanner(rules: [tokens, others], generic: false, options: options)
  }

  private func text(_ parts: [(String, Int)]) -> [UInt8] {
    let lines = parts.flatMap { prefix, count in
      (0..<count).map { "\(prefix)\(Example.random(8, .hex, seed: UInt64($0)))\n" }
    }
    return Array(lines.joined().utf8)
  }

  private func look(_ most: Int, _ bytes: [UInt8]) throws -> ScanResult {
    try scanner(most).look(at: ScanInput(path: Array("a.txt".utf8), bytes: bytes))
  }

  @Test func listsTheFirstAndCountsTheOthers() throws {
    let result = try look(10, text([("tok_", 25)]))
    #expect(result.findings.map(\.line) == Array(1...10))
    #expect(result.unread.map(\.cause) == [.limit])
    let message = try #require(result.unread.first?.message)
    #expect(message.contains("first 10 ") && message.contains(" 15 more"))
  }

  @Test func theLimitItselfIsWhole() throws {
    let result = try look(10, text([("tok_", 10)]))
    #expect(result.findings.count == 10)
    #expect(result.unread.isEmpty)
  }

  /// Also of rules that each stay below it.
  @Test func theLimitIsThatOfAllRules() throws {
    let result = try look(10, text([("tok_", 7), ("key_", 7)]))
    #expect(result.findings.map(\.line) == Array(1...10))
    #expect(try #require(result.unread.first?.message).contains(" 4 more "))
  }

  /// What stands behind thousands of findings may be what matters.
  @Test func whatIsWorseIsListedFirst() throws {
    let bytes = text([("tok_", 1), ("key_", 100), ("tok_", 1)])
    let result = try look(10, bytes)
    #expect(result.findings.map(\.line) == Array(1...9) + [102])
    #expect(try #require(result.unread.first?.message).contains(" 92 more"))
    #expect(try look(200, bytes).findings.count == 102)
  }

  /// Of a file that is known from an earlier version, too.
  @Test func aKnownTextIsNoWayAroundIt() throws {
    let scanner = try scanner(10)
    let plain = String(repeating: "Most of a file is what it was.\n", count: 200)
    let first = Array(plain.utf8) + text([("tok_", 9)])
    let second = first + text([("key_", 9)])
    let input = ScanInput(path: Array("a.txt".utf8), bytes: first)
    let known = try #require(scanner.look(at: input, madeFrom: nil, []).known)
    let (result, _) = scanner.look(
      at: ScanInput(path: Array("a.txt".utf8), bytes: second),
      madeFrom: known,
      [TextPiece(source: 0, start: 0, count: first.count)]
    )
    #expect(result.findings.count == 10)
    #expect(result.unread.map(\.cause) == [.limit])
  }

  // MARK: Keys

  /// The hash that is made in two halves is the HMAC.
  @Test(arguments: [0, 1, 63, 64, 65, 200], [0, 1, 20, 64, 1000])
  func keyedHashes(key: Int, message: Int) throws {
    let key = Array(Example.random(key, .hex).utf8)
    let message = Array(Example.random(message, .hex, seed: 2).utf8)
    let hash = try KeyedHash(key: key)
    try unsafe message.withUnsafeBufferPointer { message in
      let expected = unsafe try Fingerprint.hmac(key: key, message)
      for _ in 0..<2 { #expect(unsafe try hash.digest(message) == expected) }
    }
  }

  @Test func placesOfCandidates() {
    func candidate(_ range: Range<Int>, _ score: Double) -> Candidate {
      Candidate(range: range, source: .generic, level: .medium, score: score, reason: "")
    }
    let places = CandidatePlaces([
      candidate(50..<60, 0.9), candidate(10..<40, 0.5), candidate(12..<14, 0.5),
      candidate(70..<80, 0.4),
    ])
    let overlapping = [5..<11, 13..<14, 20..<22, 39..<41, 0..<99, 59..<75].map(places.overlap)
    #expect(overlapping.allSatisfy { $0 })
    let others = [0..<10, 40..<50, 60..<70, 70..<80, 90..<91].map(places.overlap)
    #expect(others.allSatisfy { !$0 })
  }
}
