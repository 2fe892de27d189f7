import Git
import Ledger
import Secrets

/// The ledger of the repository, and what its commands have in common.
extension Session {
  func ledger() throws -> Ledger {
    let place = try ledgerPlace()
    let ledger = Ledger(repository: try repository(), git: git, place: place, clock: world.now)
    for (environment, records) in try ledger.adopt() {
      say(
        "The ledger of \(visible(environment)), \(count(records, "record")), is now the branch "
          + "secrets-sync/\(visible(environment)), as \(Configuration.fileName) says."
      )
    }
    return ledger
  }

  /// Says which references, here or fetched from a remote, are passed over because they hold no
  /// ledger.
  func warnOfStrays(_ ledger: Ledger, _ remote: String? = nil) {
    // Nothing depends on it: a reference that cannot be looked at is told by what needs it.
    for stray in (try? ledger.strays(of: remote)) ?? [] {
      warn(visible(stray.message) + "\n" + err.paint("hint:", .cyan) + " " + visible(stray.hint))
    }
  }

  /// The environments to look into: the one that was asked for, or all that have a ledger.
  func ledgerEnvironments(_ ledger: Ledger) throws -> [String] {
    let known = try ledger.environments()
    guard let name = options.environment else { return known }
    guard !known.contains(name) else { return [name] }
    let configured = try configuration().environments.map(\.name)
    if configured.contains(name) { return [] }
    throw Self.unknownEnvironment(name, known + configured)
  }

  /// Refuses an `--env` that is neither configured nor recorded; what cannot be read is told by the
  /// checks of `doctor`.
  func checkEnvironment() throws {
    guard let name = options.environment, let configuration = try? configuration() else { return }
    let configured = configuration.environments.map(\.name)
    guard !configured.contains(name), let known = try? ledger().environments(),
      !known.contains(name)
    else { return }
    throw Self.unknownEnvironment(name, known + configured)
  }

  private static func unknownEnvironment(_ name: String, _ known: [String]) -> Failure {
    let names = Set(known).sorted()
    let guess = nearest(to: name, in: names).map { "Did you mean \($0)? " } ?? ""
    return .usage(
      "There is no environment “\(visible(name))”.",
      hint: names.isEmpty
        ? "None is configured, and nothing was recorded yet."
        : "\(guess)Known: \(names.joined(separator: ", "))."
    )
  }

  /// The index of a ledger, brought up to date; the first time that takes a while.
  func index(_ ledger: Ledger, _ environment: String) throws -> LedgerIndex? {
    let progress = Progress("Reading the ledger of \(visible(environment)):", in: self)
    defer { progress.finish() }
    return try ledger.index(environment) { done, all in
      progress.update("\(done) of \(count(all, "record"))")
    }
  }

  /// Whether an item is of that secret, in whatever version.
  func matches(_ reference: SecretReference) -> (LedgerItem) -> Bool {
    let store = ItemStore(reference.store)
    return { $0.store == store && ($0.name == reference.name || $0.arn == reference.id) }
  }

  /// The remote to share the ledger with: the one named, the only one, or `origin`.
  func remote(_ name: String?) throws -> String {
    if let name { return name }
    let remotes = try remotes()
    if remotes.count == 1 { return remotes[0] }
    if remotes.contains("origin") { return "origin" }
    throw Failure.usage(
      remotes.isEmpty ? "This repository has no remote." : "There are several remotes.",
      hint: remotes.isEmpty
        ? "`git remote add origin URL` adds one."
        : "Name one: \(remotes.map(visible).joined(separator: ", "))."
    )
  }

  func remotes() throws -> [String] {
    String(decoding: try git.output(["remote"]), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  private func ledgerPlace() throws -> LedgerPlace {
    try configuration().ledgerIsBranch ? .branches : .references
  }

  func refspec(for remote: String) throws -> String { try ledgerPlace().refspec(for: remote) }

  /// The remotes whose `git fetch` does not bring the ledger.
  func remotesWithoutLedger() throws -> [String] {
    let place = try ledgerPlace()
    return try remotes().filter { remote in
      let result = try git.run(["config", "--get-all", "remote.\(remote).fetch"])
      let lines = String(decoding: result.standardOutput, as: UTF8.self).split(separator: "\n")
      return !lines.contains { $0 == place.refspec(for: remote) }
    }
  }
}
