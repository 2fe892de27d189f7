import AWS

extension SecretsManagerStore {
  package func list(_ selector: SecretSelector) async throws(SecretsError) -> [SecretSummary] {
    var wishes = ListingWishes()
    wishes.includingDeleted = false
    return try await list(selector, wishes)
  }

  /// `ListSecrets`, 100 a page, or `DescribeSecret` for one name.
  package func list(
    _ selector: SecretSelector,
    _ wishes: ListingWishes
  ) async throws(SecretsError) -> [SecretSummary] {
    guard selector.store == kind else { return [] }
    let found =
      selector.isExact
      ? try await named(selector.arn ?? selector.pattern) : try await listed(selector, wishes)
    return found.filter { secret in wishes.tags.allSatisfy { $0.matches(secret.tags) } }
  }

  private func named(_ name: String) async throws(SecretsError) -> [SecretSummary] {
    switch try await describe(name) {
    case .found(let description): [SecretSummary(description)]
    case .missing: []
    case .denied(let message): throw SecretsError(.denied, message)
    }
  }

  private func listed(
    _ selector: SecretSelector,
    _ wishes: ListingWishes
  ) async throws(SecretsError) -> [SecretSummary] {
    do {
      return
        try await service
        .listSecrets(
          Self.filters(selector, wishes.tags),
          includeDeleted: wishes.includingDeleted
        )
        .filter { selector.matches($0.name) }
        .map(SecretSummary.init)
        .sorted { $0.name < $1.name }
    } catch {
      throw .from(error, in: kind)
    }
  }

  /// What the server sorts out: filters match beginnings, and a key and a value may be of two tags, so
  /// it may send more than is wanted.
  private static func filters(_ selector: SecretSelector, _ tags: [TagFilter]) -> [SecretFilter] {
    let prefix = selector.literalPrefix
    var filters = prefix.isEmpty ? [] : [SecretFilter(.name, [prefix])]
    for tag in tags where filters.count < 9 {
      if mayBeFilter(tag.key) { filters.append(SecretFilter(.tagKey, [tag.key])) }
      if let value = tag.value, mayBeFilter(value) {
        filters.append(SecretFilter(.tagValue, [value]))
      }
    }
    return filters
  }

  /// Whether a filter can say it: not all that a tag may hold, and `!` at its start means the opposite.
  private static func mayBeFilter(_ text: String) -> Bool {
    !text.isEmpty && !text.hasPrefix("!")
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: " :_@/+=.-!".utf8.contains(byte)
        }
      }
  }
}

extension SecretSummary {
  fileprivate init(_ description: SecretDescription) {
    self.init(
      store: .secretsManager,
      name: description.name,
      arn: description.arn,
      currentVersion: description.current?.id,
      modified: description.modified,
      deletionDate: description.deletionDate,
      keyID: description.keyID,
      description: description.description
    )
    created = description.created
    rotation = description.rotation
    managedBy = description.managedBy
    tags = description.tags
  }

  fileprivate init(_ entry: SecretListEntry) {
    self.init(
      store: .secretsManager,
      name: entry.name,
      arn: entry.arn,
      currentVersion: entry.stages?.first { $0.value.contains("AWSCURRENT") }?.key,
      modified: entry.lastChangedDate ?? entry.createdDate,
      deletionDate: entry.deletedDate,
      keyID: entry.kmsKeyId,
      description: entry.description
    )
    created = entry.createdDate
    rotation = SecretRotation(
      isOn: entry.rotationEnabled ?? false,
      last: entry.lastRotatedDate,
      next: entry.nextRotationDate
    )
    managedBy = entry.owningService
    tags = [String: String](entry.tags ?? [])
  }
}

extension [String: String] {
  init(_ tags: [ResourceTag]) {
    self.init(tags.map { ($0.key, $0.value) }) { first, _ in first }
  }
}
