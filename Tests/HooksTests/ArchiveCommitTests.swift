import Git
import Hooks
import Scanning
import TestSupport
import Testing

/// Archives in a commit.
@Suite struct ArchiveCommitTests {
  private static let samples = Result { try SampleArchives(line: "key = \(StagedWorld.secret())") }

  private func stage(_ sample: String, as name: String, _ world: StagedWorld) throws {
    let bytes = try Self.samples.get().bytes(sample)
    try world.repository.write(bytes, to: Array(name.utf8))
    try world.stage()
  }

  @Test func aSecretInAnArchiveBlocks() throws {
    let world = try StagedWorld()
    try stage("two.zip", as: "deploy.zip", world)
    let report = try world.check()
    #expect(report.verdict == .blocked)
    #expect(report.newPaths == ["deploy.zip"])
    #expect(
      report.newFindings.map { String(decoding: $0.finding.member, as: UTF8.self) }
        == ["lib/inner.jar!/conf/app.env"]
    )
  }

  @Test(arguments: ["locked.zip", "cut.gz", "four.zip"])
  func anArchiveThatCannotBeReadIsNotClean(sample: String) throws {
    let world = try StagedWorld()
    try stage(sample, as: "a.bin", world)
    #expect(try world.check().verdict == .incomplete)
  }

  @Test func anArchiveThatCouldNotBeReadCanBeReplaced() throws {
    let world = try StagedWorld()
    try stage("locked.zip", as: "a.zip", world)
    try world.repository.git("commit", "--quiet", "--no-verify", "--message", "locked")
    try stage("a.zip", as: "a.zip", world)
    #expect(try world.check().verdict == .blocked)
    try stage("empty.zip", as: "a.zip", world)
    #expect(try world.check().verdict == .clean)
  }

  @Test func aSecretThatWasInTheArchiveBeforeIsOld() throws {
    let world = try StagedWorld()
    try stage("a.zip", as: "a.zip", world)
    try world.repository.git("commit", "--quiet", "--no-verify", "--message", "open")
    try stage("two.zip", as: "a.zip", world)
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.oldPaths == ["a.zip"])
  }
}
