import AWS

/// The folder of a vault, as `vault init` looks at it.
struct VaultFolder: VaultMender {
  private let root: String

  init(_ root: String) { self.root = root }

  func checks() async throws -> [VaultCheck] {
    let name = visible(root)
    guard let mode = try FileSystem.mode(ofDirectory: root) else {
      return [
        VaultCheck(
          .folder,
          .wrong,
          "\(name) is not there",
          fix: "mkdir -p -m 700 '\(name)' '\(name)/files'"
        )
      ]
    }
    guard mode & 0o077 == 0 else {
      return [
        VaultCheck(
          .folder,
          .wrong,
          "\(name) is open to others (\(String(mode & 0o777, radix: 8)))",
          fix: "chmod 700 '\(name)'"
        )
      ]
    }
    guard try FileSystem.mode(ofDirectory: root + "/files") != nil else {
      return [
        VaultCheck(
          .folder,
          .wrong,
          "\(name) is no vault yet",
          fix: "mkdir -m 700 '\(name)/files'"
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
}
