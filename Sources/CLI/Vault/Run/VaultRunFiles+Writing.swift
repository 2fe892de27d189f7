import AWS
import FoundationEssentials
import Git
import Secrets

// Getting the files, and writing them.
extension VaultRunFiles {
  /// How many are had from the vault at once, and then written.
  private static let batch = 8

  static func put(
    _ missing: [VaultPath],
    _ start: VaultRunJournal,
    _ open: OpenVault
  ) async throws {
    var journal = start
    var state = try open.folder.read()
    let key = try open.folder.madeKey()
    var rest = missing[...]
    while !rest.isEmpty {
      let files = Array(rest.prefix(batch))
      rest = rest.dropFirst(batch)
      let contents = try await contents(of: files, open.vault)
      for (file, content) in zip(files, contents) {
        let hash = VaultStateFolder.hash(Crypto.sha256(content.bytes), of: file, key: key)
        journal.files.removeAll { VaultPath($0.file) == file }
        journal.files.append(
          VaultRunJournal.Entry(
            file: file.text,
            hash: hash,
            isNew: state.files[file] == nil
          )
        )
        state.files[file] = VaultState.Known(
          version: content.head.version,
          tag: content.head.tag,
          hash: hash,
          at: open.session.world.now().formatted(.iso8601),
          sealed: content.head.isSealed ? true : nil
        )
        journal.folders += missingFolders(above: file, open.tree)
          .filter { !journal.folders.contains($0) }
      }
      // To all others they are as pulled; and what a program changes is known to be changed.
      try journal.write(in: open.folder.path)
      try open.folder.write(state)
      for (file, content) in zip(files, contents) {
        try Task.checkCancellation()
        try open.tree.write(
          content.bytes,
          to: file,
          replacing: nil,
          staging: open.folder.staging
        )
      }
    }
  }

  private static func contents(
    of files: [VaultPath],
    _ vault: any Vault
  ) async throws -> [VaultContent] {
    try await withThrowingTaskGroup(of: (Int, VaultContent).self) { group in
      for (index, file) in files.enumerated() {
        group.addTask {
          let content = try await vault.get(file, version: nil)
          return (index, content)
        }
      }
      var found: [Int: VaultContent] = [:]
      for try await (index, content) in group { found[index] = content }
      return files.indices.compactMap { found[$0] }
    }
  }

  private static func missingFolders(above file: VaultPath, _ tree: VaultTree) -> [String] {
    var folders: [String] = []
    var path = Substring(file.text)
    while let slash = path.lastIndex(of: "/") {
      path = path[..<slash]
      if !FileManager.default.fileExists(atPath: "\(tree.top)/\(path)") {
        folders.append(String(path))
      }
    }
    return folders
  }
}
