import Scanning
import TestSupport
import Testing

/// An access key id and its secret, in one file and in two.
@Suite struct PairTests {
  private let id = "AWS_ACCESS_KEY_ID=\(accessKeyID())\n"
  private let secret = "AWS_SECRET_ACCESS_KEY=\(Example.random(40, .base64, seed: 5))\n"
  private let otherID = "AWS_ACCESS_KEY_ID=\(accessKeyID("Q5XNBWFHKYGPTCEL"))\n"
  private let otherSecret = "AWS_SECRET_ACCESS_KEY=\(Example.random(40, .base64, seed: 6))\n"

  private func places(_ result: TestProcess) -> [String] {
    result.text.split(separator: "\n").filter { $0.hasPrefix("a") || $0.hasPrefix("b") }
      .map { String($0.prefix { $0 != " " }) }
  }

  @Test func makeOneHighFindingInOneFile() throws {
    let program = try Program()
    try program.repository.write(id + secret, to: "a.env")
    let result = try program("scan")
    #expect(places(result) == ["a.env:2:23"])
    #expect(result.text.contains("; its other half, the AWS access key id of account "))
    #expect(result.text.contains(" is at a.env:1\n"))
    #expect(result.text.contains("high\n"))
    #expect(result.errors.contains("1 finding."))
  }

  @Test func makeOneHighFindingInTwoFiles() throws {
    let program = try Program()
    try program.repository.write("# the id\n" + id, to: "a.env")
    try program.repository.write(secret, to: "b.env")
    let result = try program("scan")
    #expect(places(result) == ["b.env:1:23"])
    #expect(result.text.contains(" is at a.env:2\n"))
  }

  @Test func theNearestBelongTogether() throws {
    let program = try Program()
    try program.repository.write(id + secret + "\n\n" + otherID + otherSecret, to: "a.env")
    let result = try program("scan")
    #expect(places(result) == ["a.env:2:23", "a.env:6:23"])
    #expect(result.text.contains(" is at a.env:1\n"))
    #expect(result.text.contains(" is at a.env:5\n"))
  }

  @Test func whatCouldBeAnotherIsLeftAlone() throws {
    let program = try Program()
    try program.repository.write(id, to: "a1.env")
    try program.repository.write(otherID, to: "a2.env")
    try program.repository.write(secret, to: "b.env")
    let result = try program("scan")
    #expect(places(result) == ["a1.env:1:19", "a2.env:1:19", "b.env:1:23"])
    #expect(!result.text.contains("other half"))
  }

  @Test func aLoneHalfIsStillAFinding() throws {
    let program = try Program()
    try program.repository.write(id, to: "a.env")
    #expect(places(try program("scan")) == ["a.env:1:19"])
    try program.repository.write("", to: "a.env")
    try program.repository.write(secret, to: "b.env")
    #expect(places(try program("scan")) == ["b.env:1:23"])
  }

  @Test func theHookSeesThemAcrossTheStagedFiles() throws {
    let program = try Program.initialized()
    try program.repository.write(id, to: "a.txt")
    try program.repository.write(secret, to: "b.txt")
    try program.git("add", "--all")
    let commit = try program.tryGit(["commit", "--message", "Keys"])
    #expect(commit.status == 1)
    #expect(commit.errors.contains("commit blocked: 1 new secret"))
    #expect(commit.errors.contains("b.txt:1:23  aws-secret-access-key"))
    #expect(commit.errors.contains(" is at a.txt:1\n"))
    #expect(places(try program("scan", "--staged")) == ["b.txt:1:23"])
  }

  /// A new half must block although the other one is there already.
  @Test func aHalfThatIsNewIsNotDroppedForAnOldOne() throws {
    let program = try Program.initialized()
    try program.repository.write(secret, to: "b.txt")
    try program.git("add", "--all")
    try program.git("commit", "--no-verify", "--quiet", "--message", "One half")
    try program.repository.write(secret + "\n", to: "b.txt")
    try program.repository.write(id, to: "a.txt")
    try program.git("add", "--all")
    let commit = try program.tryGit(["commit", "--message", "Other half"])
    #expect(commit.status == 1)
    #expect(commit.errors.contains("a.txt:1:19  aws-access-key-id"))
  }

  @Test func theHistoryIsJudgedCommitByCommit() throws {
    let program = try Program()
    try program.repository.commit(["a.txt": id, "b.txt": secret])
    let together = try program("scan", "--history")
    #expect(places(together) == ["b.txt:1:23"])
    let apart = try Program()
    try apart.repository.commit(["a.txt": id])
    try apart.repository.commit(["b.txt": secret])
    #expect(places(try apart("scan", "--history")) == ["a.txt:1:19", "b.txt:1:23"])
  }

  /// What is public belongs to its secret as well.
  @Test func anIdentifierBelongsToItsSecret() throws {
    let program = try Program()
    try program.repository.write(
      "TWILIO_ACCOUNT_SID=AC\(Example.random(32, .hex))\n"
        + "TWILIO_AUTH_TOKEN=\(Example.random(32, .hex, seed: 3))\n",
      to: "a.env"
    )
    let result = try program("scan")
    #expect(places(result) == ["a.env:2:19"])
    #expect(result.text.contains("its other half, the Twilio account SID, is at a.env:1\n"))
  }
}
