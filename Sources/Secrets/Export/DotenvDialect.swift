/// Who reads a dotenv file; they do not agree on quotes, escapes and lines.
package enum DotenvDialect: String, Sendable, CaseIterable {
  /// A POSIX shell: `set -a; . ./.env`.
  case posix
  /// `docker run --env-file`, which knows neither quotes nor escapes.
  case docker
  /// Node.js: `--env-file` and the package dotenv.
  case node
  /// The Python package python-dotenv.
  case python

  var writer: any ExportWriter {
    switch self {
    case .posix: ShellExport(isExported: false)
    case .docker: DockerExport()
    case .node: NodeExport()
    case .python: PythonExport()
    }
  }
}
