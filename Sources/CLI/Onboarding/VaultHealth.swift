import AWS
import Git
import Secrets

extension HealthCheck {
  /// Whether the vault of the configuration can be looked into; none where no files travel, or the
  /// configuration cannot be read, which another check says.
  static func vault(_ session: Session) async -> [HealthCheck] {
    let name = "vault"
    guard let configuration = try? session.configuration(), !configuration.vaultFiles.isEmpty
    else { return [] }
    do {
      guard try session.layout().topLevel != nil else { return [] }
      guard try session.hasVault() else {
        return [
          HealthCheck(
            name: name,
            state: .note,
            message: "the embedded one of this clone: nobody else has what is in it",
            fix: "Name a `bucket` or a `path` in [vault] of \(Configuration.fileName)."
          )
        ]
      }
      let open = try await OpenVault(session)
      let files = try await session.waiting("Looking into the vault") {
        try await open.vault.list()
      }
      let count = count(files.keys.count { open.tree.wants($0) }, "file")
      return [HealthCheck(name: name, state: .fine, message: "\(open.place): \(count)")]
    } catch {
      return [.wrong(name, error)]
    }
  }
}
