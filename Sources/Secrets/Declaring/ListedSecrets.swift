package import AWS

/// Names and values as a file lists them: dotenv, JSON, YAML, TOML or tfvars.
package struct ListedSecrets: Sendable {
  /// In the order of the file.
  package var entries: [ListedSecret] = []
  /// What was not understood; where there is any, `entries` may not be all.
  package var problems: [DeclaredProblem] = []
  /// The line of each name.
  private var lines: [String: Int] = [:]

  package init() {}

  /// Adds an entry, unless there is one of that name already.
  mutating func add(_ name: String, _ value: SecretBytes, line: Int) {
    if let first = lines[name] {
      problem(line, "\(printable(name)) is there a second time, after line \(first)")
    } else {
      lines[name] = line
      entries.append(ListedSecret(name: name, value: value, line: line))
    }
  }

  mutating func problem(_ line: Int, _ message: String) {
    problems.append(DeclaredProblem(line: line, message))
  }
}

/// A name with a value.
package struct ListedSecret: Sendable, Equatable {
  /// The variable, or the key.
  package let name: String
  package let value: SecretBytes
  /// Where it begins, counted from 1.
  package let line: Int
}
