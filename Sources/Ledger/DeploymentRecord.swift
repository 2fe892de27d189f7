package import FoundationEssentials
package import Git

/// One deployment: this commit, in this environment, at this time, by this identity, with these
/// versions of secrets.
///
/// A record never changes once written. docs/ledger-format.md describes its JSON.
package struct DeploymentRecord: Sendable, Equatable {
  /// How a deployment ended.
  package enum Status: String, Codable, Sendable {
    case deployed
    case rolledBack = "rolled-back"
    case failed
  }

  /// What brought the versions about.
  package enum Kind: String, Codable, Sendable {
    case deploy
    case restore
  }

  /// Who deployed.
  package struct Identity: Sendable, Equatable {
    /// The caller as AWS STS names it.
    package var arn: String?
    /// `Name <mail>` of the user's Git.
    package var git: String?
    var unknown = UnknownMembers()

    /// The person, else the role: what stands for a person where Git has no name is none.
    package var person: String? {
      git.flatMap { $0 == "git-secrets-sync <git-secrets-sync@localhost>" ? nil : $0 } ?? arn ?? git
    }

    package init(arn: String? = nil, git: String? = nil) {
      self.arn = arn
      self.git = git
    }
  }

  /// The newest schema that this program reads, and the one it writes.
  package static let currentSchema = 1

  /// A ULID.
  package let id: String
  /// One more than the greatest `seq` that the writer had seen in this environment.
  package let seq: Int
  /// `sha256:` and the SHA-256 of the bytes of the newest record that the writer had seen in this
  /// environment, or nil for the first.
  package let prev: String?
  package let commit: ObjectID
  /// The tree of `commit`: it still finds the deployment when the commit has been rewritten.
  package let tree: ObjectID
  package let environment: String
  package let at: Date
  package let by: Identity
  package let account: String?
  package let region: String?
  package let status: Status
  package let kind: Kind
  /// The identifier of the record whose versions were restored.
  package let restoredFrom: String?
  /// The secrets of that record that could not be restored, as references; nil for none.
  package let leftOut: [String]?
  /// A line of text for people.
  package let note: String?
  /// What a later program wrote besides.
  var unknown = UnknownMembers()
  /// The secrets, and the files of the vault.
  package let items: [LedgerItem]
}

/// A deployment that is to be recorded: what the ledger does not find out by itself.
package struct DeploymentDraft: Sendable {
  /// A ULID that was chosen before; nil for a new one.
  package var id: String?
  package var environment: String
  package var commit: ObjectID
  /// The AWS identity; that of Git is added when it is written.
  package var arn: String?
  package var account: String?
  package var region: String?
  package var status: DeploymentRecord.Status
  package var kind: DeploymentRecord.Kind
  package var restoredFrom: String?
  /// As `DeploymentNote` takes it.
  package var note: String?
  package var leftOut: [String]?
  package var items: [LedgerItem]

  package init(
    environment: String,
    commit: ObjectID,
    arn: String? = nil,
    account: String? = nil,
    region: String? = nil,
    status: DeploymentRecord.Status = .deployed,
    kind: DeploymentRecord.Kind = .deploy,
    restoredFrom: String? = nil,
    note: String? = nil,
    leftOut: [String]? = nil,
    items: [LedgerItem],
    id: String? = nil
  ) {
    self.id = id
    self.environment = environment
    self.commit = commit
    self.arn = arn
    self.account = account
    self.region = region
    self.status = status
    self.kind = kind
    self.restoredFrom = restoredFrom
    self.note = note
    self.leftOut = leftOut
    self.items = items
  }
}
