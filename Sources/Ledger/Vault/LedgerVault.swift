import AWS
import FoundationEssentials
package import Secrets

/// The vault whose files a ledger has, or why there is none.
package struct LedgerVault: Sendable {
  /// Nil where it cannot be asked.
  package let vault: (any ListingVault)?
  /// Why it cannot be asked.
  let reason: String
  /// Who writes to it, for others to read.
  let author: String?

  package init(_ vault: any ListingVault, author: String? = nil) {
    self.vault = vault
    self.author = author
    reason = ""
  }

  /// Where no vault is configured.
  package static let none = LedgerVault(closed: "[vault] names neither a bucket nor a folder")

  /// One that cannot be asked, and why.
  package init(closed reason: String) {
    vault = nil
    author = nil
    self.reason = reason
  }

  /// What the names of its items begin with in S3: the bucket, and what the keys begin with.
  private var place: String? {
    (vault as? S3Vault).map { $0.bucket.name + "/" + $0.prefix }
  }

  /// The file that an item is of; nil for what is not in this vault.
  func file(of item: LedgerItem) -> VaultPath? {
    guard vault != nil, let path = item.file, let file = VaultPath(path) else { return nil }
    guard let place else { return item.store == .folder ? file : nil }
    return item.store == .s3 && item.name == place + path ? file : nil
  }

  /// The file that an item is of, in the vault that can be asked about it.
  func open(_ item: LedgerItem) throws(SecretsError) -> (file: VaultPath, vault: any ListingVault) {
    guard item.file != nil else {
      throw SecretsError(.io, "no access to \(item.store.rawValue)")
    }
    guard let vault else { throw SecretsError(.io, reason) }
    guard let file = file(of: item) else {
      throw SecretsError(.io, otherPlace(of: item) ?? reason)
    }
    return (file, vault)
  }

  /// That a file is in another vault than the configured one; nil where it is not.
  func otherPlace(of item: LedgerItem) -> String? {
    guard vault != nil, item.file != nil, file(of: item) == nil else { return nil }
    let recorded = item.store == .s3 ? "s3://\(item.name)" : "a vault in a folder"
    return "recorded in \(recorded), and [vault] names \(vault?.place ?? "none")"
  }

  /// The item of a version of a file.
  func item(_ file: VaultPath, _ version: VaultVersion) -> LedgerItem {
    item(file, version.version, of: version.at)
  }

  func item(_ file: VaultPath, _ version: String, of created: Date?) -> LedgerItem {
    LedgerItem(
      store: place == nil ? .folder : .s3,
      name: (place ?? "") + file.text,
      path: place == nil ? nil : file.text,
      version: version,
      created: created
    )
  }

  /// The item of a file at a version that somebody says ran.
  ///
  /// - Throws: `.wrongInput` where the vault does not have it.
  package func item(
    _ file: VaultPath,
    at version: String
  ) async throws(LedgerError) -> LedgerItem {
    let versions: [VaultVersion]
    do throws(SecretsError) {
      versions = try await vault?.listedVersions(of: file) ?? []
    } catch {
      throw LedgerError(.store(error), error.message, hint: error.hint)
    }
    guard version != VaultVersion.unversioned, let found = versions.version(version) else {
      throw LedgerError(
        .wrongInput,
        "The vault has no version \(quoted(version)) of \(file.text). Nothing was recorded.",
        hint: "`git secrets-sync vault log \(file.text)` lists them."
      )
    }
    return item(file, found)
  }

  /// The versions of the files of some items, by one listing; those of a single file for one item.
  func listing(
    for items: [LedgerItem]
  ) async throws(SecretsError) -> [VaultPath: [VaultVersion]] {
    let files = Set(items.compactMap(file))
    guard let vault, let first = files.first else { return [:] }
    return try await vault.listing(of: files.count == 1 ? first : nil)
  }
}

extension [VaultVersion] {
  var latest: VaultVersion? { first { $0.isLatest } ?? first }

  /// A version that can be read.
  func version(_ name: String) -> VaultVersion? {
    first { $0.version == name && !$0.isDeletion }
  }

  /// The one before a version, deletions included.
  func before(_ name: String) -> VaultVersion? {
    firstIndex { $0.version == name }.flatMap { $0 + 1 < count ? self[$0 + 1] : nil }
  }
}
