import TestSupport
import Testing

/// `scan --level`, and what else says how much is reported.
@Suite struct ScanLevelTests {
  /// A secret beyond doubt, one that may be a stand-in, and a mask.
  private let text = """
    a = "\(accessKeyID())"
    b = "AKIA\(String(repeating: "Z", count: 16))"
    c = "AKIA\(String(repeating: "X", count: 16))"

    """

  private func lines(_ result: TestProcess) -> [String] {
    result.text.split(separator: "\n").filter { $0.hasPrefix("a.py:") }
      .map { String($0.split(separator: ":")[1]) }
  }

  @Test func oneThresholdMoves() throws {
    let program = try Program()
    try program.repository.write(text, to: "a.py")
    #expect(lines(try program("scan", "--level", "low")) == ["1"])
    #expect(lines(try program("scan")) == ["1", "2"])
    #expect(lines(try program("scan", "--level", "sensitive")) == ["1", "2", "3"])
    #expect(try program("scan", "--level", "high").status == 2)
  }

  @Test func theRepositoryAndGitsSettingsHaveALevel() throws {
    let program = try Program()
    try program.repository.write(text, to: "a.py")
    try program.repository.write("[scan]\nlevel = \"low\"\n", to: ".secrets-sync.toml")
    #expect(lines(try program("scan")) == ["1"])
    try program.git("config", "secrets-sync.level", "sensitive")
    #expect(lines(try program("scan")) == ["1", "2", "3"])
    #expect(lines(try program("scan", "--level", "default")) == ["1", "2"])
    try program.git("config", "secrets-sync.level", "all")
    #expect(try program("scan").status == 2)
    try program.repository.write("[scan]\nlevel = \"all\"\n", to: ".secrets-sync.toml")
    let refused = try program("scan", "--level", "low")
    #expect(refused.status == 2)
    #expect(refused.errors.contains(".secrets-sync.toml:2: “all” is not a level of scanning."))
  }

  /// A commit that lowers the level is judged by the level before it.
  @Test func theMoreSensitiveLevelOfIndexAndLastCommitCounts() throws {
    let program = try Program.initialized()
    try program.repository.write("[scan]\nlevel = \"sensitive\"\n", to: ".secrets-sync.toml")
    try program.git("add", "--all")
    try program.git("commit", "--quiet", "--message", "Sensitive")
    try program.repository.write("[scan]\nlevel = \"low\"\n", to: ".secrets-sync.toml")
    try program.repository.write(text, to: "a.py")
    try program.git("add", "--all")
    #expect(lines(try program("scan", "--staged")) == ["1", "2", "3"])
    #expect(lines(try program("scan", "--staged", "--level", "low")) == ["1"])
  }

  /// What blocks nothing is shown all the same.
  @Test func aStandInIsReportedByTheScanOfTheIndexAndDoesNotBlock() throws {
    let program = try Program.initialized()
    try program.repository.write("b = \"AKIA\(String(repeating: "Z", count: 16))\"\n", to: "a.py")
    try program.git("add", "--all")
    let scan = try program("scan", "--staged")
    #expect(scan.status == 1)
    #expect(scan.text.contains("a.py:1:6  aws-access-key-id"))
    let commit = try program.tryGit(["commit", "--message", "Stand-in"])
    #expect(commit.status == 0)
    #expect(commit.errors.contains("looks like a stand-in"))
  }

  @Test func theEnvironmentOfAnAccountIsNamed() throws {
    let program = try Program()
    try program.repository.write("k = \"\(accessKeyID())\"\n", to: "a.py")
    let plain = try program("scan")
    let account = try #require(plain.text.firstMatch(of: /of account (\d{12})/)?.1)
    try program.repository.write(
      "[environments.prod]\naccount = \"\(account)\"\nsecrets = [\"sm:*\"]\n",
      to: ".secrets-sync.toml"
    )
    #expect(try program("scan").text.contains("of account \(account) (environment prod)"))
    try program.git("add", "--all")
    let staged = try program("scan", "--staged")
    #expect(staged.text.contains("of account \(account) (environment prod)"))
  }
}
