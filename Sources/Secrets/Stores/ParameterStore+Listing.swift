import AWS

extension ParameterStore {
  /// Never asks for values: `DescribeParameters` alone.
  package func list(_ selector: SecretSelector) async throws(SecretsError) -> [SecretSummary] {
    try await list(selector, ListingWishes())
  }

  /// `DescribeParameters`, 50 a page; tags take a `ListTagsForResource` for each parameter.
  package func list(
    _ selector: SecretSelector,
    _ wishes: ListingWishes
  ) async throws(SecretsError) -> [SecretSummary] {
    guard selector.store == kind else { return [] }
    let filters = Self.filters(selector, wishes.tags)
    var found: [SecretSummary]
    do {
      found = try await service.describeParameters(filters)
        .filter { selector.matches($0.name) }
        .map(SecretSummary.init)
        .sorted { $0.name < $1.name }
    } catch {
      throw .from(error, in: kind)
    }
    let others = wishes.tags.filter { Self.filter($0) == nil }
    guard wishes.withTags || !others.isEmpty else { return found }
    let tags: [String: [String: String]?] = Dictionary(
      uniqueKeysWithValues: try await inParallel(found.map(\.name)) { (name) throws(SecretsError) in
        switch await outcome({ () throws(SecretsError) in try await self.tags(of: name) }) {
        case .success(let tags): return (name, tags)
        case .failure(let error):
          // Who filters by them has to know them; who looks at them is told that they are not known.
          guard case .denied = error.kind, others.isEmpty else { throw error }
          return (name, nil)
        }
      }
    )
    for index in found.indices { found[index].tags = tags[found[index].name] ?? nil }
    return found.filter { secret in others.allSatisfy { $0.matches(secret.tags) } }
  }

  private func tags(of name: String) async throws(SecretsError) -> [String: String] {
    do {
      return [String: String](try await service.tags(of: name))
    } catch {
      throw .from(error, name: name, in: kind)
    }
  }

  private static func filters(
    _ selector: SecretSelector,
    _ tags: [TagFilter]
  ) -> [ParameterFilter] {
    let names: [ParameterFilter] =
      if selector.isExact {
        [.names([selector.pattern])]
      } else if selector.literalPrefix.isEmpty {
        []
      } else {
        [.nameBegins(with: selector.literalPrefix)]
      }
    return names + tags.compactMap(filter)
  }

  /// What the server looks for: a key with a value.
  private static func filter(_ tag: TagFilter) -> ParameterFilter? {
    tag.value.flatMap { $0.isEmpty ? nil : .tag(tag.key, $0) }
  }
}

extension SecretSummary {
  fileprivate init(_ metadata: ParameterMetadata) {
    self.init(
      store: .parameterStore,
      name: metadata.name,
      arn: metadata.arn,
      currentVersion: metadata.version.map(String.init),
      modified: metadata.lastModifiedDate,
      type: metadata.type,
      tier: metadata.tier,
      keyID: metadata.keyId,
      description: metadata.description
    )
    by = metadata.lastModifiedUser
  }
}
