import Foundation
import Git
import TestSupport
import Testing

@Suite struct GitCommandTests {
  @Test func saysThatGitIsMissing() throws {
    let world = try TemporaryRepository()
    for path in ["", "/nowhere:relative:.", world.directory.path] {
      var git = world.command
      git.environment["PATH"] = path
      let error = #expect(throws: GitError.self) { try git.run(["version"]) }
      #expect(error?.kind == .command)
      #expect(error?.message.contains("`git`") == true)
      #expect(error?.hint?.contains("Install Git") == true)
    }
  }

  @Test func runsNoProgramThatLiesInTheRepository() throws {
    let world = try TemporaryRepository()
    try world.directory.write(
      Array("#!/bin/sh\necho planted\n".utf8),
      to: Array("work/git".utf8),
      mode: 0o755
    )
    var git = world.command
    git.environment["PATH"] = ".::" + (world.environment["PATH"] ?? "")
    #expect(try git.line(["version"]).hasPrefix("git version"))
  }

  /// One changed byte makes a path another one, and a missing index is an empty one.
  @Test func handsDownValuesThatAreNotUTF8() throws {
    let world = try TemporaryRepository()
    let name = "GSS_TEST_BYTES"
    unsafe #expect(setenv(name, [0x2F, CChar(bitPattern: 0xE9), 0x78, 0], 1) == 0)
    defer { unsafe unsetenv(name) }
    var git = GitCommand(
      executable: "/bin/sh",
      directory: world.path,
      environment: world.environment
    )
    git.environment[name] = "/\u{FFFD}x"
    let printed = try git.output(["-c", "printf %s \"$\(name)\""])
    #expect(printed == [0x2F, 0xE9, 0x78])
    // What was set on purpose stays as it was set.
    git.environment[name] = "/\u{FFFD}y"
    #expect(try git.line(["-c", "printf %s \"$\(name)\""]) == "/\u{FFFD}y")
  }

  @Test func saysThatTheDirectoryIsMissing() throws {
    let world = try TemporaryRepository()
    let git = world.command(in: world.directory.path("none"))
    let error = #expect(throws: GitError.self) { try git.run(["version"]) }
    #expect(error?.kind == .command)
    #expect(error?.message.contains("none") == true)
  }

  @Test func movesMoreThanPipesHold() throws {
    let world = try TemporaryRepository()
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    // Echoes while it reads: with one side waiting for the other this never ends.
    var git = GitCommand(
      executable: "/bin/sh",
      directory: world.path,
      environment: world.environment
    )
    let output = try git.run(["-c", "tee /dev/stderr"], input: bytes)
    #expect(output.status == 0)
    #expect(output.standardOutput == bytes)
    // Reads nothing of it, and takes no harm.
    #expect(try git.run(["-c", "exec <&-; sleep 0; exit 7"], input: bytes).status == 7)
    git.environment["SOME"] = "väl ue"
    #expect(try git.line(["-c", "printf '%s|%s' \"$SOME\" \"$LC_ALL\""]) == "väl ue|C")
    #expect(try git.run(["-c", "cat"]).standardOutput == [])
  }

  @Test func tellsASignalFromAnExitStatus() throws {
    let world = try TemporaryRepository()
    let shell = GitCommand(
      executable: "/bin/sh",
      directory: world.path,
      environment: world.environment
    )
    let error = #expect(throws: GitError.self) { try shell.run(["-c", "kill -9 $$"]) }
    #expect(error?.message.contains("signal 9") == true)
    #expect(try shell.run(["-c", "exit 137"]).status == 137)
    // A child sees a broken pipe as programs do by default, though Swift Testing ignores it.
    #expect(throws: GitError.self) { try shell.run(["-c", "kill -PIPE $$; exit 0"]) }
  }

  @Test func doesNotWaitForADaemonThatKeepsStandardError() throws {
    let world = try TemporaryRepository()
    let shell = GitCommand(
      executable: "/bin/sh",
      directory: world.path,
      environment: world.environment
    )
    let pid = try shell.line(["-c", "sleep 300 >/dev/null & echo $!"])
    #expect(try shell.run(["-c", "kill -0 \(pid) && kill \(pid)"]).status == 0)
  }

  @Test func saysWhatFailedInTheWordsOfGit() throws {
    let world = try TemporaryRepository()
    let error = #expect(throws: GitError.self) {
      try world.command.output(["-c", "a.b=c", "cat-file", "blob", "HEAD"])
    }
    #expect(error?.message.hasPrefix("`git cat-file` failed: ") == true)
    #expect(error?.message.contains("HEAD") == true)
    #expect(kind { _ = try world.command.run(["log", "a\0b"]) } == .command)
  }
}
