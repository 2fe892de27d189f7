// Staging labels, by the rules of Secrets Manager.
extension LocalStore: StageStore {
  /// How many labels the versions of a secret have together at most.
  package static let labelLimit = 20

  @discardableResult
  package func moveStage(
    _ stage: String,
    of name: String,
    from: String?,
    to: String?
  ) async throws(SecretsError) -> Bool {
    try file.update { (contents) throws(SecretsError) in
      guard var secret = contents.secrets[name] else { throw .notFound(name, in: .local) }
      let holder = secret.version(staged: stage)?.id
      if holder == to { return false }
      guard holder == from else {
        throw .stageElsewhere(stage, name, in: .local, expected: from, actual: holder)
      }
      guard to != nil || stage != LocalContents.current else {
        throw SecretsError(.invalidValue, "AWSCURRENT cannot be taken away, only moved.")
      }
      if let to, !secret.versions.contains(where: { $0.id == to }) {
        throw SecretsError(
          .notFound,
          "“\(kind.shown(name))” has no version “\(printable(to))”.",
          hint: "`git secrets-sync list-versions \(kind.shown(name))` shows what it has."
        )
      }
      secret.move(stage, to: to)
      guard secret.versions.reduce(0, { $0 + $1.stages.count }) <= Self.labelLimit else {
        throw SecretsError(
          .invalidValue,
          "“\(kind.shown(name))” has \(Self.labelLimit) staging labels already."
        )
      }
      contents.secrets[name] = secret
      return true
    }
  }
}

extension LocalSecret {
  fileprivate mutating func move(_ stage: String, to: String?) {
    let left = version(staged: stage)?.id
    for index in versions.indices {
      versions[index].stages.removeAll { $0 == stage }
      if stage == LocalContents.current {
        versions[index].stages.removeAll { $0 == LocalContents.previous }
        if versions[index].id == left { versions[index].stages.append(LocalContents.previous) }
      }
      if versions[index].id == to { versions[index].stages.append(stage) }
    }
  }
}
