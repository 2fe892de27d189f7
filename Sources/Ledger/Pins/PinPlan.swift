package import Secrets

/// Which labels of one secret are to be attached and taken away.
package struct PinPlan: Sendable, Equatable {
  /// How many versions of a secret are pinned at most.
  package static let budget = 10
  /// How many staging labels a secret has at most, over all its versions, in Secrets Manager.
  static let labelLimit = 20
  /// The labels that the store itself moves; there is always room for them.
  static let reserved: Set<String> = [Stage.current, Stage.previous, "AWSPENDING"]
  /// How far a labelled parameter version may be behind the latest: a label on the oldest of 100
  /// versions keeps Parameter Store from taking another one.
  package static let parameterReach = 80

  /// Versions to be pinned, the most recently deployed first.
  package internal(set) var add: [String] = []
  /// Versions whose pin goes.
  package internal(set) var remove: [String] = []
  /// Versions that are to be pinned, and have no room.
  package internal(set) var refused: [String] = []
  /// Labels of others that will block, or block already, later writes of a parameter.
  package internal(set) var blocking: [(version: String, label: String)] = []

  /// The plan for a secret.
  ///
  /// - Parameters:
  ///   - store: the store of the secret.
  ///   - versions: its versions with their labels; those without may be missing.
  ///   - wanted: the versions to be pinned, the most recently deployed first.
  ///   - lastDeployed: the records by which other versions were deployed last; their ids are in the
  ///     order of time.
  package init(
    _ store: StoreKind,
    versions: [SecretVersion],
    wanted: [String],
    lastDeployed: [String: String] = [:]
  ) {
    var wanted = wanted
    var room = Self.budget
    var pinned = versions.filter { $0.stages.contains(PinLabel.of($0.id)) }.map(\.id)
    if store == .parameterStore {
      let latest = versions.compactMap { Int($0.id) }.max() ?? 0
      let isTooOld = { (id: String) in latest - (Int(id) ?? 0) >= Self.parameterReach }
      remove = pinned.filter(isTooOld)
      pinned.removeAll(where: isTooOld)
      wanted.removeAll(where: isTooOld)
      for version in versions where isTooOld(version.id) {
        blocking += version.stages.filter { !$0.hasPrefix(PinLabel.prefix) }.map {
          (version.id, $0)
        }
      }
    } else {
      let others = versions.flatMap(\.stages).count {
        !Self.reserved.contains($0) && !$0.hasPrefix(PinLabel.prefix)
      }
      room = max(0, min(room, Self.labelLimit - Self.reserved.count - others))
    }
    let older = pinned.filter { !wanted.contains($0) }
      .sorted { (lastDeployed[$0] ?? "") > (lastDeployed[$1] ?? "") }
    let kept = Set((wanted + older).prefix(room))
    add = wanted.filter { kept.contains($0) && !pinned.contains($0) }
    remove += pinned.filter { !kept.contains($0) }
    refused = wanted.filter { !kept.contains($0) }
  }

  /// Whether a pin has to go for another one, so that it matters when each was deployed last.
  var isTight: Bool { !remove.isEmpty || !refused.isEmpty }

  package static func == (a: Self, b: Self) -> Bool {
    a.add == b.add && a.remove == b.remove && a.refused == b.refused
      && a.blocking.elementsEqual(b.blocking) { $0 == $1 }
  }
}
