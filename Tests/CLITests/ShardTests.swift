import CLI
import Git
import Testing

/// What part of a scan a job of an array does.
struct ShardTests {
  @Test(arguments: [
    (["AWS_BATCH_JOB_ARRAY_INDEX": "0", "AWS_BATCH_JOB_ARRAY_SIZE": "4"], 1),
    (["JOB_COMPLETION_INDEX": "3", "JOB_COMPLETIONS": "4"], 4),
    (["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "4"], 1),
    (["CIRCLE_NODE_INDEX": "2", "CIRCLE_NODE_TOTAL": "4"], 3),
    (["BUILDKITE_PARALLEL_JOB": "3", "BUILDKITE_PARALLEL_JOB_COUNT": "4"], 4),
  ])
  func isTakenFromTheEnvironment(environment: [String: String], number: Int) throws {
    let shard = try Shard(parsing: "auto", environment: environment)
    #expect(shard == Shard(number: number, of: 4))
  }

  @Test(arguments: ["0/4", "5/4", "1", "1/", "/4", "a/b", "1/0", "-1/4", "1/4/2", ""])
  func refusesWhatIsNoShard(text: String) {
    #expect(throws: Failure.self) { try Shard(parsing: text, environment: [:]) }
  }

  @Test func refusesAnArrayOfUnknownSize() {
    let environment = ["JOB_COMPLETION_INDEX": "3"]
    #expect(throws: Failure.self) { try Shard(parsing: "auto", environment: environment) }
    #expect(throws: Failure.self) { try Shard(parsing: "auto", environment: [:]) }
  }

  @Test func shardsTogetherHoldEverythingOnce() throws {
    let shards = try (1...5).map { try #require(Shard(number: $0, of: 5)) }
    var sizes = [Int](repeating: 0, count: 5)
    for number in 0..<1000 as Range<UInt64> {
      let mixed = (number &+ 1) &* 0x9E37_79B9_7F4A_7C15
      let digits = String(mixed, radix: 16)
      let hex = String(repeating: "0", count: 16 - digits.count) + digits
      let id = try #require(ObjectID(hex: hex + String(repeating: "0", count: 24)))
      #expect(shards.count { $0.contains(id) } == 1)
      let path = GitPath("src/module\(number)/main.swift")
      #expect(shards.count { $0.contains(path) } == 1)
      for (index, shard) in shards.enumerated() where shard.contains(path) { sizes[index] += 1 }
    }
    // No shard does more than twice its part.
    #expect(sizes.allSatisfy { (100...400).contains($0) })
  }
}
