package import Hooks
package import Scanning
package import Secrets

/// What `.secrets-sync.toml` says (docs/configuration.md).
package struct Configuration: Sendable {
  package static let fileName = ".secrets-sync.toml"
  package static let allowFileName = ".secrets-sync.allow"

  /// The protected path patterns; nil where the file leaves them to the defaults.
  package var protect: [String]?
  /// Paths that may be added although a `.gitignore` ignores them.
  package var allowIgnored: [String] = []
  /// Paths that may repeat what protected files hold.
  package var allowCopies: [String] = []
  /// The comments that may allow a finding.
  package var inline = InlinePolicy.all
  package var environments: [EnvironmentSettings] = []
  /// Files that travel through the vault and must therefore never be committed.
  package var vaultFiles: [String] = []
  package var vault = VaultSettings()
  /// How random values are made, by the names of `[generate.NAME]`.
  package var generate: [String: RandomValue] = [:]
  /// Whether the ledger is kept in branches, which forges show and protect.
  package var ledgerIsBranch = false
  /// How much a scan reports; nil where the file leaves it open.
  package var sensitivity: Sensitivity?
  /// Files with rules, from the top level, and the lines that name them.
  var ruleFiles: [(path: String, line: Int)] = []
  /// The rules that the file itself has.
  var ownRules: RuleFile?

  package init() {}

  /// The environments of each AWS account, as a reason names them.
  package var accounts: [String: String] {
    var names: [String: [String]] = [:]
    for environment in environments {
      if let account = environment.account { names[account, default: []].append(environment.name) }
    }
    return names.mapValues { names in
      (names.count == 1 ? "environment " : "environments ") + names.joined(separator: ", ")
    }
  }

  package func environment(named name: String) -> EnvironmentSettings? {
    environments.first { $0.name == name }
  }
}

/// The bucket or the folder of `[vault]`.
package struct VaultSettings: Sendable, Equatable {
  package var bucket: String?
  /// A folder in place of a bucket: absolute, from `~/`, or from the top level.
  package var path: String?
  /// The environment whose credentials and account the bucket is reached with.
  package var environment: String?
  /// What all keys in it begin with, without slashes at its ends; empty for none.
  package var prefix = ""
  /// The KMS key that archived values are sealed under, as an id, ARN or alias.
  package var key: String?
  /// Whether a checkout and a merge say that the vault is newer.
  package var reminds = true
  /// Whether files are encrypted under the key before the bucket has them.
  package var seals = false
}

/// One `[environments.NAME]` table.
package struct EnvironmentSettings: Sendable {
  package let name: String
  package var profile: String?
  package var region: String?
  package var account: String?
  package var selectors: [SecretSelector] = []
  /// Of how many of the newest deployments the versions are pinned.
  package var pins = 0
  /// Patterns of the vault's files that deployments record; nil for all of them.
  package var vaultFiles: [String]?
  /// What names the profile and the region where that is not the configuration.
  var origin: String?

  package init(name: String) {
    self.name = name
  }

  /// The stores that the selectors name, each once, in their order.
  package var stores: [StoreKind] {
    selectors.reduce(into: []) { stores, selector in
      if !stores.contains(selector.store) { stores.append(selector.store) }
    }
  }

  package var usesAWS: Bool { stores.contains { $0 != .local } }
}
