import AWS

/// A secret as it is right before it is written.
struct SeenSecret: Sendable {
  let current: String?
  let previous: String?

  init(_ description: SecretDescription) {
    current = description.current?.id
    previous = description.versions.first { $0.stages.contains(Stage.previous) }?.id
  }
}

// One secret.
extension ChangeRun {
  /// How often a version that somebody else made meanwhile is looked up, to be written over.
  private static let looks = 3

  /// The version that holds the value now, or why none does.
  func write(_ index: Int) async -> Result<String, SecretsError> {
    let change = changes[index]
    do throws(SecretsError) {
      guard let store = stores[change.target.store] else { throw .noStore(change.target) }
      guard change.action == .create else {
        let step = steps[index].map { journal.note.steps[$0] }
        return .success(
          try await put(index, over: step?.from ?? change.expected, store)
        )
      }
      do throws(SecretsError) {
        return .success(
          try await store.create(change.target.name, value: change.value, options: change.options)
            .id
        )
      } catch {
        guard force, case .alreadyExists = error.kind else { throw error }
        return .success(try await put(index, over: try await lookAgain(index, store), store))
      }
    } catch {
      return .failure(error)
    }
  }

  private func put(
    _ index: Int,
    over expected: String?,
    _ store: any SecretStore
  ) async throws(SecretsError) -> String {
    let change = changes[index]
    var expected = expected
    var look = 1
    while true {
      do throws(SecretsError) {
        return try await store.put(
          change.target.name,
          value: change.value,
          expecting: expected,
          options: change.putOptions
        ).id
      } catch {
        guard force, case .conflict = error.kind else { throw error }
        if let written = error.written {
          notices.add(error.message)
          return written
        }
        guard error.changedNothing, look < Self.looks else { throw error }
      }
      look += 1
      expected = try await lookAgain(index, store)
    }
  }

  /// The version that is current now, which is about to be written over.
  private func lookAgain(
    _ index: Int,
    _ store: any SecretStore
  ) async throws(SecretsError) -> String? {
    let target = changes[index].target
    guard case .found(let now)? = try await store.describe([target.name])[target.name] else {
      throw .notFound(target.name, in: target.store)
    }
    let seen = SeenSecret(now)
    if let step = steps[index] {
      try journal.mark(
        ChangeMark(step: step, from: seen.current, previous: seen.previous)
      )
    }
    notices.add(Self.overwritten(target, seen.current))
    return seen.current
  }

  /// The secrets that are to be changed as they are now, before anything is written.
  static func look(
    _ changes: [SecretChange],
    _ stores: [StoreKind: any SecretStore],
    force: Bool,
    _ notices: WriteNotices
  ) async throws(SecretsError) -> [SecretReference: SeenSecret] {
    var seen: [SecretReference: SeenSecret] = [:]
    let changing = changes.filter { $0.action == .change }
    for (kind, changes) in Dictionary(grouping: changing, by: \.target.store) {
      guard let store = stores[kind] else { throw .noStore(changes[0].target) }
      let described = try await store.describe(changes.map(\.target.name))
      for change in changes {
        // What may not be seen is not known to have changed: its own writing tells.
        guard case .found(let now)? = described[change.target.name] else { continue }
        let current = SeenSecret(now)
        if let expected = change.expected, current.current != expected {
          guard force else {
            throw .conflict(
              change.target.name,
              in: kind,
              expected: expected,
              current: current.current
            )
          }
          notices.add(overwritten(change.target, current.current))
        }
        seen[change.target] = current
      }
    }
    return seen
  }

  private static func overwritten(_ target: SecretReference, _ version: String?) -> String {
    "“\(printable(target.description))” changed meanwhile: version "
      + "\(printable(version ?? "none")), which is not in the plan, is written over."
  }
}

extension SecretsError {
  static func noStore(_ target: SecretReference) -> SecretsError {
    SecretsError(.io, "The store of “\(printable(target.description))” cannot be reached.")
  }
}
