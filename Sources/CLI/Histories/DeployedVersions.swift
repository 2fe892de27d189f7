import FoundationEssentials
import Git
import Ledger
import Secrets

/// Which deployments ran with which versions of some secrets, as the records of this repository say.
struct DeployedVersions {
  /// A version with its deployments, newest first.
  struct Version {
    let item: LedgerItem
    var deployments: Deployments
  }

  private struct Secret: Hashable {
    let store: ItemStore
    let name: String
  }

  private let table = Deployments.Table()
  private var bySecret: [Secret: [Version]] = [:]

  /// Reads the ledgers that are to be looked into; there is none outside of a repository.
  init(_ selectors: [SecretSelector], in session: Session) throws {
    guard try session.layoutIfAny() != nil else { return }
    let ledger: Ledger
    do {
      ledger = try session.ledger()
    } catch let error as GitError where error.kind == .unsupportedRepository {
      session.detail(error.message)
      return
    }
    func isChosen(_ item: LedgerItem) -> Bool {
      selectors.contains { selector in
        item.store == ItemStore(selector.store) && selector.matches(item.name)
      }
    }
    for environment in try ledger.environments() {
      guard let index = try session.index(ledger, environment) else { continue }
      for (record, items) in index.records(for: isChosen).reversed() {
        let number = table.add(Deployment(environment: environment, record: record))
        for item in items { add(item, number) }
      }
    }
  }

  private mutating func add(_ item: LedgerItem, _ number: Int32) {
    let secret = Secret(store: item.store, name: item.name)
    let versions = bySecret[secret] ?? []
    // The last is the one, unless a version came back.
    if let place = versions.lastIndex(where: { Self.areSame($0.item, item) }) {
      bySecret[secret]?[place].deployments.append(number)
    } else {
      bySecret[secret, default: []].append(
        Version(item: item, deployments: Deployments(table, [number]))
      )
    }
  }

  /// A parameter that is made anew counts from 1 again.
  private static func areSame(_ a: LedgerItem, _ b: LedgerItem) -> Bool {
    a.version == b.version && (a.store != .parameterStore || a.modified == b.modified)
  }

  /// The versions of a secret that were deployed.
  func versions(of name: String, in store: StoreKind) -> [Version] {
    bySecret[Secret(store: ItemStore(store), name: name)] ?? []
  }

  /// The names of the secrets of a selector that were deployed.
  func names(of selector: SecretSelector) -> [String] {
    bySecret.keys.filter { $0.store == ItemStore(selector.store) && selector.matches($0.name) }
      .map(\.name).sorted()
  }
}
