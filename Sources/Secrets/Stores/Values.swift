import AWS

/// What became of reading one of several values.
package typealias ValueResult = Result<SecretValue, SecretsError>

extension SecretStore {
  /// One request for each, several at a time: what a store does that has no request for many.
  package func values(
    of names: [String]
  ) async throws(SecretsError) -> [String: ValueResult] {
    try await valuesOneByOne(names)
  }

  func valuesOneByOne(_ names: [String]) async throws(SecretsError) -> [String: ValueResult] {
    let results = try await inParallel(Array(Set(names))) { (name) throws(SecretsError) in
      let found = await outcome { () throws(SecretsError) in
        try await value(of: name, version: nil)
      }
      // What holds for all of them ends it; what is about this one is this one's.
      if case .failure(let error) = found, !error.isAboutOneSecret { throw error }
      return (name, found)
    }
    return Dictionary(uniqueKeysWithValues: results)
  }
}

extension SecretsError {
  /// Whether it says nothing of other secrets in the same store.
  package var isAboutOneSecret: Bool {
    switch kind {
    case .notFound, .pendingDeletion, .denied, .invalidReference, .invalidValue: true
    case .alreadyExists, .conflict, .unavailable, .storeDamaged, .io: false
    }
  }
}

/// `names`, each once, in lots of at most `size`.
func lots(of names: [String], _ size: Int) -> [[String]] {
  let names = Set(names).sorted()
  return stride(from: 0, to: names.count, by: size).map {
    Array(names[$0..<min($0 + size, names.count)])
  }
}
