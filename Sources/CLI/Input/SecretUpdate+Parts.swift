import AWS
import Secrets

// What an update finds, and says of its plan.
extension SecretUpdate {
  /// Settings that come with a version come with the value that there is.
  var needsValue: Bool { !new.isKept || !asked.withVersion(in: reference.store).isEmpty }

  /// What the plan begins with, for a value.
  func action(_ current: SecretValue?) throws -> String {
    guard let member = new.member,
      try JSONMember.isNew(member.key, in: current, adding: member.adding, reference)
    else { return "Change" }
    return "Add the key “\(visible(member.key))” to"
  }

  /// The whole new value; nil where it stays.
  func value(_ current: SecretValue?) async throws -> SecretBytes? {
    guard !new.isKept else { return nil }
    let given = try await write.value(twice: false, reached)
    guard let member = new.member else {
      write.sayNewline(of: given)
      return given
    }
    let value = try JSONMember.set(member.key, to: given, in: current, reference)
    // What is no string has lost it.
    if let now = try? JSONObject(value)?.member(member.key) { write.sayNewline(of: now) }
    return value
  }

  /// What the lines of the plan do not say.
  func notes(
    _ value: SecretBytes?,
    _ withVersion: SettingsChange
  ) -> [String] {
    var notes: [String] = []
    if value == nil {
      notes.append(
        withVersion.isEmpty
          ? "The value stays as it is."
          : "Parameter Store changes these with a new version alone; it will have the same value."
      )
    }
    if withVersion.tier == "Advanced" {
      notes.append(WritePlan.advancedTier)
    }
    return notes
  }

  /// Nil for a secret that was made without a value.
  func currentValue() async throws -> SecretValue? {
    do {
      return try await reached.asking(about: reference) { () throws(SecretsError) in
        try await reached.store.value(of: name, version: nil)
      }
    } catch let error as SecretsError {
      guard case .notFound = error.kind else { throw error }
      guard !error.isAboutThePlace else { throw missing(error) }
      return nil
    }
  }

  /// Nil where no setting was asked for.
  func settings() async throws -> SecretSettings? {
    guard !asked.isEmpty else { return nil }
    do {
      return try await reached.asking(about: reference) { () throws(SecretsError) in
        try await reached.store.settings(of: name, for: asked)
      }
    } catch let error as SecretsError where error.isAboutThePlace {
      guard case .notFound = error.kind else { throw error }
      throw missing(error)
    }
  }

  private func missing(_ error: SecretsError) -> SecretsError {
    SecretsError(
      error.kind,
      error.message,
      hint: "\(reached.command("create", reference)) makes it."
    )
  }
}
