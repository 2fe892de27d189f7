import Hooks

/// The text of `.secrets-sync.toml`: a first one, and what is added to one that is there.
enum ConfigurationText {
  /// A whole file.
  static func first(protect extra: [String], environments: [ProposedEnvironment]) -> String {
    let patterns = (Policy.defaultProtect + extra.filter { !Policy.defaultProtect.contains($0) })
      .map { "  \(quoted($0)),\n" }.joined()
    return """
      # git secrets-sync: what is protected, and where this repository's secrets live.
      # Committed and read by everyone who clones; it never holds a secret. All keys:
      # docs/configuration.md of git-secrets-sync.

      [policy]
      # Files that may never be committed, as in .gitignore.
      protect = [
      \(patterns)]

      """ + (environments.isEmpty ? noEnvironment : tables(environments))
  }

  private static let noEnvironment = """

    # An environment is where the code is deployed. This one uses the embedded store, which needs
    # no AWS account and is for development.
    [environments.dev]
    secrets = ["local:*"]

    # An environment in AWS:
    # [environments.prod]
    # profile = "myapp-prod"            # of ~/.aws/config
    # region  = "eu-west-1"
    # account = "123456789012"          # any other account is refused
    # secrets = ["sm:myapp/*", "ssm:/myapp/prod/**"]

    """

  private static func tables(_ environments: [ProposedEnvironment]) -> String {
    "\n# An environment is where the code is deployed.\n"
      + environments.map { table($0) }.joined(separator: "\n")
  }

  /// One `[environments.NAME]` table.
  static func table(_ environment: ProposedEnvironment) -> String {
    // A name with a dot would be two levels.
    let name =
      SSMScript.isPlain(environment.name) && !environment.name.contains(".")
      ? environment.name : quoted(environment.name)
    var text = "[environments.\(name)]\n"
    if let profile = environment.profile { text += "profile = \(quoted(profile))\n" }
    if let region = environment.region { text += "region  = \(quoted(region))\n" }
    if let account = environment.account {
      text += "account = \(quoted(account))\n"
    } else if environment.usesAWS {
      text += "# account = \"123456789012\"   # with it, any other account is refused\n"
    }
    if !environment.selectors.isEmpty {
      if environment.areSelectorsGuessed { text += "# What is usual; correct it.\n" }
      text += "secrets = [\(environment.selectors.map(quoted).joined(separator: ", "))]\n"
    }
    return text
  }

  // MARK: Adding to a file

  /// The file with more environments at its end.
  static func adding(_ environments: [ProposedEnvironment], to text: String) -> String {
    text + (text.hasSuffix("\n") || text.isEmpty ? "" : "\n")
      + environments.map { "\n" + table($0) }.joined()
  }

  /// The file with more patterns in `protect`; nil where it is written in a way that needs a hand.
  static func adding(protect patterns: [String], to text: String) throws(Failure) -> String? {
    let before = try read(text)
    let wanted = (before.protect ?? Policy.defaultProtect) + patterns
    let words = (before.protect == nil ? wanted : patterns).map { "  \(quoted($0)),\n" }.joined()
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if before.protect != nil {
      guard let at = lines.firstIndex(where: { isKey("protect", $0) }),
        let bracket = lines[at].firstIndex(of: "[")
      else { return nil }
      let rest = lines[at][lines[at].index(after: bracket)...]
      let more = rest.trimmed.isEmpty ? "" : "\n  " + rest.trimmed
      lines[at] = lines[at][...bracket] + "\n" + words.dropLast() + more
    } else if let at = lines.firstIndex(where: {
      $0.split(separator: "#").first?.trimmed == "[policy]"
    }) {
      lines[at] += "\nprotect = [\n\(words)]"
    } else {
      lines.append("[policy]\nprotect = [\n\(words)]\n")
    }
    let result = lines.joined(separator: "\n")
    // Whatever the file looks like: taken only if it then says what it should.
    guard let after = try? read(result).protect, Set(after) == Set(wanted) else { return nil }
    return result
  }

  private static func read(_ text: String) throws(Failure) -> Configuration {
    try ConfigurationReader.read(Array(text.utf8), file: Configuration.fileName)
  }

  private static func isKey(_ key: String, _ line: String) -> Bool {
    let parts = line.split(separator: "=", maxSplits: 1)
    return parts.count == 2 && parts[0].trimmed == key
  }

  /// A basic string of TOML.
  ///
  /// Control characters are refused by the reader.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for character in text {
      if character == "\"" || character == "\\" { result.append("\\") }
      result.append(character)
    }
    return result + "\""
  }
}

extension Substring {
  /// Without blanks around it.
  fileprivate var trimmed: String {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
