package import Secrets

/// What became of the values of a secret that changed between two deployments.
package struct ValueDifference: Sendable {
  package enum Result: Sendable {
    case compared(ValueComparison)
    /// A store does not have one of the versions any more; the sentence says which.
    case gone(String)
    /// A store refused, or did not answer.
    case unreadable(String)
  }

  package let result: Result
  /// The later version as its store names it, with who wrote it where the store tells.
  package let written: SecretVersion?
}

extension LedgerDifference {
  /// Compares the values of each secret that has a version on both sides; of the vault's files none.
  ///
  /// The values live no longer than their comparison.
  ///
  /// - Parameters:
  ///   - changes: what changed.
  ///   - before: the stores of the first deployment.
  ///   - after: those of the second.
  /// - Returns: one difference for each change that has two sides, by its reference.
  package static func values(
    of changes: [ItemChange],
    in before: [StoreKind: any SecretStore],
    and after: [StoreKind: any SecretStore]
  ) async -> [String: ValueDifference] {
    await withTaskGroup(of: (String, ValueDifference).self) { group in
      var waiting = changes.makeIterator()
      func startNext() {
        while let change = waiting.next() {
          guard let old = change.before, let new = change.after, new.file == nil else { continue }
          group.addTask { (change.reference, await compare(old, before, new, after)) }
          return
        }
      }
      for _ in 0..<16 { startNext() }
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
    _ before: [StoreKind: any SecretStore],
    _ new: LedgerItem,
    _ after: [StoreKind: any SecretStore]
  ) async -> ValueDifference {
    async let former = value(of: old, in: before)
    async let latter = value(of: new, in: after)
    async let writer = writer(of: new, in: after)
    let (a, b, written) = await (former, latter, writer)
    switch (a, b) {
    case (.success(let a), .success(let b)):
      let result = ValueDifference.Result.compared(.between(a.bytes, b.bytes))
      return ValueDifference(result: result, written: written ?? b.version)
    case (.failure(let failure), _), (_, .failure(let failure)):
      // That one side was refused says more than that the other one is gone.
      if case .failure(let other) = b, case .unreadable = other.result {
        return ValueDifference(result: other.result, written: written)
      }
      return ValueDifference(result: failure.result, written: written)
    }
  }

  private struct Unread: Error {
    let result: ValueDifference.Result
  }

  private static func value(
    of item: LedgerItem,
    in stores: [StoreKind: any SecretStore]
  ) async -> Result<SecretValue, Unread> {
    guard let store = item.store.kind.flatMap({ stores[$0] }) else {
      return .failure(Unread(result: .unreadable("no access to \(item.store.rawValue)")))
    }
    do throws(SecretsError) {
      // By its ARN a secret is not taken for another one that got its name.
      let name = item.store == .secretsManager ? item.arn ?? item.name : item.name
      let value = try await store.value(of: name, version: item.version)
      // A parameter that was made anew counts from 1 again.
      if item.store == .parameterStore, let recorded = item.modified,
        let now = value.version.created.map(RecordTime.wholeSeconds), now != recorded
      {
        let time = RecordTime.text(now)
        return .failure(
          Unread(
            result: .gone(
              "version \(item.version) is another one now, of \(time): the parameter was made anew"
            )
          )
        )
      }
      return .success(value)
    } catch {
      if case .notFound = error.kind { return .failure(Unread(result: .gone(error.message))) }
      return .failure(Unread(result: .unreadable(error.message)))
    }
  }

  /// Who wrote a parameter's version, from its history; the other stores do not tell, and neither
  /// does this one when it may not be asked.
  private static func writer(
    of item: LedgerItem,
    in stores: [StoreKind: any SecretStore]
  ) async -> SecretVersion? {
    guard item.store == .parameterStore, let store = stores[.parameterStore] else { return nil }
    let versions = try? await store.versions(of: item.name)
    return versions?.first { $0.id == item.version }
  }
}
