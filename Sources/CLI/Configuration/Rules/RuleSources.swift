import Scanning

/// Where the rules of a repository stand.
enum RuleSources {
  /// Honoured where it lies at the top level.
  static let gitleaksFile = ".gitleaks.toml"

  /// The rules that a repository's files ask for.
  ///
  /// `read` gives a file by its path from the top level, nil where there is none.
  static func load(
    _ configuration: Configuration,
    read: (_ path: String) throws -> [UInt8]?
  ) throws -> RuleSet {
    var set = RuleSet()
    if let bytes = try read(gitleaksFile) {
      try set.add(try RuleFileReader.read(bytes, file: gitleaksFile), read: read)
    }
    for (path, line) in configuration.ruleFiles {
      let file = try RuleSet.file(path, namedIn: Configuration.fileName, line, read: read)
      try set.add(file, read: read)
    }
    if let own = configuration.ownRules { try set.add(own, read: read) }
    return set
  }
}

extension Session {
  /// The rules as they stand in the working tree, or at `HEAD` of a bare repository.
  func repositoryRules() throws -> RuleSet {
    guard let layout = try layoutIfAny() else { return RuleSet() }
    return try RuleSources.load(try configuration()) { try committedFile($0, layout) }
  }
}
