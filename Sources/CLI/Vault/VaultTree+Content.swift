import AWS
import FoundationEssentials
import Git
import Secrets

// Reading and writing the files, never through a symbolic link.
extension VaultTree {
  /// The content of a file; nil where there is none.
  func read(_ file: VaultPath) throws -> SecretBytes? {
    try checkFolders(of: file)
    do {
      return try FileSystem.readSecret(path(of: file), upTo: S3Limits.objectBytes)
    } catch {
      if error.isMissing { return nil }
      guard error.isTooLarge else { throw error }
      throw Failure(
        "\(visible(file.text)) has more than the \(S3Limits.objectBytes >> 20) MiB that a vault takes.",
        hint: Self.leavingOut(visible(file.text)),
        status: .incomplete
      )
    }
  }

  /// A list of patterns has no exceptions.
  private static func leavingOut(_ name: String) -> String {
    "To leave \(name) out: give it a name that no pattern of `files` in [vault] of "
      + "\(Configuration.fileName) has, or make the pattern narrower."
  }

  func path(of file: VaultPath) -> String { "\(top)/\(file.text)" }

  func isThere(_ file: VaultPath) -> Bool {
    FileManager.default.fileExists(atPath: path(of: file))
  }

  /// Refuses files that Git tracks or would take, and such that are behind a link or in another
  /// repository, before anything is written.
  func checkPlaces(_ files: [VaultPath]) throws {
    for file in files { try checkFolders(of: file) }
    try UnsharedPlace.check(files.map(path), in: session)
  }

  /// Replaces a file, for its owner alone; folders that are missing are made, for their owner alone.
  ///
  /// `expected` is the SHA-256 of what is to be replaced, nil for nothing; what somebody has written
  /// since then stays.
  func write(
    _ content: SecretBytes,
    to file: VaultPath,
    replacing expected: [UInt8]?,
    staging: String
  ) throws {
    try checkFolders(of: file)
    let path = path(of: file)
    try Files.makeDirectory(Files.directory(of: path), mode: 0o700)
    guard try read(file).map({ Crypto.sha256($0) }) == expected else {
      throw Failure(
        "\(visible(file.text)) was changed here meanwhile, so it was left as it is.",
        hint: "git secrets-sync vault status \(visible(file.text))",
        status: .found
      )
    }
    try FileSystem.atomicWrite(content, to: path, staging: staging)
  }

  private func checkFolders(of file: VaultPath) throws {
    var path = top
    let parts = file.text.utf8.split(separator: UInt8(ascii: "/"))
    for (number, part) in parts.enumerated() {
      path += "/\(Substring(part))"
      if Folder.isLink(path) {
        throw Failure.usage(
          "\(visible(path)) is a symbolic link; the vault's files are not read or written through "
            + "one.",
          hint: "Put a file or a folder in its place. " + Self.leavingOut(visible(path))
        )
      }
      if number < parts.count - 1, FileManager.default.fileExists(atPath: path + "/.git") {
        throw Failure.usage(
          "\(visible(path)) is a repository of its own; its files do not travel through this vault."
        )
      }
    }
  }
}
