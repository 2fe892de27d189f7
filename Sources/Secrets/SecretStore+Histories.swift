extension SecretStore {
  /// The versions of several secrets, keyed by the name as given; what is about one secret alone is
  /// that one's failure.
  package func versions(
    ofEach names: [String]
  ) async throws(SecretsError) -> [String: Result<[SecretVersion], SecretsError>] {
    let results = try await inParallel(Array(Set(names))) {
      (name) async throws(SecretsError) -> (String, Result<[SecretVersion], SecretsError>) in
      let found = await outcome { () throws(SecretsError) in try await versions(of: name) }
      if case .failure(let error) = found, !error.isAboutOneSecret { throw error }
      return (name, found)
    }
    return Dictionary(uniqueKeysWithValues: results)
  }
}
