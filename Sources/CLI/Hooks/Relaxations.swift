import Git

/// Tells which of a repository's files with rules find less than those before: a commit that turns
/// rules off and one that needs it may be the same.
enum Relaxations {
  /// What finds less from now on.
  ///
  /// - Parameters:
  ///   - rules: those that count now.
  ///   - bases: revisions, of which the first that has a policy or rules is what was before.
  ///   - session: where the repository is.
  /// - Returns: a sentence each.
  static func new(
    in rules: RuleSet,
    since bases: [String],
    _ session: Session
  ) -> [String] {
    // Nearly always there is nothing to compare.
    if rules.relaxations.isEmpty { return [] }
    return rules.relaxations.subtracting(before(bases, session)).sorted()
  }

  /// None where what was before cannot be read: then all is new.
  private static func before(_ bases: [String], _ session: Session) -> Set<String> {
    guard let reader = try? BlobReader(session.git) else { return [] }
    defer { try? reader.close() }
    func file(_ base: String, _ path: String) -> [UInt8]? {
      (try? reader.read(revision: "\(base):\(path)")).flatMap(\.self)?.bytes
    }
    for base in bases {
      let own = file(base, Configuration.fileName)
      guard own != nil || file(base, RuleSources.gitleaksFile) != nil else { continue }
      let configuration = own.flatMap {
        try? ConfigurationReader.read($0, file: Configuration.fileName)
      }
      let rules = try? RuleSources.load(configuration ?? Configuration()) { file(base, $0) }
      return rules?.relaxations ?? []
    }
    return []
  }
}
