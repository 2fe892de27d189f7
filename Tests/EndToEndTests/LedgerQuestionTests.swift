import Foundation
import TestSupport
import Testing

/// Asking the ledger: which, log, diff, show and verify --integrity as people and scripts use them.
@Suite struct LedgerQuestionTests {
  private let program: Program

  init() throws {
    program = try Program.initialized()
    try program.repository.write(
      """
      [environments.dev]
      secrets = ["local:*"]
      [environments.prod]
      secrets = ["local:*"]

      """,
      to: ".secrets-sync.toml"
    )
    _ = try program("create", "local:db", "--yes", input: "one")
    _ = try program("record", "--env", "dev")
    try program.git("commit", "--quiet", "--all", "--message", "second")
    _ = try program("record", "--env", "dev")
    _ = try program("record", "--env", "prod")
    _ = try program("update", "local:db", "--yes", input: "two")
    try program.git("commit", "--quiet", "--allow-empty", "--message", "third")
    _ = try program("record", "--env", "dev")
  }

  private func json(_ arguments: String...) throws -> [String: Any] {
    let result = try program.run(arguments + ["--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(result.output))
    return try #require(object as? [String: Any])
  }

  private func commit(_ revision: String) throws -> String {
    try program.repository.git("rev-parse", revision)
  }

  private func version(_ environment: String) throws -> String {
    let records = try json("log", "--env", environment, "-n", "1")["records"] as? [[String: Any]]
    let items = records?.first?["items"] as? [[String: Any]]
    return try #require(items?.first?["version"] as? String)
  }

  @Test func whichListsTheDeploymentsThatRanWithAVersion() throws {
    let old = try version("prod")
    let result = try program("which", "local:db@" + old.prefix(8))
    #expect(result.status == 0)
    let lines = result.text.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.dropFirst().filter { $0.contains("  dev ") }.count == 2)
    #expect(result.errors.contains("in dev: 2 deployments of 2 commits; first "))
    #expect(result.errors.contains("in prod: 1 deployment of 1 commit; first "))

    let document = try json("which", "db@" + old, "--env", "dev")
    #expect(document["version"] as? String == old)
    let environment = try #require((document["environments"] as? [[String: Any]])?.first)
    #expect(
      (environment["first"] as? [String: Any])?["commit"] as? String == (try commit("HEAD~2"))
    )
    #expect((environment["last"] as? [String: Any])?["commit"] as? String == (try commit("HEAD~1")))
    #expect((document["records"] as? [Any])?.count == 2)
    #expect(
      try program("which", "local:db@" + old, "-n", "1").text.split(separator: "\n").count == 2
    )
  }

  @Test func whichSaysWhatIsNotThereOrNotClear() throws {
    let none = try program("which", "local:db@ffffffff-0000")
    #expect(none.status == 1)
    #expect(none.errors.contains("No deployment had local:db at ffffffff-0000."))
    let without = try program("which", "local:db")
    #expect(without.status == 2)
    #expect(without.errors.contains("names no version"))
    #expect(without.errors.contains("local:db@VERSION"))
  }

  @Test func whichKnowsWhatWasRecordedSinceItLastLooked() throws {
    let new = try version("dev")
    #expect(try program("which", "local:db@" + new).text.split(separator: "\n").count == 2)
    _ = try program("record", "--env", "prod")
    #expect(try program("which", "local:db@" + new).text.split(separator: "\n").count == 3)
  }

  @Test func logTakesARangeOfCommits() throws {
    let result = try program("log", "HEAD~1..HEAD")
    #expect(result.text.split(separator: "\n").count == 2)
    #expect(result.text.contains(String(try commit("HEAD").prefix(10))))
    #expect(
      try program("log", "HEAD~2..HEAD", "--env", "dev").text.split(separator: "\n").count == 3
    )
    // What brought a version is told before the others are left out.
    #expect(try program("log", "HEAD", "--secret", "db").text.split(separator: "\n").count == 4)
    #expect(try program("log", "HEAD~2..HEAD~1", "--secret", "db", "--env", "dev").text == "")
    let none = try program("log", "nope..HEAD")
    #expect(none.status == 2)
    #expect(none.errors.contains("“nope..HEAD” names no commits"))
    #expect(try program("log", "--", "--all").status == 2)
  }

  @Test func diffTakesEarlierDeploymentsAndSaysSinceWhen() throws {
    let result = try program("diff", "dev~1", "dev")
    #expect(result.status == 1)
    let head = try commit("HEAD").prefix(10)
    #expect(result.text.contains("    since \(head), deployed "))
    #expect(try program("diff", "dev~2", "dev~1").status == 0)
    #expect(
      try program("diff", "dev~3", "dev").errors.contains("dev has no 4 successful deployments.")
    )
    for _ in 0..<10 { _ = try program("record", "--env", "dev") }
    #expect(try program("diff", "dev~12", "dev~11").status == 0)
    #expect(try program("diff", "dev~11", "dev").status == 1)
    #expect(try program("diff", "dev~13", "dev").errors.contains("has no 14 successful"))
    let records = try json("log", "--env", "dev")["records"] as? [[String: Any]]
    let ids = try #require(records?.compactMap { $0["id"] as? String })
    let document = try json("diff", ids[12], ids[10])
    let change = try #require((document["changes"] as? [[String: Any]])?.first)
    #expect(change["made"] is String)
    #expect((change["since"] as? [String: Any])?["record"] as? String == ids[10])
  }

  @Test func showFindsWhatARewrittenCommitWasDeployedAs() throws {
    let deployed = try commit("HEAD")
    try program.git("commit", "--quiet", "--amend", "--allow-empty", "--message", "reworded")
    let result = try program("show", "--env", "dev")
    #expect(result.status == 1)
    #expect(result.errors.contains("\(deployed.prefix(10)), which was, has the same tree (dev)"))
    #expect(result.text.contains(deployed.prefix(10)))
    let rewritten = try json("show", "--env", "dev")["rewritten"] as? [[String: Any]]
    #expect(rewritten?.first?["by"] as? String == "tree")
  }

  @Test func integrityIsForScriptsAndPeople() throws {
    let sound = try program("verify", "--integrity")
    #expect(sound.status == 0)
    #expect(sound.errors.contains("dev: 3 records, nothing changed, removed or forged."))
    let reference = "refs/secrets-sync/ledger/dev"
    let empty = try program.repository.git(["mktree"], input: [])
    let message = try program.repository.git("log", "-1", "--format=%B", reference)
    let forged = try program.repository.git(
      ["commit-tree", empty, "-p", reference, "-F", "-"],
      input: Array(message.utf8)
    )
    try program.repository.git("update-ref", reference, forged)
    let broken = try program("verify", "--integrity", "--env", "dev")
    #expect(broken.status == 1)
    #expect(
      broken.text.contains("removed  Ledger commit \(forged.prefix(10)) of dev removes records/")
    )
    #expect(broken.errors.contains("Find out who did it"))
    let report = try #require(
      (try json("verify", "--integrity", "--env", "dev")["environments"] as? [[String: Any]])?.first
    )
    #expect(
      (report["problems"] as? [[String: Any]])?.contains { $0["kind"] as? String == "removed" }
        == true
    )
    #expect(try program("verify", "--integrity", "--env", "prod").status == 0)
    #expect(try program("verify", "--integrity", "HEAD").status == 2)
    #expect(try program("verify", "--strict").status == 2)
  }

  @Test func integritySaysWhichCommitsAreAbsent() throws {
    let lost = try commit("HEAD")
    try program.git("reset", "--quiet", "--soft", "HEAD~1")
    try program.git("reflog", "expire", "--expire=all", "--all")
    try program.git("prune", "--expire=now")
    let result = try program("verify", "--integrity", "--env", "dev")
    #expect(result.status == 0)
    #expect(
      result.errors.contains(
        "1 deployed commit of dev is not in this clone, so that nothing can be said of it: "
          + lost.prefix(10)
      )
    )
    #expect(try program("verify", "--integrity", "--strict", "--env", "dev").status == 1)
    // Its tree is that of the commit before, so only that it is absent is said.
    #expect(!result.errors.contains("fetched, or forged"))
    let verbose = try program("verify", "--integrity", "--verbose", "--env", "dev").errors
    #expect(verbose.contains("\(lost) is not here; what it is said to hold is, as after a rewrite"))
    #expect(verbose.contains("`git fetch REMOTE \(lost)`"))
    let annotations = try program(
      "verify",
      "--integrity",
      "--strict",
      "--env",
      "dev",
      "--format",
      "github"
    )
    #expect(annotations.status == 1)
    #expect(
      annotations.text.hasPrefix("::error title=ledger of dev%3A cannot be told::1 deployed ")
    )
  }

  @Test func recordNamesSecretsOfTheCodeThatItLacks() throws {
    try program.repository.write(
      "Url: '{{resolve:ssm:/myapp/url}}'\nDb: '{{resolve:secretsmanager:myapp/db}}'\n",
      to: "stack.yaml"
    )
    try program.repository.git("add", "stack.yaml")
    try program.git("commit", "--quiet", "--message", "stack")
    let result = try program("record", "--env", "dev")
    #expect(result.status == 0)
    #expect(result.errors.contains("names 2 secrets that the record does not have:"))
    #expect(result.errors.contains("  ssm:/myapp/url  stack.yaml:1\n  sm:myapp/db  stack.yaml:2\n"))
    let quiet = try program("record", "--env", "dev", "--no-references")
    #expect(!quiet.errors.contains("names"))
    // Those of another environment are no surprise.
    try program.repository.write(
      """
      [environments.dev]
      secrets = ["local:*"]
      [environments.prod]
      secrets = ["sm:myapp/*", "ssm:/myapp/**"]

      """,
      to: ".secrets-sync.toml"
    )
    #expect(!(try program("record", "--env", "dev")).errors.contains("names"))
  }

  @Test func syncAndTheBranchOfTheConfiguration() throws {
    let hub = program.repository.directory.path("hub.git")
    let other = program.repository.directory.path("other")
    try program.repository.git("init", "--quiet", "--bare", hub)
    try program.repository.git("remote", "add", "origin", hub)
    #expect(
      try program("sync").text
        == "dev  received 0 records, sent 3 records\nprod  received 0 records, sent 1 record\n"
    )
    try program.repository.write(
      try String(contentsOfFile: program.repository.path + "/.secrets-sync.toml", encoding: .utf8)
        + "[ledger]\nbranch = true\n",
      to: ".secrets-sync.toml"
    )
    let adopted = try program("log", "--env", "dev")
    #expect(adopted.text.split(separator: "\n").count == 4)
    #expect(
      adopted.errors.contains("The ledger of dev, 3 records, is now the branch secrets-sync/dev")
    )
    try program.git("commit", "--quiet", "--all", "--message", "branches")
    try program.repository.git("push", "--quiet", "origin", "HEAD:refs/heads/main")
    #expect(try program("sync").status == 0)
    try program.repository.git("clone", "--quiet", "--branch", "main", hub, other)
    #expect(
      try program("fetch", in: other).text == "dev  created, 3 records\nprod  created, 1 record\n"
    )
    #expect(try program("verify", "--integrity", in: other).status == 0)
  }
}
