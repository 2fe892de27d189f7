/// What is different about one secret between two deployments.
package struct ItemChange: Sendable, Equatable {
  package enum Kind: String, Codable, Sendable {
    case added
    case removed
    case changed
    case unchanged
  }

  package let kind: Kind
  /// The item in the first list; nil when added.
  package let before: LedgerItem?
  /// The item in the second list; nil when removed.
  package let after: LedgerItem?

  /// The secret, such as `sm:myapp/db`.
  package var reference: String { (after ?? before)?.reference ?? "" }
}

/// The difference between the secrets of two deployments.
package enum LedgerDifference {
  /// One change per secret of either list, by store and name.
  ///
  /// A secret is changed when its version, its ARN (Secrets Manager gives a recreated secret a new
  /// one) or, where both lists have it, the time of its last change differs: a recreated parameter
  /// counts from 1 again, so its number alone proves nothing. Labels do not count. A file of the vault
  /// is changed when its version differs or it is in another vault.
  package static func between(_ a: [LedgerItem], _ b: [LedgerItem]) -> [ItemChange] {
    struct Secret: Hashable {
      let store: ItemStore
      let name: String

      /// A file is the same one, whatever vault has it.
      init(_ item: LedgerItem) {
        store = item.file == nil ? item.store : .folder
        name = item.file ?? item.name
      }
    }
    func index(_ items: [LedgerItem]) -> [Secret: LedgerItem] {
      Dictionary(items.map { (Secret($0), $0) }) { $1 }
    }
    let before = index(a)
    let after = index(b)
    let latest = before.merging(after) { $1 }
    return latest.values.sorted(by: LedgerItem.precedes).map { item in
      let secret = Secret(item)
      return change(from: before[secret], to: after[secret])
    }
  }

  private static func change(from before: LedgerItem?, to after: LedgerItem?) -> ItemChange {
    guard let before else { return ItemChange(kind: .added, before: nil, after: after) }
    guard let after else { return ItemChange(kind: .removed, before: before, after: nil) }
    let same =
      before.version == after.version && before.store == after.store && before.name == after.name
      && agree(before.arn, after.arn)
      && (before.store != .parameterStore || agree(before.modified, after.modified))
    return ItemChange(kind: same ? .unchanged : .changed, before: before, after: after)
  }

  private static func agree<Value: Equatable>(_ a: Value?, _ b: Value?) -> Bool {
    a == nil || b == nil || a == b
  }
}
