/// What a listing for people has besides what is there to be used.
package struct ListingWishes: Sendable {
  /// Also the secrets that wait for their deletion.
  package var includingDeleted = true
  /// The tags of each, also where that takes a request for each (`ssm`).
  package var withTags = false
  /// Only those that have all of these.
  package var tags: [TagFilter] = []

  package init(withTags: Bool = false, tags: [TagFilter] = []) {
    self.withTags = withTags
    self.tags = tags
  }
}

/// A tag that secrets must have: a key, with that value where one is given.
package struct TagFilter: Sendable, Hashable {
  package let key: String
  package let value: String?

  package init(key: String, value: String? = nil) {
    self.key = key
    self.value = value
  }

  package func matches(_ tags: [String: String]?) -> Bool {
    guard let found = tags?[key] else { return false }
    return value.map { $0 == found } ?? true
  }
}

extension SecretStore {
  /// A store without tags and deletions that wait: its list, of which nothing has a tag.
  package func list(
    _ selector: SecretSelector,
    _ wishes: ListingWishes
  ) async throws(SecretsError) -> [SecretSummary] {
    wishes.tags.isEmpty ? try await list(selector) : []
  }
}
