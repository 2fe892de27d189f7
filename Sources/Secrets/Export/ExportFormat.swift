package import AWS

/// How secrets are written into one document.
///
/// Whoever reads a document as its format prescribes gets each value byte for byte. What a format
/// cannot carry is refused, and nothing is written.
package enum ExportFormat: String, Sendable, CaseIterable {
  case dotenv
  case shell
  case json
  case yaml
  case toml
  case tfvars
  case csv
  case kubernetes
  case githubMask = "github-mask"

  /// The style of the names in such a document.
  package var naming: ExportName.Style {
    switch self {
    case .dotenv, .shell, .githubMask: .variable
    case .tfvars: .terraform
    case .json, .yaml, .toml, .csv: .path
    case .kubernetes: .dotted
    }
  }

  /// The document of `entries`, in their order.
  ///
  /// - Parameters:
  ///   - entries: what is written; several of one name are refused.
  ///   - dialect: who reads a dotenv file; without meaning for other formats.
  ///   - name: the name of the Kubernetes Secret; without meaning for other formats.
  /// - Returns: the document as bytes, in memory that is wiped.
  /// - Throws: every entry that cannot be written unchanged.
  package func document(
    _ entries: [ExportEntry],
    dialect: DotenvDialect = .posix,
    named name: String = "secrets"
  ) throws(ExportError) -> SecretBytes {
    let writer = writer(dialect: dialect, named: name)
    var problems = Self.collisions(entries)
    for entry in entries {
      if let reason = writer.problem(entry) { problems.append((entry.source, reason)) }
    }
    if let reason = writer.problem(entries) { problems.append(("all of them", reason)) }
    guard problems.isEmpty else { throw ExportError(format: writer.title, problems: problems) }
    var document = SecretBuffer()
    writer.write(entries, to: &document)
    return document.contents()
  }

  private func writer(dialect: DotenvDialect, named name: String) -> any ExportWriter {
    switch self {
    case .dotenv: dialect.writer
    case .shell: ShellExport(isExported: true)
    case .json: JSONExport()
    case .yaml: YAMLExport()
    case .toml: TOMLExport()
    case .tfvars: TerraformExport()
    case .csv: CSVExport()
    case .kubernetes: KubernetesExport(name: name)
    case .githubMask: GitHubMaskExport()
    }
  }

  private static func collisions(_ entries: [ExportEntry]) -> [(source: String, reason: String)] {
    var first: [String: String] = [:]
    var problems: [(source: String, reason: String)] = []
    for entry in entries {
      if let other = first[entry.name] {
        problems.append((entry.source, "\(ExportError.sameName)\(entry.name), as \(other) has"))
      } else {
        first[entry.name] = entry.source
      }
    }
    return problems
  }
}

/// One format.
protocol ExportWriter {
  /// The format as messages name it: "a dotenv file for Docker".
  var title: String { get }

  /// Why an entry cannot be carried, in words that follow its name; nil where it can.
  func problem(_ entry: ExportEntry) -> String?

  /// Why the entries together cannot be carried.
  func problem(_ entries: [ExportEntry]) -> String?

  /// Writes entries that have no problem.
  func write(_ entries: [ExportEntry], to document: inout SecretBuffer)
}

extension ExportWriter {
  func problem(_ entries: [ExportEntry]) -> String? { nil }
}

extension ExportEntry {
  static let notText = "is not text (UTF-8)"

  /// Whether the name may be that of an environment variable (POSIX.1-2024, 3.216, Name).
  var hasVariableName: Bool { ExportName.isVariable(name) }

  static let noVariableName = "gives a name that no environment variable has"
}
