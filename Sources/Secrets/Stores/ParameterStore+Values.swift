import AWS

extension ParameterStore {
  /// `GetParameters` with decryption, ten names a request.
  package func values(
    of names: [String]
  ) async throws(SecretsError) -> [String: ValueResult] {
    let results = try await inParallel(lots(of: names, SSMClient.namesPerCall)) {
      (lot) throws(SecretsError) in
      try await values(lot: lot)
    }
    return results.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
  }

  private func values(lot: [String]) async throws(SecretsError) -> [String: ValueResult] {
    let found: [ParameterValue]
    do {
      found = try await service.getParameterValues(names: lot).found
    } catch {
      // One that is denied, or whose key is, fails the whole.
      guard error.kind == .accessDenied || error.kind == .invalidRequest else {
        throw .from(error, in: kind)
      }
      return try await valuesOneByOne(lot)
    }
    var results: [String: ValueResult] = [:]
    for name in lot {
      guard
        let parameter = found.first(where: { $0.metadata.name == name || $0.metadata.arn == name })
      else {
        results[name] = .failure(.notFound(name, in: kind))
        continue
      }
      var version = SecretVersion(
        id: String(parameter.metadata.version),
        created: parameter.metadata.lastModifiedDate
      )
      version.type = parameter.metadata.type
      results[name] = .success(
        SecretValue(bytes: parameter.value, isBinary: false, version: version)
      )
    }
    return results
  }
}
