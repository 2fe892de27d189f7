import AWS

// `UpdateSecretVersionStage` is refused unless the label is where the request says that it is. So it
// may be sent again after an answer that got lost: where the first one arrived after all, the second
// finds the label gone from there, and a look tells.
extension SecretsManagerStore: StageStore {
  /// How often it is sent at most.
  private static let attempts = 3

  @discardableResult
  package func moveStage(
    _ stage: String,
    of name: String,
    from: String?,
    to: String?
  ) async throws(SecretsError) -> Bool {
    // Labels of ours are no matter of the service that owns a secret; which value is current is.
    if stage == "AWSCURRENT" { try SecretName.checkOwn(name, in: kind) }
    var attempt = 1
    while true {
      do throws(AWSError) {
        try await service.updateSecretVersionStage(id: name, stage: stage, to: to, from: from)
        return true
      } catch {
        guard error.mayHaveTakenEffect || [.invalidRequest, .notFound].contains(error.kind) else {
          throw .from(error, name: name, in: kind)
        }
        if try await isMoved(stage, of: name, from: from, to: to, after: error) {
          return attempt > 1 || error.mayHaveTakenEffect
        }
        guard error.mayHaveTakenEffect, attempt < Self.attempts, !Task.isCancelled else {
          throw error.mayHaveTakenEffect
            ? .notWritten(.from(error, name: name, in: kind), name, in: kind)
            : await explain(error, name, version: to)
        }
      }
      attempt += 1
    }
  }

  /// Whether the label is where it was to go; an error where it is neither there nor where it was.
  private func isMoved(
    _ stage: String,
    of name: String,
    from: String?,
    to: String?,
    after error: AWSError
  ) async throws(SecretsError) -> Bool {
    switch try? await describe(name) {
    case .found(let description)?:
      if let date = description.deletionDate { throw .pendingDeletion(name, date) }
      let holder = description.versions.first { $0.stages.contains(stage) }?.id
      if holder == to { return true }
      guard holder == from else {
        throw .stageElsewhere(stage, name, in: kind, expected: from, actual: holder)
      }
      return false
    case .missing?: throw .notFound(name, in: kind)
    case .denied?, nil:
      throw error.mayHaveTakenEffect
        ? .unclear(error, name, in: kind, isOnRecord: false) : .from(error, name: name, in: kind)
    }
  }
}
