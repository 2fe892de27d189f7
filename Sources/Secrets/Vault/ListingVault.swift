import AWS

/// A vault that tells the versions of its files by listing them: nothing of a file itself is read.
///
/// In S3 this needs `s3:ListBucketVersions` and neither `s3:GetObject` nor the key.
package protocol ListingVault: Vault {
  /// The versions of a file, or with nil those of all files, each the newest first.
  ///
  /// Who wrote them is left out where a listing does not tell it. A bucket that keeps no versions has
  /// one of each file, `null`.
  func listing(of file: VaultPath?) async throws(SecretsError) -> [VaultPath: [VaultVersion]]
}

extension ListingVault {
  /// The versions of a file, the newest first; none where there never was one.
  package func listedVersions(of file: VaultPath) async throws(SecretsError) -> [VaultVersion] {
    try await listing(of: file)[file] ?? []
  }
}

extension VaultVersion {
  /// What S3 calls the version of an object that was written while versions were off.
  package static let unversioned = "null"
}

extension S3Vault: ListingVault {
  /// One request for each thousand versions.
  package func listing(
    of file: VaultPath?
  ) async throws(SecretsError) -> [VaultPath: [VaultVersion]] {
    do {
      var result: [VaultPath: [VaultVersion]] = [:]
      for entry in try await bucket.listObjectVersions(prefix: prefix + (file?.text ?? "")) {
        guard let found = VaultPath(String(entry.key.dropFirst(prefix.count))),
          file == nil || found == file
        else { continue }
        result[found, default: []].append(
          VaultVersion(
            version: entry.version,
            isLatest: entry.isLatest,
            isDeletion: entry.isMarker,
            size: entry.size,
            at: entry.lastModified,
            author: nil
          )
        )
      }
      return result
    } catch {
      throw failure(error)
    }
  }
}

extension DirectoryVault: ListingVault {
  package func listing(
    of file: VaultPath?
  ) async throws(SecretsError) -> [VaultPath: [VaultVersion]] {
    var result: [VaultPath: [VaultVersion]] = [:]
    var files = file.map { [$0] } ?? []
    if file == nil { files = Array(try await list().keys) }
    for file in files {
      let versions = try await versions(of: file)
      if !versions.isEmpty { result[file] = versions }
    }
    return result
  }
}
