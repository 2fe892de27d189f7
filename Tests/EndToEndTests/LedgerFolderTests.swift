import Foundation
import TestSupport
import Testing

/// The ledger's commands in a folder of the repository answer as at its top.
@Suite struct LedgerFolderTests {
  @Test func everyCommandAnswersAsAtTheTop() throws {
    let program = try Program.initialized()
    let top = program.repository.path
    try program.repository.commit(["sub/a": "1", "sub/records/b": "2"])
    let hub = program.repository.directory.path("hub.git")
    let other = program.repository.directory.path("other")
    try program.repository.git("clone", "--quiet", "--bare", top, hub)
    try program.repository.git("remote", "add", "origin", hub)
    _ = try program("create", "local:db", "--yes", input: "one")
    #expect(try program("record").status == 0)
    let first = try program("list-versions", "local:db", "--format", "json").text
    let version = try #require(first.firstMatch(of: /"version": "([^"]+)"/)).1
    #expect(try program("which", "local:db@\(version)").status == 0)
    #expect(try program("push").status == 0)
    try program.repository.git("clone", "--quiet", hub, other)
    // Something new since the index was made, and a history that is new as a whole.
    _ = try program("update", "local:db", "--yes", input: "two")
    #expect(try program("record", in: top + "/sub").status == 0)
    for arguments in [
      ["log"], ["log", "--secret", "local:db"], ["which", "local:db@\(version)"], ["show"],
      ["diff", "dev~1", "dev"], ["verify"], ["verify", "--integrity"], ["push"], ["sync"],
      ["status"],
    ] {
      let below = try program.run(arguments, in: top + "/sub")
      let above = try program.run(arguments)
      #expect(below.status == above.status, "\(arguments): \(below.errors)")
      if !["push", "sync"].contains(arguments[0]) {
        #expect(below.text == above.text, "\(arguments)")
        #expect(below.errors == above.errors, "\(arguments)")
      }
    }
    let fetch = try program("fetch", in: other + "/sub")
    #expect(fetch.text == "dev  created, 2 records\n", "\(fetch.errors)")
    // A record that is removed is noticed there, too.
    let reference = "refs/secrets-sync/ledger/dev"
    let empty = try program.repository.git(["mktree"], input: [])
    let message = try program.repository.git("log", "-1", "--format=%B", reference)
    let merge = try program.repository.git(
      ["commit-tree", empty, "-p", reference, "-p", reference + "~1", "-F", "-"],
      input: Array(message.utf8)
    )
    try program.repository.git("push", "--quiet", hub, "\(merge):\(reference)")
    let refused = try program("fetch", in: other + "/sub")
    #expect(refused.status == 4)
    #expect(refused.errors.contains(" removes records/"))
  }
}
