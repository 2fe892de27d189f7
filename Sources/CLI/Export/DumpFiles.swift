import AWS
import Git
import Secrets

/// A file for each value, below one folder.
struct DumpFiles {
  private let files: [(path: String, value: SecretBytes)]

  var paths: [String] { files.map(\.path) }

  /// Refuses names that are no paths below the folder, and such of which one is a folder of another.
  init(_ entries: [ExportEntry], in folder: String) throws(Failure) {
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    var names: Set<String> = []
    for entry in entries {
      let pieces = entry.name.split(separator: "/", omittingEmptySubsequences: false)
      guard pieces.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && $0.utf8.count <= 255 })
      else {
        throw .usage(
          "\(visible(entry.source)) has a name that cannot be that of a file.",
          hint: "Choose it apart, with a name of its own: NAME=\(visible(entry.source))."
        )
      }
      guard names.insert(entry.name).inserted else {
        throw .usage("Two of the secrets would be the file \(visible(entry.name)).")
      }
    }
    for entry in entries {
      let pieces = entry.name.split(separator: "/")
      for length in 1..<max(1, pieces.count) {
        let above = pieces.prefix(length).joined(separator: "/")
        guard !names.contains(above) else {
          throw .usage(
            "\(visible(above)) would be a file and a folder at once, since "
              + "\(visible(entry.source)) is below it.",
            hint: "Choose one of the two, or write one document."
          )
        }
      }
    }
    files = entries.map { (base + $0.name, $0.value) }
  }

  func write() throws {
    for (path, value) in files {
      try Files.makeDirectory(Files.directory(of: path), mode: 0o700)
      try Files.atomicWrite(value.exposed(), to: path, mode: 0o600)
    }
  }
}
