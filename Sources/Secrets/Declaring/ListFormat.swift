package import AWS

/// The formats in which a file may list names and values.
package enum ListFormat: String, Sendable, CaseIterable {
  case dotenv, json, yaml, toml, tfvars

  /// The format that the ending of a file's name says.
  package init?(fileName: String) {
    let name = fileName.split(separator: "/").last.map { $0.lowercased() } ?? ""
    if name.hasSuffix(".env") || name.hasPrefix(".env") {
      self = .dotenv
    } else if name.hasSuffix(".json") {
      self = .json
    } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      self = .yaml
    } else if name.hasSuffix(".toml") {
      self = .toml
    } else if name.hasSuffix(".tfvars") {
      self = .tfvars
    } else {
      return nil
    }
  }

  /// Reads a list; what is not understood is a problem of the result.
  package func read(_ file: SecretBytes, dialect: DotenvDialect? = nil) -> ListedSecrets {
    switch self {
    case .dotenv: DotenvReader.read(file, dialect: dialect)
    case .json: JSONList.read(file)
    case .yaml: YAMLList.read(file)
    case .toml: TOMLList.read(file)
    case .tfvars: TerraformList.read(file)
    }
  }
}

/// A TOML document of names and texts.
enum TOMLList {
  static func read(_ document: SecretBytes) -> ListedSecrets {
    var result = ListedSecrets()
    let document = TOMLEntries(document)
    for entry in document.entries {
      let name = entry.path.map(printable).joined(separator: ".")
      guard entry.path.count == 1 else {
        result.problem(entry.line, "\(name) is in a table; a list has a text for each name")
        continue
      }
      switch entry.value {
      case .text(let text): result.add(entry.path[0], text, line: entry.line)
      case .literal(let text):
        result.add(entry.path[0], SecretBytes(utf8: text), line: entry.line)
      case .texts, .emptyTable:
        result.problem(entry.line, "\(name) is no text; a list has a text for each name")
      }
    }
    document.problem.map { result.problems.append($0) }
    return result
  }
}
