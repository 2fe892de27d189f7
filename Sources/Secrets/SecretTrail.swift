package import AWS
package import FoundationEssentials

/// A change of a secret in Secrets Manager that CloudTrail tells of.
package struct SecretEvent: Sendable, Hashable {
  /// The name of the call: `PutSecretValue` and the like.
  package let call: String
  package let time: Date
  /// An ARN, else a name; nil where the event tells neither.
  package let by: String?
  /// As the caller named the secret: a name, or an ARN that may lack its last characters.
  let id: String?
  let arn: String?
  /// The version that was made, or that a stage was moved to.
  package let version: String?
  /// The stage that was moved.
  package let stage: String?

  init?(_ event: TrailEvent) {
    guard event.errorCode == nil, event.source ?? SecretTrail.source == SecretTrail.source else {
      return nil
    }
    call = event.name
    time = event.time
    by = event.actorARN ?? event.username ?? event.sourceAddress
    id = event.secret.id
    arn = event.secret.arn
    version = event.secret.movedTo ?? event.secret.versionID
    stage = event.secret.stage
  }

  /// Whether it is of that secret, not of another that had the name before.
  package func isAbout(name: String, arn whole: String?) -> Bool {
    if let arn, let whole { return arn == whole }
    guard let id else { return false }
    return id == name || id == whole || (id.hasPrefix("arn:") && whole?.hasPrefix(id + "-") == true)
  }
}

/// What CloudTrail tells of the changes of secrets, in one account and region.
package struct SecretTrail: Sendable {
  static let source = "secretsmanager.amazonaws.com"
  /// So far back `LookupEvents` goes: 90 days, in seconds.
  package static let reach: Double = 90 * 86_400
  /// How many events of each kind are looked at.
  private static let maximum = 1_000
  /// The calls that change which value people get.
  private static let calls = [
    "PutSecretValue", "UpdateSecretVersionStage", "CreateSecret", "UpdateSecret", "DeleteSecret",
    "RestoreSecret",
  ]

  /// Newest first.
  package private(set) var changes: [SecretEvent] = []
  /// Why they are not all that there were; nil where they are.
  package private(set) var problem: String?

  /// Asks for the changes since `start`, in two requests a second, as the service allows.
  ///
  /// Nothing depends on the answer: where there is none, the trail says why.
  package static func look(
    _ client: CloudTrailClient,
    since start: Date
  ) async throws(SecretsError) -> SecretTrail {
    var trail = SecretTrail()
    for (number, call) in calls.enumerated() {
      // The first two may go at once.
      if number > 1 { try? await Task.sleep(for: .milliseconds(500)) }
      do {
        let answer = try await client.lookupEvents(
          .eventName(call),
          from: start,
          maximum: maximum,
          pause: .milliseconds(500)
        )
        switch answer {
        case .events(let events):
          trail.changes += events.compactMap(SecretEvent.init)
          if events.count == maximum {
            trail.problem =
              "CloudTrail has more than \(maximum) events of \(call); the oldest were not looked at."
          }
        case .notAllowed(let why):
          trail.problem = "this identity may not ask CloudTrail (cloudtrail:LookupEvents). \(why)"
          return trail
        }
      } catch {
        guard error.kind != .cancelled else {
          throw SecretsError(.unavailable(error), error.message, hint: error.hint)
        }
        trail.problem = error.message
        break
      }
    }
    trail.changes.sort { $0.time > $1.time }
    return trail
  }

  /// The changes of one secret, newest first.
  package func changes(ofSecret name: String, arn: String?) -> [SecretEvent] {
    changes.filter { $0.isAbout(name: name, arn: arn) }
  }
}
