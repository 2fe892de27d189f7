import Foundation
import TestSupport
import Testing

/// The ledger's commands as people and scripts use them, with the embedded store.
@Suite struct LedgerCommandTests {
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
  }

  @Test func whoeverDeploysAtTheSameTimeLosesNothing() async throws {
    try await inParallel(8) { _ in
      let record = try program("record", "--env", "dev")
      #expect(record.status == 0, "\(record.errors)")
    }
    let log = try program("log", "--format", "json").text
    let ids = log.matches(of: /"id":"(\w{26})"/).map { String($0.1) }
    #expect(Set(ids).count == 8)
    let notes = try program.repository.git("log", "-1", "--format=%N", "--notes=secrets-sync")
    for id in ids { #expect(notes.contains(id)) }
    try program.repository.git("fsck", "--strict")
  }

  @Test func oneOfManyUpdatesWinsAndTheOthersAreTold() async throws {
    let before = try program("list-versions", "local:db").text.split(separator: "\n").count
    var won = 0
    for result in try await inParallel(
      8,
      { try program("update", "local:db", "--yes", input: "value \($0)") }
    ) {
      if result.status == 0 {
        won += 1
      } else {
        #expect(result.status == 4)
        #expect(result.errors.contains("changed meanwhile"))
      }
    }
    #expect(won >= 1)
    let after = try program("list-versions", "local:db").text.split(separator: "\n").count
    #expect(after == before + won)
  }

  @Test func twoClonesWithSeveralProcessesEachLoseNothing() async throws {
    let hub = program.repository.directory.path("hub.git")
    let other = program.repository.directory.path("other")
    try program.repository.git("commit", "--quiet", "--all", "--message", "two environments")
    try program.repository.git("clone", "--quiet", "--bare", program.repository.path, hub)
    try program.repository.git("remote", "add", "origin", hub)
    try program.repository.git("clone", "--quiet", hub, other)
    // The embedded store is not shared; any secret will do.
    _ = try program("create", "local:db", "--yes", input: "one", in: other)
    try await inParallel(6) { number in
      let place = number.isMultiple(of: 2) ? program.repository.path : other
      for verb in [["record", "--env", "dev"], ["push"], ["fetch"]] {
        let result = try program.run(verb, in: place)
        #expect(result.status == 0, "\(result.errors)")
      }
    }
    for place in [program.repository.path, other, program.repository.path] {
      #expect(try program("push", in: place).status == 0)
    }
    let reference = "refs/secrets-sync/ledger/dev"
    let here = try program.repository.git("rev-parse", reference)
    #expect(try program.repository.git(["rev-parse", reference], in: other) == here)
    let log = try program("log", "--env", "dev", "--format", "json", in: other).text
    #expect(Set(log.matches(of: /"id":"(\w{26})"/).map { String($0.1) }).count == 6)
  }

  @discardableResult
  private func inParallel<R: Sendable>(
    _ count: Int,
    _ body: @escaping @Sendable (Int) throws -> R
  ) async throws -> [R] {
    try await withThrowingTaskGroup(of: R.self) { group in
      for number in 0..<count { group.addTask { try body(number) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test func aLockThatAKilledProgramLeftIsNamed() throws {
    #expect(try program("record", "--env", "dev").status == 0)
    let lock = ".git/refs/secrets-sync/ledger/dev.lock"
    try program.repository.write("", to: lock)
    let result = try program("record", "--env", "dev")
    #expect(result.status == 3)
    #expect(result.errors.contains(lock))
    #expect(result.errors.contains("delete that file"))
    #expect(try program("log").text.split(separator: "\n").count == 2)
  }

  @Test func aFailedDeploymentDoesNotHideTheOneThatIsThere() throws {
    _ = try program("record", "--env", "dev")
    _ = try program("update", "local:db", "--yes", input: "two")
    #expect(try program("record", "--env", "dev", "--status", "failed").status == 0)
    #expect(try program("show", "--env", "dev").text.contains(" deployed "))
    #expect(try program("verify", "--env", "dev").text.contains("moved"))
    let status = try program("status", "--env", "dev").text
    #expect(status.contains(" deployed "))
    #expect(status.contains(/, then \w+ failed, 1 drifted/))
    _ = try program("record", "--env", "prod")
    #expect(try program("diff", "dev", "prod").status == 1)
  }

  @Test func anEnvironmentComesBeforeABranchOfItsName() throws {
    try program.repository.git("branch", "prod")
    _ = try program("record", "--env", "dev")
    let early = try program("diff", "dev", "prod")
    #expect(early.status == 2)
    #expect(early.errors.contains("Nothing was deployed in prod yet."))
    #expect(early.errors.contains("refs/heads/prod"))
    let branch = try program("diff", "dev", "refs/heads/prod", "--env", "dev")
    #expect(branch.status == 0)
    #expect(branch.errors.contains("The same 1 secret."))
    _ = try program("record", "--env", "prod")
    #expect(try program("diff", "dev", "prod").errors.contains("prod"))
    let neither = try program("diff", "dev", "prdo")
    #expect(neither.status == 2)
    #expect(neither.errors.contains("“prdo” is neither an environment nor a commit."))
    #expect(neither.errors.contains("dev, prod"))
  }

  @Test(arguments: [
    ["push"], ["fetch"], ["sync"], ["status"], ["show"], ["log"], ["verify"], ["record"],
    ["doctor"],
    ["diff", "HEAD", "HEAD"],
  ])
  func anUnknownEnvironmentIsAnErrorEverywhere(arguments: [String]) throws {
    try program.repository.git("remote", "add", "origin", program.repository.path)
    _ = try program("record", "--env", "dev")
    let result = try program.run(arguments + ["--env", "prodd"])
    #expect(result.status == 2)
    #expect(result.text.isEmpty)
    #expect(result.errors.contains("There is no environment “prodd”."))
    #expect(result.errors.contains("Did you mean prod?"))
  }

  @Test(arguments: ["push", "fetch"])
  func remotesThatAreNone(verb: String) throws {
    let none = try program(verb)
    #expect(none.status == 2)
    #expect(none.errors.contains("git remote add"))
    let hub = program.repository.directory.path("hub.git")
    try program.repository.git("init", "--quiet", "--bare", hub)
    try program.repository.git("remote", "add", "one", hub)
    #expect(try program(verb).errors == "No deployments, here or at one.\n")
    try program.repository.git("remote", "add", "two", hub + "-not-there")
    let several = try program(verb)
    #expect(several.status == 2)
    #expect(several.errors.contains("Name one: one, two."))
    let missing = try program(verb, "two")
    #expect(missing.status == 4)
    #expect(missing.errors.contains("does not appear to be a git repository"))
    let url = "https://user:pa" + "ssw0rd@example.com/x.git"
    let address = try program(verb, url)
    #expect(address.status == 2)
    #expect(!address.errors.contains("ssw0rd"))
  }

  @Test func theLedgerOfASHA256RepositorySaysThatItIsNone() throws {
    let program = try Program(.sha256)
    _ = try program("init", "--yes")
    try program.repository.commit(message: "first")
    _ = try program("create", "a", "--yes", input: "x")
    let before = try program.repository.git("for-each-ref")
    for verb in ["record", "show", "log", "verify", "push", "fetch"] {
      let result = try program(verb)
      #expect(result.status == 3)
      #expect(result.errors.contains("sha256"))
      #expect(result.errors.contains("the ledger needs a SHA-1 repository"))
    }
    #expect(try program.repository.git("for-each-ref") == before)

    let status = try program()
    #expect(status.status == 0)
    #expect(status.text.contains("All 10 hooks are installed."))
    #expect(status.text.contains("none here: The repository names its objects by sha256"))
    let doctor = try program("doctor")
    #expect(doctor.status == 0, "\(doctor.text)")
    #expect(doctor.text.contains("note   libgit2"))
  }

  @Test(arguments: ["HEAD", "HEAD~0", "v1", "v2", "ab", ":/Set up", "main@{0}"])
  func anythingThatNamesACommitShowsIt(revision: String) throws {
    try program.repository.git("tag", "v1")
    try program.repository.git("tag", "--annotate", "--message", "x", "v2")
    _ = try program("record", "--env", "dev")
    let id = try program.repository.git("rev-parse", "HEAD")
    let name = revision == "ab" ? String(id.prefix(7)) : revision
    let show = try program("show", name, "--format", "json")
    #expect(show.status == 0)
    let document = try JSONSerialization.jsonObject(with: Data(show.output)) as? [String: Any]
    #expect(document?["commit"] as? String == id)
    let records = document?["records"] as? [[String: Any]]
    #expect(records?.first?["env"] as? String == "dev")
    #expect((document?["ancestors"] as? [Any])?.isEmpty == true)
  }
}
