import Scanning

/// `.gitguardian.yaml` of ggshield: `ignored_matches`, each a value, or the SHA-256 of a value and
/// its type, or of several of them (its documentation, "Ignoring secrets").
enum GitGuardianIgnore {
  /// The types that GitGuardian gives to the parts of a secret.
  private static let types = [
    "apikey", "token", "password", "username", "client_id", "client_secret", "host", "port",
    "database", "connection_uri", "private_key", "secret", "key", "url", "webhook", "generic",
  ]

  /// The keys whose items are values, in all versions of the file.
  private static let matches: Set<String> = [
    "ignored_matches", "ignored-matches", "matches-ignore",
  ]
  /// Those whose items are something else.
  private static let others: Set<String> = [
    "ignored_paths", "ignored-paths", "paths-ignore", "ignored_detectors", "ignored-detectors",
  ]

  static func read(_ list: ImportedList, _ source: ImportSource) throws {
    let values = try source.allValues()
    let digests = try self.digests(of: values)
    var section = ""
    for line in list.lines {
      if line.hasSuffix(":"), !line.hasPrefix("- ") {
        section = String(line.dropLast())
        continue
      }
      let isItem = line.hasPrefix("- ")
      let text = isItem ? String(line.dropFirst(2)) : line
      let pair = YAMLLine.pair(text).flatMap { ["name", "match"].contains($0.key) ? $0 : nil }
      if others.contains(section), isItem {
        list.refuse("\(section): \(YAMLLine.scalar(text))", "it names no value")
      } else if matches.contains(section),
        let match = pair?.key == "match"
          ? pair?.value
          : pair == nil && isItem ? YAMLLine.scalar(text) : nil
      {
        let isDigest = match.utf8.count == 64 && match.allSatisfy(\.isHexDigit)
        let covered =
          isDigest
          ? digests[match.lowercased()] ?? []
          : values.filter { $0.value.elementsEqual(match.utf8) }
        // A value that is written out is not repeated.
        let title = isDigest ? "ignored match \(match.prefix(8))…" : "an ignored match"
        list.take(title, covered, otherwise: "no finding has this value")
      } else if !isItem, pair == nil, let other = YAMLLine.pair(text) {
        // A setting, such as `version: 2`, which ends the list before it.
        section = other.key
      }
    }
  }

  /// The digests of each value under each type, and of the pairs within a file.
  private static func digests(of values: [FoundValue]) throws -> [String: [FoundValue]] {
    var result: [String: [FoundValue]] = [:]
    for found in values {
      for type in types {
        let text = found.value + Array(",\(type)".utf8)
        result[try ContentDigest.sha256(text), default: []].append(found)
      }
    }
    // The parts of one secret are joined in the order of their types.
    let pairs = [("client_id", "client_secret"), ("password", "username")]
    for (_, inFile) in Dictionary(grouping: values, by: \.path) where inFile.count <= 100 {
      for first in inFile {
        for second in inFile where first.finding.range != second.finding.range {
          for (one, other) in pairs {
            let text = first.value + Array(",\(one)".utf8) + second.value + Array(",\(other)".utf8)
            result[try ContentDigest.sha256(text), default: []] += [first, second]
          }
        }
      }
    }
    return result
  }
}
