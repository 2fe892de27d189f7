package import AWS

// Writings of runs that ended before the answer came.
extension SecretsManagerStore {
  package func hasUnfinishedWrite(_ name: String) async throws(SecretsError) -> Bool {
    try journal?.unfinished(kind, name) != nil
  }

  package func finishedEarlier(
    _ name: String,
    value: SecretBytes
  ) async throws(SecretsError) -> SecretVersion? {
    guard let open = try journal?.unfinished(kind, name), let token = open.entry.token else {
      return nil
    }
    return try await finish(open, token, name, value)
  }

  /// Whether `token` made the current version and that holds `value`; else, if it made another one
  /// or one that was replaced since, the entry is of no use any more.
  private func finish(
    _ open: OpenEntry,
    _ token: String,
    _ name: String,
    _ value: SecretBytes
  ) async throws(SecretsError) -> SecretVersion? {
    let stored: SecretValueOutput
    do {
      stored = try await service.getSecretValue(name, versionId: token)
    } catch {
      switch error.kind {
      // It did not arrive, or nobody may tell us: the same token is sent again, which is harmless.
      case .notFound, .accessDenied: return nil
      // The version was there and is gone, or the whole secret is about to go.
      case .invalidRequest:
        open.end()
        journal?.notices.add("\(Self.earlier(name)) had written version \(token), which is gone.")
        return nil
      default: throw await explain(error, name, version: token)
      }
    }
    open.end()
    guard stored.value == value, stored.stages.contains("AWSCURRENT") else {
      let what = stored.value == value ? "is not the current one any more" : "holds another value"
      journal?.notices.add("\(Self.earlier(name)) had written version \(token), which \(what).")
      return nil
    }
    return SecretVersion(id: token, stages: stored.stages, created: stored.createdDate)
  }

  package func takeNotices() -> [String] { journal?.notices.take() ?? [] }

  /// How each notice begins.
  static func earlier(_ name: String) -> String {
    "An earlier run, which saw no answer about “\(StoreKind.secretsManager.shown(name))”,"
  }
}
