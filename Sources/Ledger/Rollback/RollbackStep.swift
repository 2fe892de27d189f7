import Git
import Secrets

/// What a rollback does to one secret, and how far that has come.
package struct RollbackStep: Codable, Sendable, Equatable {
  package enum Action: String, Codable, Sendable {
    /// `AWSCURRENT` moves to the recorded version, which keeps its id.
    case move
    /// The recorded value or file is written again, as a new version.
    case write
  }

  package enum State: String, Codable, Sendable {
    /// Not begun: whatever the secret is at, this rollback has not brought it there.
    case pending
    /// A request may have left, whose answer nobody saw.
    case sent
    /// It was where it is to be already, brought there by somebody else.
    case found
    case done
    /// The secret is as it was before.
    case undone
    /// Somebody else changed the secret since, so that it was left as it is.
    case left
  }

  package let store: ItemStore
  package let name: String
  /// The path of a file of a vault in S3.
  let path: String?
  package let action: Action
  /// The version that was current when it was planned.
  package let from: String
  /// The recorded version.
  package let to: String
  /// The version that had `AWSPREVIOUS` then (`sm`, `local`).
  package let previous: String?
  package internal(set) var state: State
  /// The version that the step made current, once that is known.
  package internal(set) var made: String?
  /// The version that has the value of `from` again (`ssm`), once it was taken back.
  package internal(set) var restored: String?
  /// Somebody else's version that came between `from` and `made`: it was made current again.
  package internal(set) var between: String?

  package var reference: String { item.reference }

  /// The recorded item, as far as the step knows it.
  var item: LedgerItem { LedgerItem(store: store, name: name, path: path, version: to) }

  /// Whether it is about a file of the vault.
  package var isFile: Bool { item.file != nil }

  /// Whether the secret is where it is to be, as far as the journal knows.
  var isDone: Bool { state == .done || state == .found }

  init(_ item: LedgerItem, _ action: Action, from: String, previous: String?) {
    store = item.store
    name = item.name
    path = item.path
    self.action = action
    self.from = from
    to = item.version
    self.previous = previous
    state = .pending
  }
}

/// A rollback as its journal has it: names and versions, never a value.
///
/// One file, `<env>.json`, replaced as a whole:
///
/// ```
/// {"schema":2,"env":"prod","commit":"1a2b…","record":"01KAR7…","account":"123456789012",
///  "region":"eu-west-1","seq":12,"id":"01KAR8…","started":"2026-11-23T16:00:00Z","undoing":false,"leftOut":["sm:myapp/old"],
///  "unchanged":{"sm:myapp/api":"…"},"steps":[{"store":"sm","name":"myapp/db","action":"move",
///            "from":"…","to":"…","previous":"…","state":"done","made":"…"}]}
/// ```
///
/// Schema 1 did not tell a step that was begun from one that was not.
package struct RollbackNote: Codable, Sendable, Equatable {
  static let currentSchema = 2

  let schema: Int
  package let env: String
  /// The commit that is rolled back to.
  package let commit: String
  /// The identifier of the record whose versions are restored.
  package let record: String
  package let account: String?
  package let region: String?
  /// The `seq` of the newest record of the environment when it began, 0 for none.
  package let seq: Int
  /// The identifier that the record of this rollback is to have.
  package let id: String
  package let started: String
  /// Whether what was done is being taken back.
  package internal(set) var undoing = false
  /// Secrets of the record that cannot be restored, and were left out.
  package let leftOut: [String]
  /// The versions of the secrets that need no change, by reference: to be the same at the end.
  package let unchanged: [String: String]
  package internal(set) var steps: [RollbackStep]

  /// The note of a plan that is about to be carried out.
  ///
  /// - Parameters:
  ///   - target: the record whose versions are restored.
  ///   - plan: what is to be done.
  ///   - account: the AWS account, where AWS is called.
  ///   - region: the AWS region, where AWS is called.
  ///   - seq: that of the newest record of the environment, 0 for none.
  ///   - started: the time, as `RecordTime` writes it.
  package init(
    _ target: DeploymentRecord,
    _ plan: RollbackPlan,
    account: String?,
    region: String?,
    seq: Int,
    started: String
  ) {
    schema = Self.currentSchema
    env = target.environment
    commit = target.commit.hex
    record = target.id
    self.account = account
    self.region = region
    self.seq = seq
    id = ULIDGenerator.shared.next(at: RecordTime.date(started) ?? target.at)
    self.started = started
    leftOut = plan.impossible.map(\.item.reference)
    unchanged = plan.unchanged
    steps = plan.steps
  }

  /// Whether it is of this deployment: its items and no others, at their versions.
  package func fits(_ record: DeploymentRecord) -> Bool {
    let versions = Dictionary(record.items.map { ($0.reference, $0.version) }) { $1 }
    let known = steps.map(\.reference) + unchanged.keys + leftOut
    return known.sorted() == record.items.map(\.reference).sorted()
      && steps.allSatisfy { versions[$0.reference] == $0.to }
  }

  /// How many of the secrets are where they are to be.
  package var done: Int { steps.count { $0.isDone } }
}
