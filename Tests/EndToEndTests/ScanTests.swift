import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a scan cannot look at is named and never counts as clean.
@Suite struct ScanTests {
  private let leak = "key = \"\(accessKeyID())\"\n"

  /// Runs a shell script with the program as `$1`.
  private func shell(
    _ script: String,
    _ program: Program,
    in directory: String? = nil
  ) throws -> TestProcess {
    try TestProcess.run(
      "/bin/sh",
      ["-c", script, "sh", Program.path],
      environment: program.repository.environment,
      directory: directory ?? program.repository.path
    )
  }

  @Test(arguments: ["folder", "folder/pipe"]) func aPipeIsNamedAndNotWaitedFor(path: String) throws
  {
    let program = try Program()
    try program.repository.write("text\n", to: "folder/a")
    unsafe #expect(mkfifo(program.repository.path + "/folder/pipe", 0o600) == 0)
    let result = try program("scan", path)
    #expect(result.status == 3)
    #expect(result.errors.contains("folder/pipe: not a regular file"))
  }

  @Test(arguments: [["scan", "a"], ["hook", "pre-commit"]])
  func anAllowListThatIsAPipe(arguments: [String]) throws {
    let program = try Program()
    try program.repository.write(leak, to: "a")
    try program.git("add", "a")
    let list = program.repository.path + "/.secrets-sync.allow"
    unsafe #expect(mkfifo(list, 0o600) == 0)
    let result = try program.run(arguments)
    // The hook reads the staged list; that of the working tree only betters its message.
    #expect(result.status == (arguments.first == "hook" ? 1 : 3))
    if result.status == 3 { #expect(result.errors.contains("not a regular file")) }
  }

  @Test(.enabled(if: geteuid() != 0), arguments: [["scan"], ["scan", "."], ["scan", "hidden/a"]])
  func aFolderThatMayNotBeOpened(arguments: [String]) throws {
    let program = try Program()
    try program.repository.write(leak, to: "hidden/a")
    unsafe #expect(chmod(program.repository.path + "/hidden", 0) == 0)
    let result = try program.run(arguments)
    #expect(result.status == 3)
    #expect(result.errors.contains("hidden"))
    #expect(result.errors.contains("Permission denied"))
  }

  @Test func theTargetOfALinkIsLookedAt() throws {
    let program = try Program()
    try program.repository.write("", to: "folder/a")
    let link = program.repository.path + "/folder/link"
    unsafe #expect(symlink("https://u:" + accessKeyID() + "@h/", link) == 0)
    for arguments in [["scan"], ["scan", "folder"]] {
      let result = try program.run(arguments)
      #expect(result.status == 1)
      #expect(result.text.contains("folder/link:1:"))
    }
  }

  @Test func anotherRepositoryInsideIsNamed() throws {
    let program = try Program()
    try program.repository.write(leak, to: "inner/a")
    try program.repository.git(["init", "--quiet", "inner"])
    let result = try program("scan")
    #expect(result.status == 0)
    #expect(result.errors.contains("not looked into, because other repositories: inner/"))
    #expect(try program("scan", "--format", "json").text.contains("\"repositories\": ["))
    // Asked for by its path, it is a folder like any other.
    #expect(try program("scan", "inner").status == 1)
  }

  @Test func nothingIsStagedInABareRepository() throws {
    let result = try Program(.bare)("scan", "--staged")
    #expect(result.status == 2)
    #expect(result.errors.contains("no index"))
  }

  @Test func aRemovedWorkingDirectoryIsNotTheRoot() throws {
    let program = try Program()
    let result = try shell("mkdir x && cd x && rmdir ../x && exec \"$1\" scan .", program)
    #expect(result.status == 0)
    #expect(result.errors.contains("0 files scanned"))
  }

  // MARK: The hook's environment

  /// `\351` alone is no UTF-8.
  @Test func aRepositoryInAFolderWhoseNameIsNotUTF8() throws {
    let program = try Program()
    let script = """
      d=$(printf 'd\\351') && mkdir "$d" && cd "$d" && git init -q . || exit 9
      printf '%s' '\(leak)' >a.py && git add a.py && exec "$1" hook pre-commit
      """
    let result = try shell(script, program)
    #expect(result.status == 1)
    #expect(result.errors.contains("a.py:1:"))
  }

  @Test func anIndexWhoseNameIsNotUTF8() throws {
    let program = try Program()
    let script = """
      GIT_INDEX_FILE=$PWD/.git/$(printf 'i\\351') && export GIT_INDEX_FILE
      printf '%s' '\(leak)' >a.py && git add a.py && exec "$1" hook pre-commit
      """
    let result = try shell(script, program)
    #expect(result.status == 1)
    #expect(result.errors.contains("1 of 1 staged blob scanned"))
  }

  @Test func aParentThatIgnoresItsChildren() throws {
    let program = try Program()
    try program.repository.write("text\n", to: "a")
    try program.git("add", "a")
    let result = try shell("trap '' CHLD; exec \"$1\" hook pre-commit", program)
    #expect(result.status == 0)
    #expect(result.errors.contains("1 of 1 staged blob scanned, nothing found."))
  }

  @Test func closedStreamsChangeNoVerdict() throws {
    let program = try Program()
    try program.repository.write(leak, to: "a")
    try program.git("add", "a")
    for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
      #expect(try shell("\"$1\" hook pre-commit \(closed)", program).status == 1)
    }
  }

  // MARK: History

  @Test func olderStashesAreLookedAt() throws {
    let program = try Program()
    try program.repository.commit(["a": "a\n"])
    try program.repository.write(leak, to: "a")
    try program.git("stash", "--quiet")
    try program.repository.write("harmless\n", to: "a")
    try program.git("stash", "--quiet")
    let result = try program("scan", "--history")
    #expect(result.status == 1)
    #expect(result.text.contains("a:1:"))
  }

  @Test func aGraftHidesNothing() throws {
    let program = try Program()
    try program.repository.commit(["a": leak])
    let tip = try program.repository.commit(["a": "clean\n"])
    try program.repository.write(tip + "\n", to: ".git/info/grafts")
    #expect(try program("scan", "--history").status == 1)
    // Git's advice about grafts is not this program's.
    #expect(!(try program("show", "HEAD~9")).errors.contains("deprecated"))
  }

  @Test func aShallowCloneIsIncomplete() throws {
    let program = try Program()
    try program.repository.commit(["a": leak])
    try program.repository.commit(["a": "clean\n"])
    let clone = program.repository.directory.path("clone")
    try program.git("clone", "--quiet", "--depth=1", "file://" + program.repository.path, clone)
    let result = try program("scan", "--history", in: clone)
    #expect(result.status == 3)
    #expect(result.errors.contains("git fetch --unshallow"))
  }

  @Test func aBlobThatIsTaggedItself() throws {
    let program = try Program()
    let blob = try program.repository.git(
      ["hash-object", "-w", "--stdin"],
      input: Array(leak.utf8)
    )
    try program.git("tag", "blob", blob)
    let result = try program("scan", "--history")
    #expect(result.status == 1)
    #expect(result.text.contains(blob + ":1:"))
  }
}
