/// Halves of one credential that stand apart: an access key id and its secret.
///
/// Neither is of use alone, and both together open the account, in one file or in two.
package struct Pairs {
  /// One finding among those of a scan.
  package struct Half {
    package let finding: Finding
    /// Equal for findings in one file.
    package let file: Int
    /// Equal for findings that may belong together although their files differ: of one commit.
    package let scope: Int
    /// Where it is, for the reason of the other half: `a.py:3`.
    package let place: String

    package init(finding: Finding, file: Int, scope: Int, place: String) {
      self.finding = finding
      self.file = file
      self.scope = scope
      self.place = place
    }
  }

  /// The rules of the other halves, by the rule of the secret.
  private let partners: [String: [String]]

  package init(rules: [Rule]) {
    var partners = BuiltinRules.partners
    for rule in rules where !rule.pairsWith.isEmpty { partners[rule.id] = rule.pairsWith }
    self.partners = partners
  }

  /// Whether a rule finds secrets that may have another half.
  package func concern(_ rule: String) -> Bool { partners[rule] != nil }

  /// Which belong together: the index of each secret that has another half, and that of the half.
  ///
  /// In one file the nearest belong together. Between files only what can be no other: where one
  /// secret and one other half are left over.
  package func matches(_ halves: [Half]) -> [(secret: Int, other: Int)] {
    let secrets = halves.indices.filter {
      partners[halves[$0].finding.rule] != nil && !halves[$0].finding.isStandIn
    }
    guard !secrets.isEmpty else { return [] }
    var result: [(secret: Int, other: Int)] = []
    var taken: Set<Int> = []
    for (secret, other) in distances(halves, secrets)
    where !taken.contains(secret) && !taken.contains(other) {
      taken.formUnion([secret, other])
      result.append((secret, other))
    }
    let left = halves.indices.filter { !taken.contains($0) }
    let byScope = Dictionary(grouping: left, by: { halves[$0].scope })
    let leftSecrets = secrets.filter { !taken.contains($0) }
    for (scope, group) in Dictionary(grouping: leftSecrets, by: { halves[$0].scope }) {
      guard let secret = group.first, isOneValue(group, halves) else { continue }
      let others = (byScope[scope] ?? []).filter {
        fit(halves[secret].finding, halves[$0].finding)
      }
      guard let other = others.first, isOneValue(others, halves) else { continue }
      result.append((secret, other))
    }
    return result.sorted { $0.secret < $1.secret }
  }

  /// In a file of more halves than anybody writes, so many on either side are near enough.
  private static let neighbours = 32

  /// Secrets and other halves in one file, the nearest first.
  private func distances(_ halves: [Half], _ secrets: [Int]) -> [(Int, Int)] {
    func place(_ half: Int) -> Int { halves[half].finding.range.lowerBound }
    let names = Set(secrets.flatMap { partners[halves[$0].finding.rule] ?? [] })
    let others = halves.indices.filter {
      !halves[$0].finding.isStandIn && names.contains(halves[$0].finding.rule)
    }
    let byFile = Dictionary(grouping: others, by: { halves[$0].file })
      .mapValues { $0.sorted { (place($0), $0) < (place($1), $1) } }
    var pairs: [(distance: Int, secret: Int, other: Int)] = []
    for secret in secrets {
      let others = byFile[halves[secret].file] ?? []
      var low = 0
      var high = others.count
      while low < high {
        let middle = (low + high) / 2
        if place(others[middle]) < place(secret) { low = middle + 1 } else { high = middle }
      }
      let near = max(0, low - Self.neighbours)..<min(others.count, low + Self.neighbours)
      for other in others[near]
      where fit(halves[secret].finding, halves[other].finding) {
        pairs.append((abs(place(other) - place(secret)), secret, other))
      }
    }
    return pairs.sorted { ($0.distance, $0.secret, $0.other) < ($1.distance, $1.secret, $1.other) }
      .map { ($0.secret, $0.other) }
  }

  private func fit(_ secret: Finding, _ other: Finding) -> Bool {
    !other.isStandIn && partners[secret.rule]?.contains(other.rule) == true
  }

  private func isOneValue(_ indices: [Int], _ halves: [Half]) -> Bool {
    Set(indices.map { halves[$0].finding.valueDigest }).count == 1
  }
}

extension Finding {
  /// The finding of the secret, when the other half of the credential stands at `place`.
  package func united(with other: Finding, at place: String) -> Finding {
    var result = self
    result.level = .high
    result.score = max(score, 0.99)
    result.account = account ?? other.account
    let what = other.reason.prefix { $0 != ";" }
    result.reason += "; its other half, the \(what), is at \(place)"
    return result
  }
}
