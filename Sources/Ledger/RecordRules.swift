import Secrets

// What the format demands of a record beyond the types of its members.
extension DeploymentRecord {
  /// What is wrong with the text of a record that could be decoded; nil for nothing.
  static func fault(_ bytes: [UInt8], _ record: DeploymentRecord) -> String? {
    if !JSONKeys.areUnique(bytes) { return "an object in it has a key twice" }
    return LedgerItem.fault(record.items)
  }
}

extension LedgerItem {
  /// What is wrong with the items of a record; nil for nothing.
  static func fault(_ items: [LedgerItem]) -> String? {
    for item in items {
      if item.name.isEmpty || item.version.isEmpty { return "an item has no name or no version" }
      if item.store == .parameterStore, Int(item.version).map({ $0 < 1 }) ?? true {
        return "an item has a version below 1"
      }
    }
    let isInOrder = zip(items, items.dropFirst()).allSatisfy { precedes($0, $1) }
    if isInOrder { return nil }
    return Set(items.map(\.reference)).count < items.count ? "it has a secret twice" : nil
  }
}
