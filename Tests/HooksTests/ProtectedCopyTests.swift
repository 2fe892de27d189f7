import Git
import Hooks
import TestSupport
import Testing

/// What a protected file on disk holds is not committed under another name.
@Suite struct ProtectedCopyTests {
  private let world: StagedWorld

  /// Values such as people choose; assembled so that no file holds them.
  private static let values = ["Wint", "Otter", "Blau", "Zug", "Kiesel", "Mond", "Fjord", "Pappel"]
    .enumerated().map { "\($1)er\(17 + $0)!x\($0)" }

  private static func script(_ values: some Sequence<String>) -> String {
    "import boto3\n\nssm = boto3.client(\"ssm\")\n"
      + values.enumerated().map { index, value in
        "ssm.put_parameter(Name=\"/shop/prod/item_\(index)\", Value=\"\(value)\", Overwrite=True)\n"
      }
      .joined()
  }

  init() throws {
    world = try StagedWorld()
    try world.repository.commit([".gitignore": "ssm-*.py\n", "a.txt": "a\n"])
    try world.repository.write(Self.script(Self.values), to: "ssm-db.py")
  }

  private func reasons(_ files: [String: String]) throws -> [String] {
    try world.stage(files)
    return try world.check().protectedFiles.map(\.reason)
  }

  @Test func theWholeFile() throws {
    #expect(
      try reasons(["db.py": Self.script(Self.values)])
        == ["a copy of ssm-db.py, which must stay out of Git (ssm-*.py)"]
    )
    #expect(try world.check().verdict == .blocked)
  }

  @Test func mostOfItsLiterals() throws {
    let reasons = try reasons(["lib/db.ini": Self.values.dropLast().map { "k = \($0)\n" }.joined()])
    #expect(
      reasons == ["a copy of ssm-db.py, which must stay out of Git (ssm-*.py): 7 of its 8 literals"]
    )
    #expect(!Self.values.contains { reasons[0].contains($0) })
  }

  @Test(arguments: [3, 4]) func halfIsTheLimit(count: Int) throws {
    let text = Self.values.prefix(count).map { "\"\($0)\"\n" }.joined()
    #expect(try reasons(["db.txt": text]).isEmpty == (count < 4))
  }

  @Test func codeThatReadsTheSecretsIsNoCopy() throws {
    let text = Self.script(Self.values).split(separator: "\n").map { line in
      line.split(separator: "Value=").first.map { "\($0))" } ?? ""
    }
    #expect(try reasons(["app.py": text.joined(separator: "\n")]).isEmpty)
  }

  @Test func aTemplateIsNoCopy() throws {
    try world.repository.write(
      """
      APP_NAME=shop-frontend-v2
      API_URL=https://api.example.com/v1
      AWS_REGION=eu-central-1
      LOG_LEVEL=information
      DB_IMAGE=postgres:15.4-alpine
      DB_PASSWORD=\(Self.values[0])
      CACHE_PASSWORD=\(Self.values[1])
      MAIL_PASSWORD=\(Self.values[2])
      """,
      to: ".env"
    )
    try world.repository.write(".env\nssm-*.py\n", to: ".gitignore")
    let template = """
      APP_NAME=shop-frontend-v2
      API_URL=https://api.example.com/v1
      AWS_REGION=eu-central-1
      LOG_LEVEL=information
      DB_IMAGE=postgres:15.4-alpine
      DB_PASSWORD=
      CACHE_PASSWORD=changeme
      MAIL_PASSWORD=changeme
      """
    #expect(try reasons([".env.example": template]).isEmpty)
    let copy = try reasons([".env.sample": Self.values[...2].joined(separator: "\n")])
    #expect(
      copy == ["a copy of .env, which must stay out of Git (.env): 3 of its 3 literals"]
    )
  }

  @Test func aFileWithOneLiteralIsKnownByItsLinesToo() throws {
    try world.repository.write(Self.script(Self.values.prefix(1)), to: "ssm-one.py")
    let edited = Self.script(Self.values.prefix(1)) + "print(\"done\")\n"
    #expect(
      try reasons(["one.py": edited])
        == ["a copy of ssm-one.py, which must stay out of Git (ssm-*.py): 1 of its 1 literal"]
    )
    try world.repository.git("rm", "--quiet", "--cached", "one.py")
    #expect(try reasons(["one.py": "x = \"\(Self.values[0])\"\n"]).isEmpty)
  }

  @Test func filesInFoldersAreFound() throws {
    try world.repository.write(Self.script(Self.values), to: "ops/tools/ssm-x.py")
    try world.repository.write("", to: "ssm-db.py")
    #expect(
      try reasons(["src/deep/down/x.py": Self.script(Self.values)])
        == ["a copy of ops/tools/ssm-x.py, which must stay out of Git (ssm-*.py)"]
    )
  }

  @Test func whatWasThereAlreadyIsNothingNew() throws {
    let text = Self.values.dropLast(2).map { "k = \"\($0)\"\n" }.joined()
    try world.repository.commit(["old.py": text])
    #expect(try reasons(["old.py": text + "print(1)\n"]).isEmpty)
    try world.repository.git("mv", "old.py", "new.py")
    #expect(try reasons(["new.py": text + "print(2)\n"]).isEmpty)
    #expect(try reasons(["new.py": text + "k = \"\(Self.values[7])\"\n"]).count == 1)
    #expect(try world.check().protectedFiles.first?.isTracked == false)
  }

  @Test func emptyAndTinyFilesAreNoCopies() throws {
    try world.repository.write("", to: "ssm-db.py")
    try world.repository.write("\n# x\n", to: "ssm-tiny.py")
    #expect(try reasons(["__init__.py": "", "tiny.py": "\n# x\n"]).isEmpty)
  }

  @Test func theProtectedFileItselfIsBlockedForItsName() throws {
    try world.repository.git("add", "--force", "ssm-db.py")
    #expect(try reasons([:]) == ["protected by the pattern ssm-*.py"])
  }

  @Test func thePolicyOfTheIndexExcepts() throws {
    let policy = Policy.defaultProtect.joined(separator: "\n") + "\nallow-copies db.py\n"
    try world.stage(["db.py": Self.script(Self.values), Policy.fileName: policy])
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.policyChanges.map(\.kind) == [.copiesAllowed("db.py")])
  }

  @Test func whatIsTooLargeIsSaid() throws {
    let large = Self.script(Self.values) + String(repeating: "# filler line\n", count: 80_000)
    try world.repository.write(large, to: "ssm-large.py")
    try world.stage(["x.py": "k = \"\(Self.values[0])\"\n"])
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.isCopyCheckPartial)
    #expect(try reasons(["large.py": large]).count == 1)
  }

  @Test func anotherPlaceForTheWorkingTree() throws {
    let linked = world.repository.directory.path("linked")
    try world.repository.git("worktree", "add", "--quiet", linked)
    try world.repository.directory.write(Self.script(Self.values), to: "linked/ssm-l.py")
    try world.repository.directory.write(Self.script(Self.values), to: "linked/l.py")
    _ = try world.repository.tryGit(["add", "l.py"], in: linked)
    let report = try world.check(in: linked)
    #expect(report.protectedPaths == ["l.py"])
  }
}
