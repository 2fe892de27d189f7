import AWS
import Secrets

/// Takes back what a `copy` wrote.
struct CopyUndo {
  private let taking: TakingBack
  private let session: Session

  init(
    _ source: String?,
    _ target: String?,
    toEnvironment: String?,
    mayBeLast: Bool,
    _ session: Session
  ) throws {
    var asked = ["source": source, "target": target, "toEnv": toEnvironment].compactMapValues { $0 }
    if source != nil, let name = session.options.environment { asked["env"] = name }
    taking = try TakingBack("copy", asked, isNamed: source != nil, mayBeLast: mayBeLast, session)
    self.session = session
  }

  /// By what the journal knows which run it is of.
  static func about(
    _ source: String,
    _ target: String?,
    _ toEnvironment: String?,
    _ environment: EnvironmentSettings?
  ) -> [String: String] {
    ["source": source, "target": target, "toEnv": toEnvironment, "env": environment?.name]
      .compactMapValues { $0 }
  }

  func run(yes: Bool, dryRun: Bool) async throws -> ExitStatus {
    let note = taking.note
    let name = note.about["toEnv"] ?? note.about["env"]
    return try await taking.run(
      in: try name.map { try session.environment(called: $0) },
      value: { try await sourceValues($0, note) },
      yes: yes,
      dryRun: dryRun
    )
  }

  /// The values of the sources, where one is needed to know what was sent and not heard of.
  private func sourceValues(_ steps: [ChangeStep], _ note: ChangeNote) async throws -> WrittenValue
  {
    let sources = Set(
      try steps.filter { $0.state == .sent }.compactMap(\.source)
        .map { text throws(SecretsError) in try SecretReference(parsing: text) }
    )
    let environment = try note.about["env"].map { try session.environment(called: $0) }
    var stores: [StoreKind: any SecretStore] = [:]
    for kind in Set(sources.map(\.store)) {
      stores[kind] = try await session.store(kind, in: environment).store
    }
    let reached = stores
    return { (step) throws(SecretsError) in
      guard
        let source = try step.source.map({ (text) throws(SecretsError) in
          try SecretReference(parsing: text)
        }), let store = reached[source.store]
      else { return nil }
      do throws(SecretsError) {
        return try await store.value(of: source.name, version: nil).bytes
      } catch {
        guard case .notFound = error.kind else { throw error }
        return nil
      }
    }
  }
}
