package import Secrets

/// A place in the code that names a secret of AWS.
package struct CodeReference: Hashable, Sendable {
  package let store: StoreKind
  /// The name; of Secrets Manager, where an ARN stands in the code, perhaps with its random suffix.
  package let name: String
  /// The ARN, where the code has one that is complete.
  package let arn: String?
  package let path: String
  /// From 1.
  package let line: Int

  /// The secret, such as `sm:myapp/db`.
  package var reference: String { store.reference(to: name) }

  /// Whether this is the secret of a name, or one of those of a pattern.
  func isNamed(where matches: (String) -> Bool) -> Bool {
    if matches(name) || (store == .parameterStore && matches("/" + name)) { return true }
    // The suffix that Secrets Manager gives: a hyphen and six characters.
    guard store == .secretsManager, name.utf8.dropLast(6).last == UInt8(ascii: "-") else {
      return false
    }
    return matches(String(name.dropLast(7)))
  }

  /// Whether one of the secrets is the one that is named here.
  package func isCovered(by items: [LedgerItem]) -> Bool {
    let store = ItemStore(store)
    return items.contains { item in
      item.store == store && ((arn != nil && item.arn == arn) || isNamed { $0 == item.name })
    }
  }

  /// Whether one of the selectors takes the secret in.
  package func isCovered(by selectors: [SecretSelector]) -> Bool {
    selectors.contains { selector in
      selector.store == store && isNamed { selector.matches($0) }
    }
  }
}
