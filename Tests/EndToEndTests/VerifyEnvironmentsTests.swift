import Foundation
import TestSupport
import Testing

/// `verify`, `show` and `status` where there are several environments.
@Suite struct VerifyEnvironmentsTests {
  private let program: Program

  init() throws {
    program = try Program.initialized()
    try configure("dev", "prod")
    _ = try program("create", "local:db", "--yes", input: "one")
    for environment in ["dev", "prod"] { _ = try program("record", "--env", environment) }
  }

  private func configure(_ names: String..., rest: String = "") throws {
    let tables = names.map { "[environments.\($0)]\nsecrets = [\"local:*\"]\n" }.joined()
    try program.repository.write(tables + rest, to: ".secrets-sync.toml")
  }

  private func json(_ result: TestProcess) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(result.output))
    return try #require(object as? [String: Any])
  }

  @Test func eachEnvironmentIsVerifiedWhereNoneIsNamed() throws {
    let both = try program("verify")
    #expect(both.status == 0, "\(both.errors)")
    #expect(both.errors.contains(/dev \w+: 1 secret, all as deployed\.\nprod \w+: 1 secret, all/))
    _ = try program("update", "local:db", "--yes", input: "two")
    _ = try program("record", "--env", "dev")
    let one = try program("verify")
    #expect(one.status == 1)
    #expect(one.errors.contains(/prod \w+: 1 of 1 secret is not as deployed\./))
    #expect(try program("verify", "--env", "dev").status == 0)
    try program.repository.git("config", "secrets-sync.env", "dev")
    #expect(try program("verify").errors.components(separatedBy: "as deployed").count == 2)
  }

  @Test func oneThatCannotBeAskedDoesNotKeepTheOthersBack() throws {
    try configure(
      "dev",
      rest:
        "[environments.prod]\nprofile = \"none\"\nregion = \"eu-west-1\"\nsecrets = [\"sm:x\"]\n"
    )
    let reference = "refs/secrets-sync/ledger/prod"
    let path = try program.repository.git(
      "log",
      "-1",
      "--format=%(trailers:key=Record,valueonly)",
      reference
    ).trimmingCharacters(in: .whitespacesAndNewlines)
    // A record of AWS, as if it had been made where there was a profile.
    let text = try program.repository.git("show", "\(reference):\(path)")
      .replacingOccurrences(of: "\"store\":\"local\"", with: "\"store\":\"sm\"")
    let message = try program.repository.git("log", "-1", "--format=%B", reference)
    let blob = try program.repository.git(
      ["hash-object", "-w", "--stdin"],
      input: Array((text + "\n").utf8)
    )
    let index = ["GIT_INDEX_FILE": program.repository.directory.path("index")]
    try program.repository.git(
      ["update-index", "--add", "--cacheinfo", "100644,\(blob),\(path)"],
      environment: index
    )
    let tree = try program.repository.git(["write-tree"], environment: index)
    let commit = try program.repository.git(
      ["commit-tree", tree, "-F", "-"],
      input: Array(message.utf8)
    )
    try program.repository.git("update-ref", reference, commit)

    let result = try program("verify", "--format", "json")
    #expect(result.status == 2)
    let environments = try #require(try json(result)["environments"] as? [[String: Any]])
    #expect((environments[0]["items"] as? [Any])?.count == 1)
    #expect((environments[1]["error"] as? String)?.contains("profile") == true)
    let text2 = try program("verify")
    #expect(text2.errors.contains("prod: not verified.\nerror: "))
    #expect(text2.errors.contains(/dev \w+: 1 secret, all as deployed\./))
    #expect(
      try program("verify", "--format", "github").text
        .hasPrefix("::error title=prod%3A not verified::")
    )
    let status = try program("status", "--drift")
    #expect(status.status == 0)
    #expect(status.text.contains("drift not known: "))
    #expect(status.text.contains(", no drift"))
    #expect(!(try program("status")).text.contains("not known"))
  }

  @Test func aCommitIsVerifiedWhereverItWasDeployed() throws {
    let first = try program.repository.git("rev-parse", "HEAD")
    try program.git("commit", "--quiet", "--allow-empty", "--message", "second")
    _ = try program("record", "--env", "dev")
    #expect(try program("verify", first).errors.components(separatedBy: "as deployed").count == 3)
    #expect(try program("verify", "HEAD").errors.components(separatedBy: "as deployed").count == 2)
    try program.git("commit", "--quiet", "--allow-empty", "--message", "third")
    let none = try program("verify", "HEAD")
    #expect(none.status == 2)
    #expect(none.errors.contains("was not deployed in dev, prod."))
    #expect(none.errors.contains("Its nearest deployed ancestor in dev is"))
  }

  @Test func showTellsOfEachEnvironment() throws {
    let first = try program.repository.git("rev-parse", "HEAD")
    try program.git("commit", "--quiet", "--allow-empty", "--message", "second")
    _ = try program("record", "--env", "dev")
    let result = try program("show")
    #expect(result.status == 0)
    #expect(result.text.hasPrefix("dev  "))
    #expect(!result.text.contains("prod"))
    // Nothing changed between the two commits, and yet neither is the other rewritten.
    #expect(
      result.errors
        == "Not deployed in prod; its nearest deployed ancestor there is \(first.prefix(10)).\n"
    )
    try program.repository.commit(["a": "1"])
    _ = try program("record", "--env", "dev")
    #expect(
      try program("show").errors
        == "Not deployed in prod; its nearest deployed ancestor there is \(first.prefix(10)).\n"
    )
    let document = try json(try program("show", "--format", "json"))
    #expect((document["records"] as? [[String: Any]])?.map { $0["env"] as? String } == ["dev"])
    #expect((document["ancestors"] as? [[String: Any]])?.map { $0["env"] as? String } == ["prod"])
    try program.repository.commit(["a": "2"])
    let none = try program("show")
    #expect(none.status == 1)
    #expect(none.errors.contains("was not deployed.\nNearest deployed ancestors:\n"))
    #expect(none.text.contains("dev  ") && none.text.contains("\nprod  "))
  }

  @Test func anEnvironmentThatIsConfiguredNoMoreIsNamed() throws {
    try configure("dev", "test")
    let result = try program("verify")
    #expect(result.status == 0)
    #expect(result.errors.contains("prod has deployments, but is not in .secrets-sync.toml"))
  }

  @Test func statusCountsWhatIsNotPushedForEachEnvironmentAndRemote() throws {
    for name in ["one", "two"] {
      let path = program.repository.directory.path(name)
      try program.repository.git("init", "--quiet", "--bare", path)
      try program.repository.git("remote", "add", name, path)
    }
    #expect(try program("push", "two", "--env", "dev").status == 0)
    _ = try program("record", "--env", "dev")
    let text = try program("status").text
    #expect(text.contains("3 records (dev 2, prod 1) not pushed to one\n"))
    #expect(text.contains("2 records (dev 1, prod 1) not pushed to two\n"))
    #expect(
      try program("status", "--env", "prod").text.contains("1 record of prod not pushed to two")
    )
    let unpushed =
      try json(try program("status", "--format", "json"))["unpushed"] as? [[String: Any]]
    let environments = unpushed?.last?["environments"] as? [[String: Any]]
    #expect(environments?.map { $0["env"] as? String } == ["dev", "prod"])
    #expect(environments?.map { $0["records"] as? Int } == [1, 1])
    #expect(unpushed?.last?["records"] as? Int == 2)
  }
}
