import Git
package import Secrets

/// What a rollback does to one secret, and how far that has come.
package struct RollbackStep: Codable, Sendable, Equatable {
  package enum Action: String, Codable, Sendable {
    /// `AWSCURRENT` moves to the recorded version, which keeps its id.
    case move
    /// The recorded value is written again, as a new version.
    case write
  }

  package enum State: String, Codable, Sendable {
    /// Not done, as far as is known: a request may have been sent whose answer nobody saw.
    case pending
    case done
    /// The secret is as it was before.
    case undone
    /// Somebody else changed the secret since, so that it was left as it is.
    case left
  }

  package let store: StoreKind
  package let name: String
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

  package var reference: String { store.reference(to: name) }

  init(
    store: StoreKind,
    name: String,
    action: Action,
    from: String,
    to: String,
    previous: String?
  ) {
    self.store = store
    self.name = name
    self.action = action
    self.from = from
    self.to = to
    self.previous = previous
    state = .pending
  }
}

/// A rollback as its journal has it: names and versions, never a value.
///
/// One file, `<env>.json`, replaced as a whole:
///
/// ```
/// {"schema":1,"env":"prod","commit":"1a2b…","record":"01KAR7…","account":"123456789012",
///  "region":"eu-west-1","seq":12,"started":"2026-11-23T16:00:00Z","undoing":false,"leftOut":["sm:myapp/old"],
///  "steps":[{"store":"sm","name":"myapp/db","action":"move","from":"…","to":"…","previous":"…",
///            "state":"done","made":"…"}]}
/// ```
package struct RollbackNote: Codable, Sendable, Equatable {
  static let currentSchema = 1

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
  package let started: String
  /// Whether what was done is being taken back.
  package internal(set) var undoing = false
  /// Secrets of the record that cannot be restored, and were left out.
  package let leftOut: [String]
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
    self.started = started
    leftOut = plan.impossible.map(\.item.reference)
    steps = plan.steps
  }

  /// How many of the steps are done.
  package var done: Int { steps.count { $0.state == .done } }
}
