import FoundationEssentials

/// Where `dump --to` writes.
enum DumpTarget {
  case file(String)
  case folder(String)

  /// A folder, if it is there or its name ends with a slash.
  init(_ text: String, in session: Session) {
    let path = session.world.absolute(text)
    var isDirectory = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    self = text.hasSuffix("/") || (isThere && isDirectory) ? .folder(path) : .file(path)
  }
}
