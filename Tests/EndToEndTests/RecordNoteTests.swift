import Foundation
import TestSupport
import Testing

/// The note of a deployment: kept, shown, and never with a secret.
@Suite struct RecordNoteTests {
  private let program: Program

  init() throws {
    program = try Program.initialized()
    try program.repository.write(
      "[environments.dev]\nsecrets = [\"local:*\"]\n",
      to: ".secrets-sync.toml"
    )
    _ = try program("create", "local:db", "--yes", input: "one")
  }

  @Test func aNoteIsShownWhereverTheDeploymentIs() throws {
    let note = "after the “freeze”, by hand"
    let recorded = try program("record", "--note", note, "--format", "json")
    #expect(recorded.status == 0, "\(recorded.errors)")
    #expect(recorded.text.contains(#""note":"\#(note)","items":["#))
    #expect(try program("show").text.contains("note: \(note)\n"))
    #expect(try program("show", "--format", "json").text.contains(note))
    #expect(try program("log", "-n", "5").text.contains(note))
    // Through the index, too.
    #expect(try program("log").text.contains(note))
    #expect(try program("log", "--secret", "local:db").text.contains(note))
    #expect(try program("log", "--format", "json").text.contains(note))
    let notes = try program.repository.git("log", "-1", "--format=%N", "--notes=secrets-sync")
    #expect(notes.contains(note))
  }

  @Test(arguments: ["", "two\nlines", "\u{1B}[31mred", String(repeating: "x", count: 501)])
  func whatIsNoLineOfTextIsRefused(note: String) throws {
    let result = try program("record", "--note", note)
    #expect(result.status == 2)
    #expect(result.errors.contains("error: The note"))
    #expect(!result.errors.contains("\u{1B}"))
    #expect(try program("log").text.isEmpty)
  }

  @Test func aSecretInItIsRefusedAndNotRepeated() throws {
    let result = try program("record", "--note", "the key is now \(accessKeyID())")
    #expect(result.status == 2)
    #expect(result.errors.contains("holds what looks like a secret"))
    #expect(!result.errors.contains(accessKeyID()))
    #expect(try program("log").text.isEmpty)
  }

  /// What a later program wrote is printed; nothing that copies records drops it.
  @Test func keysThatAreNotKnownAreKept() throws {
    _ = try program("record")
    let git = program.repository
    let reference = "refs/secrets-sync/ledger/dev"
    let path = try git.git("log", "-1", "--format=%(trailers:key=Record,valueonly)", reference)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let text = try git.git("show", "\(reference):\(path)")
      .replacing(#""status":"#, with: #""ticket":{"id":"T-1","open":false},"status":"#)
      .replacing(#""store":"#, with: #""owner":["a","b"],"store":"#)
    let blob = try git.git(["hash-object", "-w", "--stdin"], input: Array((text + "\n").utf8))
    let index = ["GIT_INDEX_FILE": git.directory.path("index")]
    try git.git(
      ["update-index", "--add", "--cacheinfo", "100644,\(blob),\(path)"],
      environment: index
    )
    let tree = try git.git(["write-tree"], environment: index)
    let message = try git.git("log", "-1", "--format=%B", reference)
    let commit = try git.git(["commit-tree", tree, "-F", "-"], input: Array(message.utf8))
    try git.git("update-ref", reference, commit)
    for arguments in [["show", "--format", "json"], ["log", "--format", "json"]] {
      let printed = try program.run(arguments).text
      #expect(printed.contains(#""ticket":{"id":"T-1","open":false},"items":["#))
      #expect(printed.contains(#""owner":["a","b"]}"#))
    }
    // The next record hashes the bytes as they are.
    _ = try program("record")
    #expect(try program("verify", "--integrity").status == 0)
  }
}
