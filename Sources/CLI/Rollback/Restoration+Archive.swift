import AWS
import Ledger
import Secrets

extension Restoration {
  /// Reads the value of a version that its store has no more, where it was archived; nil where not.
  var archive: ArchivedValue {
    guard let client, let account, let region = aws?.region else {
      return { (_) throws(SecretsError) in nil }
    }
    let vault = vault
    return { (item) throws(SecretsError) in
      guard let archived = item.archive,
        let secret = item.archivedSecret(account: account, region: region)
      else { return nil }
      let archive = try SecretArchive(
        client: client,
        bucket: archived.bucket,
        prefix: vault.prefix,
        owner: account,
        key: vault.key
      )
      return try await archive.value(of: secret, at: archived.place).bytes
    }
  }
}
