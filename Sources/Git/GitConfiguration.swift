/// Git's settings from all their places: files, includes, environment, `git -c`.
package struct GitConfiguration: Sendable {
  /// Every value of every key in the order of reading; `nil` is a key without `=`.
  private let values: [String: [String?]]

  /// Asks Git, with one process.
  package static func read(_ git: GitCommand) throws(GitError) -> GitConfiguration {
    let output = try git.output(["config", "--null", "--list"])
    var values: [String: [String?]] = [:]
    for entry in output.split(separator: 0) {
      // `key`, line end, value; a key without `=` has neither.
      let end = entry.firstIndex(of: UInt8(ascii: "\n"))
      let key = String(decoding: entry[..<(end ?? entry.endIndex)], as: UTF8.self)
      let value = end.map { String(decoding: entry[($0 + 1)...], as: UTF8.self) }
      values[key, default: []].append(value)
    }
    return GitConfiguration(values: values)
  }

  /// The value that counts, which is the last one; `nil` if the key is not set.
  package func string(_ key: String) -> String? {
    values[Self.normal(key)]?.last.map { $0 ?? "" }
  }

  /// All values of a key that may have several.
  package func strings(_ key: String) -> [String] {
    (values[Self.normal(key)] ?? []).map { $0 ?? "" }
  }

  /// Whether some `url.<base>.pushInsteadOf` sends pushes to this address elsewhere.
  package func isPushRewritten(_ address: String) -> Bool {
    values.contains { key, prefixes in
      key.hasPrefix("url.") && key.hasSuffix(".pushinsteadof")
        && prefixes.contains { address.hasPrefix($0 ?? "") }
    }
  }

  /// The value as yes or no (git-config(1), "Values"); `nil` if the key is not set.
  package func bool(_ key: String) throws(GitError) -> Bool? {
    guard let last = values[Self.normal(key)]?.last else { return nil }
    guard let value = last else { return true }
    switch value.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off", "": return false
    default:
      if let number = Int(value) { return number != 0 }
      throw GitError(
        .command,
        "The Git setting \(key) is `\(value)`, which is neither true nor false.",
        hint: "Run `git config --show-origin --get \(key)` to see where it is set."
      )
    }
  }

  /// Section and name without case, subsection as it is.
  private static func normal(_ key: String) -> String {
    guard let first = key.firstIndex(of: "."), let last = key.lastIndex(of: ".") else {
      return key.lowercased()
    }
    return key[..<first].lowercased() + key[first..<last] + key[last...].lowercased()
  }
}
