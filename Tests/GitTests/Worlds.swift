import Git
import TestSupport

extension TemporaryRepository {
  /// The `git` of this repository, as the program would run it.
  var command: GitCommand { GitCommand(directory: path, environment: environment) }

  /// The `git` of another directory with the same home.
  func command(in directory: String) -> GitCommand {
    GitCommand(directory: directory, environment: environment)
  }

  /// The repository opened by libgit2.
  func open(in directory: String? = nil) throws -> Repository {
    try Repository.open(try RepositoryLayout.find(command(in: directory ?? path)))
  }

  /// The object that `git rev-parse` says a name is.
  func id(_ revision: String) throws -> ObjectID {
    let hex = try git("rev-parse", "--verify", revision)
    guard let id = ObjectID(hex: hex) else { throw Failure(description: "\(hex) is no id") }
    return id
  }

  /// Stores a blob with Git itself.
  func blob(_ text: String) throws -> ObjectID {
    let hex = try git(["hash-object", "-w", "--stdin"], input: Array(text.utf8))
    guard let id = ObjectID(hex: hex) else { throw Failure(description: "\(hex) is no id") }
    return id
  }

  /// Stores many blobs in one pack.
  func pack(_ texts: [String]) throws -> [ObjectID] {
    let marks = directory.path("marks")
    let stream = texts.enumerated().map { index, text in
      "blob\nmark :\(index + 1)\ndata \(text.utf8.count)\n\(text)\n"
    }
    try git(
      ["fast-import", "--quiet", "--export-marks=\(marks)"],
      input: Array(stream.joined().utf8)
    )
    var ids: [Int: ObjectID] = [:]
    for line in String(decoding: try directory.read("marks"), as: UTF8.self).split(separator: "\n")
    {
      let words = line.dropFirst().split(separator: " ")
      if let mark = Int(words[0]), let id = ObjectID(hex: words[1]) { ids[mark] = id }
    }
    return try texts.indices.map { index in
      guard let id = ids[index + 1] else { throw Failure(description: "no mark \(index + 1)") }
      return id
    }
  }

  /// Every file below a tree: path and content.
  func files(_ tree: ObjectID) throws -> [String: String] {
    var files: [String: String] = [:]
    for path in try git("ls-tree", "-r", "--name-only", tree.hex).split(separator: "\n") {
      files[String(path)] = try git("cat-file", "blob", "\(tree.hex):\(path)")
    }
    return files
  }
}

/// The kind of error that a call throws; `nil` if it throws none.
func kind(_ body: () throws -> Void) -> GitError.Kind? {
  do {
    try body()
    return nil
  } catch {
    return (error as? GitError)?.kind
  }
}
