import AWS

extension SecretsManagerStore {
  /// `BatchGetSecretValue`, twenty secrets a request.
  ///
  /// Whoever may read each secret need not be permitted to ask for many at once; then, and for those
  /// that the answer has an error about, each is asked for by itself.
  package func values(
    of names: [String]
  ) async throws(SecretsError) -> [String: ValueResult] {
    let results = try await inParallel(lots(of: names, SecretsManagerLimits.idsPerBatch)) {
      (lot) throws(SecretsError) in
      try await values(lot: lot)
    }
    return results.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
  }

  private func values(lot: [String]) async throws(SecretsError) -> [String: ValueResult] {
    let batch: SecretBatch
    do {
      batch = try await service.batchGetSecretValue(lot)
    } catch {
      // One name of a form that it does not take fails the whole.
      guard [.accessDenied, .invalidRequest, .notFound].contains(error.kind) else {
        throw .from(error, in: kind)
      }
      return try await valuesOneByOne(lot)
    }
    var results: [String: ValueResult] = [:]
    for name in lot {
      guard let output = batch.values.first(where: { $0.name == name || $0.arn == name }) else {
        continue
      }
      results[name] = .success(SecretValue(output))
    }
    let rest = lot.filter { results[$0] == nil }
    if !rest.isEmpty {
      results.merge(try await valuesOneByOne(rest)) { first, _ in first }
    }
    return results
  }
}
