import AWS

/// The folder of a vault, as `vault init` looks at it.
struct VaultFolder: VaultMender {
  private let root: String

  init(_ root: String) { self.root = root }

  func checks() async throws -> [VaultCheck] {
    let name = visible(root)
    guard let mode = try FileSystem.mode(ofDirectory: root) else {
      return [VaultCheck(.folder, .wrong, "\(name) is not there", fix: "mkdir -p -m 700 '\(name)'")]
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
    return [VaultCheck(.folder, .fine, "\(name) is for its owner alone")]
  }

  func mend(_ kind: VaultCheckKind) async throws {
    try FileSystem.createDirectory(root, mode: 0o700)
    try FileSystem.protect(root, mode: 0o700)
  }
}
