package import FoundationEssentials
package import Secrets

/// A secret at the version that somebody says ran; the current one where none is said.
package struct ExactSecret: Sendable, Hashable {
  package let store: StoreKind
  /// The name or the ARN.
  package let id: String
  /// An id, a number, a stage or a label.
  package let version: String?

  package init(_ reference: SecretReference) {
    store = reference.store
    id = reference.id
    version = reference.version
  }

  var reference: String { store.reference(to: id) }
}

extension Recorder {
  /// The items for exactly these secrets.
  ///
  /// The metadata of each is read; where another version than the current one is wanted, and no
  /// stage shows it, also the list of its versions. No value is read.
  ///
  /// - Throws: as `snapshot`; also `.incompleteSnapshot` for a version that the store does not have.
  package static func items(
    of secrets: [ExactSecret],
    stores: [StoreKind: any SecretStore],
    now: @Sendable () -> Date
  ) async throws(LedgerError) -> [LedgerItem] {
    let start = RecordTime.wholeSeconds(now())
    let wanted = Wanted(secrets.map { WantedSecret(store: $0.store, name: $0.id) })
    let first = try await describe(wanted.secrets, stores)
    let pass = try await settled((wanted, first), stores, start)
    let current = try self.items(of: pass, wanted)
    var items: [String: LedgerItem] = [:]
    var problems: [SnapshotProblem] = []
    for secret in secrets {
      let asked = WantedSecret(store: secret.store, name: secret.id)
      guard case .found(let description)? = pass[asked], let store = stores[secret.store],
        var item = current.first(where: {
          $0.store == ItemStore(secret.store) && $0.name == description.name
        })
      else { continue }
      if let wanted = secret.version, !item.isVersion(wanted) {
        guard let version = try await version(wanted, of: description, secret.id, store) else {
          problems.append(
            SnapshotProblem(
              subject: secret.reference,
              reason: .missing,
              detail: "\(secret.reference): there is no version \(quoted(wanted)), or no more."
            )
          )
          continue
        }
        item.set(version)
      }
      if let other = items.updateValue(item, forKey: item.reference), other.version != item.version
      {
        throw LedgerError(
          .wrongInput,
          "\(item.reference) was given at two versions. Nothing was recorded.",
          hint: "A deployment has each secret once."
        )
      }
    }
    guard problems.isEmpty else { throw incomplete(problems) }
    return items.values.sorted(by: LedgerItem.precedes)
  }

  private static func version(
    _ wanted: String,
    of description: SecretDescription,
    _ id: String,
    _ store: any SecretStore
  ) async throws(LedgerError) -> SecretVersion? {
    func matches(_ version: SecretVersion) -> Bool {
      version.id == wanted || version.stages.contains(wanted)
    }
    if let labelled = description.versions.first(where: matches), store.kind != .parameterStore {
      return labelled
    }
    do throws(SecretsError) {
      // The history of a parameter is asked for by its name.
      let name = store.kind == .parameterStore ? description.name : id
      return try await store.versions(of: name).first(where: matches)
    } catch {
      throw LedgerError(.store(error), error.message, hint: error.hint)
    }
  }
}

extension LedgerItem {
  fileprivate func isVersion(_ wanted: String) -> Bool {
    version == wanted || stages?.contains(wanted) == true || labels?.contains(wanted) == true
  }

  /// Makes it the item of another version of the same secret.
  fileprivate mutating func set(_ version: SecretVersion) {
    self.version = version.id
    if store == .parameterStore {
      labels = version.stages.isEmpty ? nil : version.stages
      modified = version.created.map(RecordTime.wholeSeconds)
      // The history tells neither.
      tier = nil
    } else {
      stages = version.stages
      created = version.created.map(RecordTime.wholeSeconds)
    }
  }
}
