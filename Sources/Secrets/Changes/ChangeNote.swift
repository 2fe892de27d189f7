/// What a run does to one of its secrets, and how far that has come.
package struct ChangeStep: Codable, Sendable, Equatable {
  package enum State: String, Codable, Sendable {
    /// Not begun, or refused: whatever the secret holds, this run has not written it.
    case pending
    /// A request may have left, whose answer nobody saw.
    case sent
    case done
    /// The secret is as it was before.
    case undone
    /// Somebody else changed it since, or it cannot be taken back: it was left as it is.
    case left
  }

  package let store: StoreKind
  package let name: String
  /// The reference of the secret that its value comes from, if it is one.
  package let source: String?
  package let action: SecretChange.Action
  /// The version that was current right before, nil for a secret that was made.
  package internal(set) var from: String?
  /// The version that had `AWSPREVIOUS` then (`sm`, `local`).
  package internal(set) var previous: String?
  package internal(set) var state: State = .pending
  /// The version that the run made, once that is known.
  package internal(set) var made: String?

  package var target: SecretReference { SecretReference(store: store, name: name) }

  /// Whether the store may hold what this run wrote.
  package var isBegun: Bool { state == .sent || state == .done }

  init(_ change: SecretChange) {
    store = change.target.store
    name = change.target.name
    source = change.source?.description
    action = change.action
    from = change.expected
  }
}

/// Several writings as their journal has them: names and versions, never a value.
package struct ChangeNote: Codable, Sendable, Equatable {
  static let currentSchema = 1

  package enum Phase: String, Codable, Sendable {
    case writing
    case finished
    /// What was written is being taken back.
    case undoing
  }

  let schema: Int
  /// `copy` or the like.
  package let command: String
  /// What the command was given, by which its next run knows this to be its own.
  package let about: [String: String]
  /// The AWS account, where AWS is called.
  package let account: String?
  /// The AWS region, where AWS is called.
  package let region: String?
  /// What its commands need beside to come to the same place, as it was given: `--profile NAME`.
  package let options: String?
  /// When it began, ISO 8601 in UTC.
  package let started: String
  package internal(set) var phase = Phase.writing
  package internal(set) var steps: [ChangeStep] = []

  package init(
    command: String,
    about: [String: String],
    account: String?,
    region: String?,
    options: String? = nil,
    started: String
  ) {
    schema = Self.currentSchema
    self.command = command
    self.about = about
    self.account = account
    self.region = region
    self.options = options
    self.started = started
  }

  /// How many secrets were written for certain.
  package var done: Int { steps.count { $0.state == .done } }

  /// Whether it is of the same command with the same arguments, in the same place.
  package func isSameRun(as other: ChangeNote) -> Bool {
    command == other.command && about == other.about && account == other.account
      && region == other.region
  }

  /// What is unfinished, for people.
  package var sentence: String {
    let all = steps.count == 1 ? "1 secret" : "\(steps.count) secrets"
    let article = command.first.map("aeiou".contains) == true ? "An" : "A"
    let begun = "\(article) `\(command)` of \(all), begun \(started), is not finished: "
    if phase == .undoing {
      let back = steps.count { !$0.isBegun }
      return begun + "it was being undone, and \(back) of \(all) \(Self.verb(back)) back."
    }
    let unsure = steps.count { $0.state == .sent }
    if done == steps.count, done > 0 { return begun + "all is written, but its end was not seen." }
    return begun + "\(done) of \(all) \(Self.verb(done)) written"
      + (unsure == 0 ? "." : ", and \(unsure) perhaps.")
  }

  private static func verb(_ count: Int) -> String { count == 1 ? "is" : "are" }
}

/// A line that follows the first one of a journal.
struct ChangeMark: Codable {
  /// The step that it is about, counted from 0; nil for the whole.
  var step: Int?
  var state: ChangeStep.State?
  var made: String?
  var from: String?
  var previous: String?
  var phase: ChangeNote.Phase?

  func apply(to note: inout ChangeNote) -> Bool {
    if let phase { note.phase = phase }
    guard let step else { return true }
    guard note.steps.indices.contains(step) else { return false }
    if let state { note.steps[step].state = state }
    if let made { note.steps[step].made = made }
    if let from { (note.steps[step].from, note.steps[step].previous) = (from, previous) }
    return true
  }
}
