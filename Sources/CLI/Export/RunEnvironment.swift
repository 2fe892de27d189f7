import AWS
import Secrets

/// The secrets as variables of a program's environment.
struct RunEnvironment {
  let entries: [ExportEntry]

  /// Variables that say what a program loads or runs, or where it looks: no secret has such a name
  /// but by mistake, or because somebody wants to run something.
  private static let steering: Set<String> = [
    "PATH", "HOME", "SHELL", "USER", "LOGNAME", "IFS", "ENV", "BASH_ENV", "SHELLOPTS", "BASHOPTS",
    "PS4", "PROMPT_COMMAND", "CDPATH", "TMPDIR", "EDITOR", "VISUAL", "PAGER", "BROWSER",
    "NODE_OPTIONS",
    "NODE_PATH", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME", "PERL5LIB", "PERL5OPT", "RUBYLIB",
    "RUBYOPT", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH", "GCONV_PATH",
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy",
    "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR", "AWS_CA_BUNDLE", "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
  ]
  private static let steeringPrefixes = ["LD_", "DYLD_", "GIT_", "BASH_FUNC_", "AWS_ENDPOINT_URL"]

  init(_ entries: [ExportEntry], allowing allowed: [String]) throws(Failure) {
    let problems = Self.problems(entries)
    guard problems.isEmpty else {
      throw .usage(
        "These cannot be variables of a program:\n" + problems.joined(separator: "\n"),
        hint: "Give each a name of its own (NAME=REFERENCE), or leave it out."
      )
    }
    let refused = entries.filter { Self.steers($0.name) && !allowed.contains($0.name) }
    guard refused.isEmpty else {
      let names = refused.map { "\($0.name) (\(visible($0.source)))" }.joined(separator: ", ")
      throw .usage(
        "These variables steer what programs do, so no secret is put there: \(names).",
        hint: "Choose another name (NAME=\(visible(refused[0].source))), or --allow-name "
          + "\(refused[0].name)."
      )
    }
    self.entries = entries
  }

  /// What is no name of a variable, a name twice, or what would end early.
  private static func problems(_ entries: [ExportEntry]) -> [String] {
    var names: Set<String> = []
    return entries.compactMap { entry in
      let reason: String? =
        if !ExportName.isVariable(entry.name) {
          "would be named “\(visible(entry.name))”, which is no name of a variable"
        } else if !names.insert(entry.name).inserted {
          "would be named \(entry.name), as another one is"
        } else if entry.value.withSpan({ bytes in bytes.indices.contains { bytes[$0] == 0 } }) {
          "holds a zero byte"
        } else {
          nil
        }
      return reason.map { "  \(visible(entry.source)) \($0)" }
    }
  }

  private static func steers(_ name: String) -> Bool {
    steering.contains(name) || steeringPrefixes.contains(where: name.hasPrefix)
  }

  /// The variables that stand in `environment` with another value.
  func replaced(in environment: [String: String]) -> [String] {
    entries.map(\.name).filter { environment[$0] != nil }
  }

  /// Without what holds or hands out credentials of AWS; profile and region stay.
  static func withoutCredentials(_ environment: [String: String]) -> [String: String] {
    let credentials: Set = [
      "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN",
      "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME",
    ]
    return environment.filter { name, _ in
      !credentials.contains(name) && !name.hasPrefix("AWS_CONTAINER_")
    }
  }
}
