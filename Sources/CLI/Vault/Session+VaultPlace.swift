import Git
import Secrets

extension Session {
  /// Whether files travel to a bucket or folder that the configuration names; the embedded vault of
  /// a clone is for trying it out.
  func hasVault() throws -> Bool {
    let configuration = try configuration()
    return !configuration.vaultFiles.isEmpty
      && (configuration.vault.bucket ?? configuration.vault.path) != nil
  }

  /// What this working tree knows of its vault, and where that is, found without asking anybody; nil
  /// where the configuration names none.
  func localVaultState(
    _ tree: VaultTree
  ) throws -> (folder: VaultStateFolder, place: String)? {
    guard try hasVault() else { return nil }
    let settings = try configuration().vault
    let place: String
    if let bucket = settings.bucket {
      place = "s3://\(bucket)/" + (settings.prefix.isEmpty ? "files" : "\(settings.prefix)/files")
    } else {
      place = try vaultFolder(settings, top: tree.top)
    }
    return (VaultStateFolder(try vaultStateDirectory(), of: place, top: tree.top), place)
  }

  /// Where each working tree keeps what it knows of its vault.
  func vaultStateDirectory() throws -> String {
    try layout().gitDirectory + "/secrets-sync/vault"
  }
}
