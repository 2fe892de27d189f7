package import Secrets

extension LedgerItem {
  /// Whether the archive has the value, and the item tells what it was sealed for.
  var isArchived: Bool {
    guard archive != nil else { return false }
    return store == .secretsManager && arn != nil || store == .parameterStore && modified != nil
  }

  /// What the archive knows the version as; nil where it takes none of such a store, or where the
  /// item does not tell enough.
  package func archivedSecret(account: String, region: String) -> ArchivedSecret? {
    let instance: String?
    switch store {
    case .secretsManager: instance = arn
    case .parameterStore: instance = modified.map(RecordTime.text)
    case .local, .s3, .folder: return nil
    }
    guard let kind = store.kind, let instance else { return nil }
    return ArchivedSecret(
      account: account,
      region: region,
      store: kind,
      name: name,
      version: version,
      instance: instance
    )
  }
}

extension ArchivedVersion {
  package init(_ place: ArchivePlace) {
    self.init(bucket: place.bucket, key: place.key, version: place.version)
  }

  package var place: ArchivePlace { ArchivePlace(bucket: bucket, key: key, version: version) }
}
