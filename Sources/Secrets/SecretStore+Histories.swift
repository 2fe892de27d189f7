extension SecretStore {
  /// The versions of several secrets, keyed by the name as given; what is about one secret alone is
  /// that one's failure.
  package func versions(
    ofEach names: [String]
  ) async throws(SecretsError) -> [String: Result<[SecretVersion], SecretsError>] {
    let results = try await inParallel(Array(Set(names))) {
      (name) async throws(SecretsError) -> (String, Result<[SecretVersion], SecretsError>) in
      do throws(SecretsError) {
        return (name, .success(try await versions(of: name)))
      } catch {
        guard error.isAboutOneSecret else { throw error }
        return (name, .failure(error))
      }
    }
    return Dictionary(uniqueKeysWithValues: results)
  }
}
