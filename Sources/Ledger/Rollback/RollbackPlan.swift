import AWS
package import Secrets

/// What rolling back to a deployment would do to each of its secrets.
package struct RollbackPlan: Sendable {
  /// Why a secret cannot be brought back to what was recorded.
  package enum Obstacle: String, Sendable {
    case gone
    case pendingDeletion = "pending-deletion"
    case recreated
    case unreadable
    /// An object of S3 that is no file of the vault, or a file that goes by the name of another.
    case notCovered = "not-covered"
    /// A file of another vault than the configured one.
    case elsewhere
    /// The recorded version is in the vault as it is, although `[vault]` has files encrypted before.
    case notSealed = "not-encrypted"
  }

  package enum Way: Sendable, Equatable {
    /// `AWSCURRENT` moves.
    case move
    /// The recorded value or file is written again, as a new version.
    case write
    case unchanged
    case impossible(Obstacle)
  }

  package struct Entry: Sendable {
    /// The item of the record.
    package let item: LedgerItem
    package let way: Way
    /// What to say about it, for people.
    package let detail: String
    /// The secret as it is now, where that is known.
    package let now: SecretDescription?
    /// What is to be written.
    let value: SecretValue?
    /// The version of a file that is put aside.
    package let aside: VaultHead?

    /// The version that is current now.
    package let from: String?

    init(
      _ item: LedgerItem,
      _ way: Way,
      _ detail: String,
      now: SecretDescription? = nil,
      from: String? = nil,
      value: SecretValue? = nil,
      aside: VaultHead? = nil
    ) {
      self.item = item
      self.way = way
      self.detail = detail
      self.now = now
      self.from = from ?? now?.current?.id
      self.value = value
      self.aside = aside
    }
  }

  /// One for each item of the record, in its order.
  package let entries: [Entry]

  package var impossible: [Entry] {
    entries.filter { if case .impossible = $0.way { true } else { false } }
  }

  /// Those that are to be changed.
  package var changing: [Entry] { entries.filter { $0.way == .move || $0.way == .write } }

  /// Those that are as recorded already.
  package var agreeing: [Entry] { entries.filter { $0.way == .unchanged } }

  /// The versions of these, by reference.
  package var unchanged: [String: String] {
    Dictionary(agreeing.compactMap { entry in entry.from.map { (entry.item.reference, $0) } }) {
      $1
    }
  }

  /// Whether something could not be found out, rather than being known to be impossible.
  package var isUncertain: Bool { entries.contains { $0.way == .impossible(.unreadable) } }

  var steps: [RollbackStep] {
    changing.compactMap { entry in
      guard let from = entry.from else { return nil }
      let hasLabels = entry.item.store != .parameterStore
      return RollbackStep(
        entry.item,
        entry.way == .move ? .move : .write,
        from: from,
        previous: hasLabels ? entry.now?.previous?.id : nil
      )
    }
  }

  /// What is to be written, by reference.
  var values: [String: SecretValue] {
    Dictionary(
      changing.compactMap { entry in entry.value.map { (entry.item.reference, $0) } }
    ) { $1 }
  }
}

extension SecretDescription {
  var previous: SecretVersion? { versions.first { $0.stages.contains(Stage.previous) } }
}
