import AWS
import FoundationEssentials

/// The folder of a vault, as `vault init` looks at it.
struct VaultFolder: VaultMender {
  private let root: String

  init(_ root: String) { self.root = root }

  func checks() async throws -> [VaultCheck] {
    let name = visible(root)
    let argument = ChangeText.argument(root)
    guard let mode = try FileSystem.mode(ofDirectory: root) else {
      return [
        VaultCheck(
          .place,
          .wrong,
          "\(name) is not there",
          fix: "mkdir -p -m 700 \(argument) \(ChangeText.argument(root + "/files"))"
        )
      ]
    }
    guard try FileSystem.isOwn(root) else {
      return [
        VaultCheck(
          .folder,
          .wrong,
          "\(name) is somebody else's, who can read and replace what is in it",
          fix: "Name a folder of your own as `path` of [vault].",
          byHand: true
        )
      ]
    }
    guard mode & 0o077 == 0 else {
      let message = "\(name) is open to others (\(String(mode & 0o777, radix: 8)))"
      // To close a folder in which others work is not ours to do.
      guard try isForThisAlone() else {
        return [
          VaultCheck(
            .folder,
            .wrong,
            "\(message), and has other things in it than a vault",
            fix:
              "Name a folder for the vault alone, such as \(visible("\(root)/vault")), as `path` of [vault].",
            byHand: true
          )
        ]
      }
      return [VaultCheck(.folder, .wrong, message, fix: "chmod 700 \(argument)")]
    }
    guard try FileSystem.mode(ofDirectory: root + "/files") != nil else {
      return [
        VaultCheck(
          .folder,
          .wrong,
          "\(name) is no vault yet",
          fix: "mkdir -m 700 \(ChangeText.argument(root + "/files"))"
        )
      ]
    }
    return [VaultCheck(.folder, .fine, "\(name) is for its owner alone")]
  }

  func mend(_ kind: VaultCheckKind) async throws {
    try FileSystem.createDirectory(root, mode: 0o700)
    try FileSystem.protect(root, mode: 0o700)
    try FileSystem.createDirectory(root + "/files", mode: 0o700)
  }

  /// Whether it is empty, or a vault's.
  private func isForThisAlone() throws -> Bool {
    let names = try FileManager.default.contentsOfDirectory(atPath: root)
    return names.isEmpty || names.contains("files")
  }
}
