package import AWS
package import Secrets

/// Contents of a file as they are compared: by key where both are understood.
package typealias ComparableContents = @Sendable ([SecretBytes], VaultPath) -> [SecretBytes]

extension LedgerDifference {
  /// How many files are read at once: two versions of each, of up to 16 MiB.
  private static let width = 4

  /// Compares the contents of each file of the vault that has a version on both sides.
  ///
  /// - Parameters:
  ///   - changes: what changed.
  ///   - vault: where the versions are.
  ///   - comparable: how contents are made comparable.
  /// - Returns: one difference for each change of a file that has two sides, by its reference.
  package static func values(
    of changes: [ItemChange],
    in vault: LedgerVault,
    comparable: @escaping ComparableContents
  ) async -> [String: ValueDifference] {
    await withTaskGroup(of: (String, ValueDifference).self) { group in
      var waiting = changes.filter { $0.after?.file != nil && $0.before != nil }.makeIterator()
      func startNext() {
        guard let change = waiting.next(), let old = change.before, let new = change.after else {
          return
        }
        group.addTask { (change.reference, await compare(old, new, vault, comparable)) }
      }
      for _ in 0..<width { startNext() }
      var results: [String: ValueDifference] = [:]
      while let (reference, difference) = await group.next() {
        results[reference] = difference
        startNext()
      }
      return results
    }
  }

  private static func compare(
    _ old: LedgerItem,
    _ new: LedgerItem,
    _ vault: LedgerVault,
    _ comparable: ComparableContents
  ) async -> ValueDifference {
    do throws(SecretsError) {
      let (file, asked) = try vault.open(old)
      _ = try vault.open(new)
      let before = try await asked.get(file, version: old.version)
      let after = try await asked.get(file, version: new.version)
      let sides = comparable([before.bytes, after.bytes], file)
      var written = SecretVersion(id: new.version, created: after.head.at)
      written.by = after.head.author
      return ValueDifference(result: .compared(.between(sides[0], sides[1])), written: written)
    } catch {
      if case .notFound = error.kind {
        return ValueDifference(result: .gone(error.message), written: nil)
      }
      return ValueDifference(result: .unreadable(error.message), written: nil)
    }
  }
}
