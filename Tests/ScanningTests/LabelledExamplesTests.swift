import FoundationEssentials
import Scanning
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What share of labelled examples is found, measured on a set that is kept outside of the package.
///
/// `GSS_RULE_EXAMPLES` names it: JSON Lines with `provider`, `label` (`positive` or `negative`),
/// `name`, `text` and `lines`, those of the secrets.
@Suite struct LabelledExamplesTests {
  private struct LabelledExample: Decodable {
    let provider: String
    let label: String
    let name: String?
    let text: String
    let lines: [Int]?
  }

  private static var file: String? {
    let named = unsafe getenv("GSS_RULE_EXAMPLES").map { unsafe String(cString: $0) }
    let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = named ?? "/\(package)/../shared/data/rule-examples-dev.jsonl"
    return unsafe access(path, R_OK) == 0 ? path : nil
  }

  @Test(
    .enabled(
      if: Self.file != nil,
      "there are no labelled examples: name a file in GSS_RULE_EXAMPLES"
    )
  ) func findsMostAndLeavesTheRestAlone() throws {
    let file = try #require(Self.file)
    let data = try Data(contentsOf: URL(filePath: file))
    let scanner = try Scanner()
    var found = 0
    var hit = 0
    var counts: [String: (found: Int, positives: Int, hit: Int, negatives: Int)] = [:]
    for line in data.split(separator: 0x0A) {
      let example = try JSONDecoder().decode(LabelledExample.self, from: Data(line))
      let findings = try scanner.scan(
        path: Array((example.name ?? "x.txt").utf8),
        bytes: Array(example.text.utf8)
      )
      .filter { $0.level > .info }
      var count = counts[example.provider] ?? (0, 0, 0, 0)
      if example.label == "positive" {
        let lines = example.lines ?? []
        let isFound = findings.contains { finding in
          lines.isEmpty || lines.contains { (finding.line...finding.endLine).contains($0) }
        }
        count.positives += 1
        count.found += isFound ? 1 : 0
        found += isFound ? 1 : 0
      } else {
        count.negatives += 1
        count.hit += findings.isEmpty ? 0 : 1
        hit += findings.isEmpty ? 0 : 1
      }
      counts[example.provider] = count
    }
    let positives = counts.values.map(\.positives).reduce(0, +)
    let negatives = counts.values.map(\.negatives).reduce(0, +)
    for (provider, count) in counts.sorted(by: { $0.key < $1.key }) {
      print(
        "\(provider): \(count.found) of \(count.positives) found, "
          + "\(count.hit) of \(count.negatives) negatives hit"
      )
    }
    print("all: \(found) of \(positives) found, \(hit) of \(negatives) negatives hit")
    #expect(Double(found) >= 0.88 * Double(positives))
    #expect(hit <= 2)
  }
}
