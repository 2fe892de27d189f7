import Secrets

/// Selectors that choose secrets, for an environment of the configuration.
enum ImportSelectors {
  /// As few as there are folders that they are in; without what `known` chooses already.
  static func covering(
    _ secrets: [SecretReference],
    besides known: [SecretSelector]
  ) -> [String] {
    let open = Set(secrets).filter { secret in
      !known.contains { $0.store == secret.store && $0.matches(secret.name) }
    }
    var selectors: [String] = []
    for (store, secrets) in Dictionary(grouping: open, by: \.store) {
      let groups = Dictionary(grouping: secrets) { first(of: $0.name) }
      for (folder, group) in groups {
        guard group.count > 1, folder != nil else {
          selectors += group.map { store.reference(to: $0.name) }
          continue
        }
        let common = common(group.map { folders(of: $0.name) }).joined(separator: "/")
        // `**` is for the levels of a path; the names of the other stores are flat.
        let wildcard = store == .parameterStore ? "**" : "*"
        selectors.append("\(store.rawValue):\(common)/\(wildcard)")
      }
    }
    return selectors.sorted()
  }

  /// The folders that a name is in, with the empty one before a slash at its beginning.
  private static func folders(of name: String) -> [Substring] {
    Array(name.split(separator: "/", omittingEmptySubsequences: false).dropLast())
  }

  /// The first folder that has a name; nil of a name that is in none.
  private static func first(of name: String) -> Substring? {
    folders(of: name).first { !$0.isEmpty }
  }

  private static func common(_ paths: [[Substring]]) -> [Substring] {
    paths.dropFirst().reduce(paths.first ?? []) { common, path in
      zip(common, path).prefix { $0 == $1 }.map(\.0)
    }
  }
}
