import ArgumentParser
import Secrets

/// The formats of `dump --format`.
enum DumpFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case dotenv, shell, json, yaml, toml, tfvars, csv, kubernetes
  case githubMask = "github-mask"

  var format: ExportFormat {
    switch self {
    case .dotenv: .dotenv
    case .shell: .shell
    case .json: .json
    case .yaml: .yaml
    case .toml: .toml
    case .tfvars: .tfvars
    case .csv: .csv
    case .kubernetes: .kubernetes
    case .githubMask: .githubMask
    }
  }
}

/// The readers of `dump --dialect`.
enum DumpDialect: String, ExpressibleByArgument, CaseIterable, Sendable {
  case posix, docker, node, python

  var dialect: DotenvDialect {
    switch self {
    case .posix: .posix
    case .docker: .docker
    case .node: .node
    case .python: .python
    }
  }
}

extension ExportFormat {
  /// The format that the ending of a file's name stands for.
  init?(fileName: String) {
    let name = fileName.split(separator: "/").last.map { $0.lowercased() } ?? ""
    switch name.split(separator: ".").last.map(String.init) {
    case "json": self = .json
    case "yaml", "yml": self = .yaml
    case "toml": self = .toml
    case "tfvars": self = .tfvars
    case "csv": self = .csv
    case "sh": self = .shell
    case "env": self = .dotenv
    default: return nil
    }
  }
}

extension Failure {
  /// What a format cannot carry, each secret on a line.
  init(_ error: ExportError) {
    var lines = error.problems.prefix(10).map { "  \(visible($0.source)) \($0.reason)" }
    if error.problems.count > lines.count {
      lines.append("  and \(error.problems.count - lines.count) more")
    }
    guard !error.areAllNames else {
      self.init(
        "Two secrets would have one name, hence nothing was written:\n"
          + lines.joined(separator: "\n"),
        hint: error.problems[0].source.hasSuffix(")")
          ? "They are members of values, spread by --expand: choose those that are wanted, as "
            + "NAME=REFERENCE#KEY, or leave --expand out."
          : "Give one of them a name of its own: NAME=\(visible(error.problems[0].source)).",
        status: .usage
      )
      return
    }
    self.init(
      "\(error.format.prefix(1).uppercased())\(error.format.dropFirst()) cannot hold these as they are, hence nothing was written:\n"
        + lines.joined(separator: "\n"),
      hint: "Choose another --format or --dialect, or leave them out; JSON holds any text, and a "
        + "Kubernetes Secret and files (`--to DIR/`) any bytes.",
      status: .usage
    )
  }
}
