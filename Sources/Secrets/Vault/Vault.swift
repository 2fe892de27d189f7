package import AWS
package import FoundationEssentials

/// A place where files travel that may not be in Git, with all their versions.
///
/// A file is named by its path from the top of the working tree. What is written is written on the
/// condition that the latest version is the one that was seen: two people never overwrite each other
/// unseen.
package protocol Vault: Sendable {
  /// As people read it: `s3://bucket/prefix`, or the folder.
  var place: String { get }
  /// Whether files are encrypted here before the vault has them.
  var seals: Bool { get }

  /// What is known of the latest version; nil where there is no such file.
  ///
  /// - Throws: `.denied`, `.unavailable`, `.io`, `.storeDamaged`.
  func head(_ file: VaultPath) async throws(SecretsError) -> VaultHead?

  /// The latest versions of all files, by one listing, which may leave out who wrote them.
  func list() async throws(SecretsError) -> [VaultPath: VaultListed]

  /// The content of a version; nil for the latest.
  ///
  /// - Throws: `.notFound` where it is not there.
  func get(_ file: VaultPath, version: String?) async throws(SecretsError) -> VaultContent

  /// Writes a new latest version.
  ///
  /// - Parameters:
  ///   - file: its path.
  ///   - content: all of it.
  ///   - condition: what the latest version must be.
  ///   - author: who writes it, for others to read.
  /// - Returns: what was written; it is certain then.
  /// - Throws: `.conflict` where the latest version is another one; nothing was written then.
  func put(
    _ file: VaultPath,
    _ content: SecretBytes,
    if condition: VaultCondition,
    author: String?
  ) async throws(SecretsError) -> VaultHead

  /// All versions of a file, the newest first; none where there never was one.
  func versions(of file: VaultPath) async throws(SecretsError) -> [VaultVersion]
}

extension Vault {
  package var seals: Bool { false }
}

/// On what condition a version becomes the latest.
package enum VaultCondition: Sendable, Equatable {
  /// There is no such file, or it was deleted.
  case absent
  /// The latest version has this tag.
  case latest(tag: String)
}

/// A version of a file as a listing tells it.
package struct VaultListed: Sendable, Equatable {
  /// Equal for the same version; says nothing by itself.
  package let tag: String
  /// In bytes.
  package let size: Int
  package let at: Date?
  /// Whether nothing can be said of it; asking for it says why.
  private(set) var isDamaged = false

  static let damaged = VaultListed(tag: "", size: 0, at: nil, isDamaged: true)
}

/// What is known of a version without its content.
package struct VaultHead: Sendable, Equatable {
  /// As the vault names it; nil where a bucket keeps no versions.
  package let version: String?
  /// As in ``VaultListed/tag``.
  package let tag: String
  /// In bytes, where the answer said it.
  package let size: Int?
  package let at: Date?
  /// Who wrote it, as they said themselves.
  package let author: String?
  /// SHA-256 of the content, where the vault says it; to be compared with, never to be kept.
  package internal(set) var digest: [UInt8]?
  /// How it is encrypted: `aws:kms` and the like; nil in a folder.
  package let encryption: String?
  /// Whether it was encrypted before the vault had it.
  package internal(set) var isSealed = false

  /// Whether the vault keeps it when it is overwritten, and names no other by its name.
  package var keepsVersions: Bool { version != nil && version != "null" }

  /// What a person names the version by; never the tag, which may be a plain hash of the content.
  package var name: String { version ?? at?.formatted(.iso8601) ?? "null" }
}

/// A version with its content.
package struct VaultContent: Sendable {
  package let head: VaultHead
  package let bytes: SecretBytes
}

/// One version in a history.
package struct VaultVersion: Sendable, Equatable {
  package let version: String
  package let isLatest: Bool
  /// Whether the file was deleted here.
  package let isDeletion: Bool
  /// In bytes.
  package let size: Int?
  package let at: Date?
  package let author: String?
}
