import AWS
import Git
import Ledger
import Secrets

extension Session {
  /// The stores of a deployment's secrets, reached as its environment is configured now.
  ///
  /// A record says in which account and region it found its secrets. Elsewhere, secrets of the same
  /// names are other ones: then nothing is asked.
  func stores(
    of record: DeploymentRecord
  ) async throws -> [StoreKind: any SecretStore] {
    let settings = try configuration().environment(named: record.environment)
    var stores: [StoreKind: any SecretStore] = [:]
    for kind in Set(record.items.compactMap(\.store.kind)) {
      let reached = try await store(kind, in: settings)
      try check(reached, record)
      stores[kind] = reached.store
    }
    return stores
  }

  private func check(_ reached: ReachedStore, _ record: DeploymentRecord) throws(Failure) {
    guard let identity = reached.identity else { return }
    let what = "\(visible(record.environment)) \(record.commit.abbreviated)"
    if let account = record.account, account != identity.account {
      throw Failure(
        "\(what) was recorded in the AWS account \(visible(account)); the credentials belong to "
          + "\(visible(identity.account)). Nothing was read.",
        hint: "Use a profile of account \(visible(account)): give --profile.",
        status: .refused
      )
    }
    if let region = record.region, let asked = reached.region, region != asked {
      throw .usage(
        "\(what) was recorded in \(visible(region)); what is asked is \(visible(asked)).",
        hint: "Add --region \(visible(region))."
      )
    }
  }
}
