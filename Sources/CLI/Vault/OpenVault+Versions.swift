import Secrets

// Versions as people name them.
extension OpenVault {
  /// What a table cuts a version to is enough to name it.
  static let leastLetters = 4

  /// A version with its content; nil for the latest.
  ///
  /// It is named as a whole, or by the beginning of its name, which may end with the mark of a table. The
  /// versions are listed only where there is none of that name.
  ///
  /// - Throws: `.usage` where several begin so; what ``Vault/get(_:version:)`` throws.
  func content(_ file: VaultPath, version: String?) async throws -> VaultContent {
    let beginning = version.map(Self.beginning)
    do throws(SecretsError) {
      return try await vault.get(file, version: beginning)
    } catch {
      guard let beginning, case .notFound = error.kind,
        let whole = try await whole(beginning, of: file)
      else { throw error }
      return try await vault.get(file, version: whole)
    }
  }

  /// The version whose name begins so; nil where none does, or too little is given.
  func whole(_ text: String, of file: VaultPath) async throws -> String? {
    let beginning = Self.beginning(text)
    guard beginning.count >= Self.leastLetters else { return nil }
    let versions = try await versions(of: file).filter { !$0.isDeletion }.map(\.version)
    if versions.contains(beginning) { return beginning }
    let found = versions.filter { $0.hasPrefix(beginning) }
    guard found.count > 1 else { return found.first }
    let shown = found.prefix(5).map { visible($0) }.joined(separator: ", ")
    throw Failure.usage(
      "\(count(found.count, "version")) of \(visible(file.text)) begin with \(visible(beginning)): "
        + shown + (found.count > 5 ? ", …" : "."),
      hint: "Give more of the one that is meant."
    )
  }

  /// Without asking who wrote them.
  private func versions(of file: VaultPath) async throws -> [VaultVersion] {
    if let vault = vault as? any ListingVault { return try await vault.listedVersions(of: file) }
    return try await vault.versions(of: file)
  }

  private static func beginning(_ text: String) -> String {
    text.hasSuffix("…") ? String(text.dropLast()) : text
  }
}
