import Secrets

// Where [vault] and a version do not agree on whether files are encrypted before the vault has them.
extension OpenVault {
  /// Whether a push would put in the clear what is encrypted there.
  func unseals(_ isSealed: Bool?) -> Bool { isSealed == true && !vault.seals }

  static let unsealing =
    "encrypted there, and [vault] here does not have `client_side_encryption`, so it would be in the clear"
  static let sealing =
    "get the commit whose \(Configuration.fileName) has client_side_encryption = true and `kms_key` in "
    + "[vault], or write them in; then push again"

  /// How to go on where the latest version is not encrypted, and so is not pulled; nil where it is.
  func openCommands(_ status: VaultFileStatus) -> String? {
    guard vault.seals, let head = status.head, !head.isSealed else { return nil }
    let version = visible(ChangeText.argument(head.name))
    return commands("diff", status.file, version) + "; to take it: "
      + commands("restore", status.file, version)
  }

  /// Says of each file that was refused how to go on, of the first ones.
  func sayNext(_ refused: [VaultFileStatus], _ next: (VaultFileStatus) -> String) {
    for status in refused.prefix(8) { session.say("next: " + next(status)) }
    if refused.count > 8 {
      session.say("… and \(refused.count - 8) more: \(commands("status"))")
    }
  }
}
