import Foundation
import TestSupport
import Testing

/// Real `git commit`s with the installed hook, in every kind of repository and for every kind of
/// file in which another scanner has been seen to pass without having looked.
@Suite struct CommitMatrixTests {
  /// A kind of repository or of commit.
  enum World: String, CaseIterable, CustomTestStringConvertible {
    case withoutCommits = "no commits yet"
    case sha256 = "SHA-256"
    case splitIndex = "split index"
    case sparseIndex = "sparse index"
    case linkedWorktree = "linked worktree"
    case submodule
    case all = "commit --all"
    case only = "commit --only"
    case amend = "commit --amend"
    case subdirectory = "from a subdirectory"
    case mergeConcluded = "a merge concluded by commit"

    var testDescription: String { rawValue }
  }

  @Test(arguments: World.allCases) func blocksASecretAndThenPassesWithoutIt(world: World) throws {
    let place = try Place(world)
    let before = place.head()

    let blocked = try place.commit("key = \"\(accessKeyID())\"\n")
    #expect(blocked.status == 1)
    #expect(blocked.errors.contains("commit blocked: 1 new secret"))
    #expect(blocked.errors.contains("aws-access-key-id"))
    #expect(!blocked.errors.contains(accessKeyID()))
    #expect(place.head() == before)

    let passed = try place.commit("key = load()\n")
    #expect(passed.status == 0, "\(passed.errors)")
    let counts = try #require(
      passed.errors.firstMatch(of: /(\d+) of (\d+) staged blobs? scanned/)
    )
    #expect(counts.1 == counts.2)
    #expect(Int(counts.1) ?? 0 > 0)
    #expect(place.head() != before)
  }

  /// A file by its name's bytes.
  struct Named: CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]

    init(_ name: String) {
      testDescription = name.debugDescription
      bytes = Array(name.utf8)
    }

    init(latin1 bytes: [UInt8]) {
      testDescription = "Latin-1"
      self.bytes = bytes
    }
  }

  static let names = [
    Named("with spaces.py"), Named("new\nline.py"), Named("café.py"), Named(":x"),
    Named("-dash.py"), Named("quote\"d.py"), Named("*.py"), Named("tab\there.py"),
    Named(latin1: [0x63, 0x61, 0x66, 0xE9, 0x2E, 0x70, 0x79]),
  ]

  @Test(arguments: names) func readsAFileOfAnyName(name: Named) throws {
    let program = try Program.initialized()
    let secret = Array("key = \"\(accessKeyID())\"\n".utf8)
    try program.repository.write(secret, to: name.bytes)
    try program.git("add", "--all")
    let blocked = try program.tryGit(["commit", "--message", "x"])
    #expect(blocked.status == 1)
    #expect(blocked.errors.contains("1 of 1 staged blob scanned"))
    #expect(blocked.errors.contains(":1:8  aws-access-key-id"))

    try program.repository.write(Array("key = load()\n".utf8), to: name.bytes)
    try program.git("add", "--all")
    #expect(try program.tryGit(["commit", "--message", "x"]).status == 0)
  }

  /// A content that diff text hides.
  enum Content: String, CaseIterable, CustomTestStringConvertible {
    case binary
    case utf16LittleEndian = "UTF-16LE with BOM"
    case utf16BigEndian = "UTF-16BE with BOM"
    case utf16Bare = "UTF-16LE without BOM"
    case latin1 = "Latin-1"
    case notDiffed = "-diff attribute"
    case crlf = "CRLF"
    case longLine = "a line of a megabyte"
    case lastLineOpen = "no newline at the end"

    var testDescription: String { rawValue }

    func bytes(_ text: String) -> [UInt8] {
      switch self {
      case .binary: [0x7F, 0x45, 0, 0, 1, 0, 0xFF] + Array(text.utf8) + [0, 0, 0xFE, 0x80]
      case .utf16LittleEndian:
        [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      case .utf16BigEndian:
        [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
      case .utf16Bare:
        text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      case .latin1: [0x23, 0x20, 0xE9, 0xE8, 0x0A] + Array(text.utf8)
      case .notDiffed: Array(text.utf8)
      case .crlf: Array("a = 1\r\n\(text.dropLast())\r\n".utf8)
      case .longLine: Array((String(repeating: "lorem ipsum ", count: 90_000) + text).utf8)
      case .lastLineOpen: Array(text.dropLast().utf8)
      }
    }
  }

  @Test(arguments: Content.allCases) func readsAnyContent(content: Content) throws {
    let program = try Program.initialized()
    if content == .notDiffed {
      try program.repository.commit([".gitattributes": "*.dat -diff\n"])
    }
    let name = Array("file.dat".utf8)
    try program.repository.write(content.bytes("key = \"\(accessKeyID())\"\n"), to: name)
    try program.git("add", "--all")
    let blocked = try program.tryGit(["commit", "--message", "x"])
    #expect(blocked.status == 1)
    #expect(blocked.errors.contains("1 of 1 staged blob scanned"))
    #expect(blocked.errors.contains("aws-access-key-id"))
    #expect(!blocked.errors.contains(accessKeyID()))

    try program.repository.write(content.bytes("key = load()\n"), to: name)
    try program.git("add", "--all")
    #expect(try program.tryGit(["commit", "--message", "x"]).status == 0)
  }

  @Test func judgesWhatIsStagedNotTheWorkingTree() throws {
    let program = try Program.initialized()
    let repository = program.repository
    try repository.write("key = \"\(accessKeyID())\"\n", to: "a.py")
    try program.git("add", "a.py")
    try repository.write("key = load()\n", to: "a.py")
    #expect(try program.tryGit(["commit", "--message", "staged secret"]).status == 1)

    try program.git("add", "a.py")
    try repository.write("key = \"\(accessKeyID())\"\n", to: "a.py")
    let passed = try program.tryGit(["commit", "--message", "staged clean"])
    #expect(passed.status == 0, "\(passed.errors)")
    #expect(passed.errors.contains("1 of 1 staged blob scanned"))
  }

  @Test func blocksWhatItCannotRead() throws {
    let program = try Program.initialized()
    try program.repository.write("a = 1\n", to: "a.py")
    try program.git("add", "a.py")
    let id = try program.repository.git("rev-parse", ":a.py")
    try program.repository.directory.remove("work/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    let commit = try program.tryGit(["commit", "--message", "x"])
    #expect(commit.status != 0)
    let hook = try program("hook", "pre-commit")
    #expect(hook.status == 3)
    #expect(hook.errors.contains("0 of 1 staged blob"))
    #expect(hook.errors.contains("a.py"))
  }

  @Test func aDeletionScansNothing() throws {
    let program = try Program.initialized()
    try program.repository.commit(["a.py": "a = 1\n", "b.py": "b = 1\n"])
    try program.git("rm", "--quiet", "a.py")
    let commit = try program.tryGit(["commit", "--message", "x"])
    #expect(commit.status == 0)
    #expect(commit.errors.contains("0 of 0 staged blobs scanned"))
  }
}

/// A repository of one kind, set up by `init`, and the way to commit in it.
private struct Place {
  let program: Program
  let directory: String
  let file: String
  let arguments: [String]
  let stages: Bool

  init(_ world: CommitMatrixTests.World) throws {
    switch world {
    case .sha256: program = try Program(.sha256)
    case .splitIndex: program = try Program(.splitIndex)
    default: program = try Program()
    }
    let repository = program.repository
    var directory = repository.path
    var file = "app.py"
    var arguments = ["--message", "x"]
    var stages = true
    if world != .withoutCommits {
      try repository.commit(["app.py": "a = 1\n", "in/b.py": "b = 1\n", "out/c.py": "c = 1\n"])
    }
    switch world {
    case .withoutCommits, .sha256, .splitIndex: break
    case .sparseIndex:
      try repository.makeSparse("in")
      file = "in/b.py"
    case .linkedWorktree: directory = try repository.addWorktree("linked", branch: "topic")
    case .submodule:
      try repository.git("submodule", "--quiet", "add", repository.path, "module")
      try repository.git("commit", "--quiet", "--message", "module")
      directory = repository.path + "/module"
    case .all:
      arguments.append("--all")
      stages = false
    case .only:
      arguments += ["--only", "--", "app.py"]
      stages = false
    case .amend: arguments.append("--amend")
    case .subdirectory:
      directory = repository.path + "/in"
      file = "b.py"
    case .mergeConcluded:
      try repository.git("checkout", "--quiet", "-b", "topic")
      try repository.commit(["app.py": "a = 2\n"])
      try repository.git("checkout", "--quiet", "main")
      try repository.commit(["app.py": "a = 3\n"])
    }
    let setUp = try program.run(["init", "--yes"], in: directory)
    guard setUp.status == 0 else {
      throw TemporaryRepository.Failure(description: "init: \(setUp.text) \(setUp.errors)")
    }
    if world == .mergeConcluded {
      _ = try repository.tryGit(["merge", "topic"])
    }
    self.directory = directory
    self.file = file
    self.arguments = arguments
    self.stages = stages
    if world == .splitIndex {
      let files = try FileManager.default.contentsOfDirectory(atPath: repository.path + "/.git")
      guard files.contains(where: { $0.hasPrefix("sharedindex.") }) else {
        throw TemporaryRepository.Failure(description: "the index is not split")
      }
    }
  }

  /// Writes the file and commits it as the world does.
  func commit(_ text: String) throws -> TestProcess {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(directory)/\(file)"))
    if stages { try program.repository.git(["add", "--", file], in: directory) }
    return try program.tryGit(["commit"] + arguments, in: directory)
  }

  func head() -> String? {
    try? program.repository.git(["rev-parse", "--verify", "--quiet", "HEAD"], in: directory)
  }
}
