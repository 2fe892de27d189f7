import Foundation
import TestSupport
import Testing

/// What `git push` shows and does with the installed hooks, here and on a server.
@Suite struct PushTests {
  private let program: Program
  private let remote: String
  private let secret = "key = \"\(accessKeyID())\"\n"

  init() throws {
    program = try Program.initialized()
    remote = program.repository.directory.path("remote.git")
    try program.repository.git("init", "--quiet", "--bare", remote)
    try program.git("remote", "add", "origin", remote)
    try program.git("push", "--quiet", "origin", "main")
  }

  private func commit(_ files: [String: String], verify: Bool = true) throws {
    for (name, text) in files { try program.repository.write(text, to: name) }
    try program.git("add", "--all")
    try program.git("commit", "--quiet", verify ? "--verify" : "--no-verify", "-m", "change")
  }

  private func push(_ arguments: String...) throws -> TestProcess {
    try program.tryGit(["push", "origin"] + arguments)
  }

  @Test func whatTheHookHasSeenIsNotLookedAtAgain() throws {
    try commit(["a.py": "a = 1\n", "b.py": "b = 1\n"])
    try commit(["a.py": "a = 2\n"])
    let result = try push("main")
    #expect(result.status == 0)
    #expect(
      result.errors.contains("2 commits, 0 of 3 blobs scanned, 3 checked before, nothing found.")
    )
    #expect(!result.errors.contains("without the hook"))
    // Nothing to say where nothing is new.
    #expect(!(try push("main")).errors.contains("secrets-sync"))
  }

  @Test func otherRulesLookAgain() throws {
    try commit(["a.txt": "number-" + "482910\n"])
    try commit([
      ".secrets-sync.toml": """
      [[rules]]
      id = "number"
      description = "number"
      regex = '''number-[0-9]{6}'''

      """
    ])
    let result = try push("main")
    #expect(result.status == 1)
    #expect(result.errors.contains("a.txt:1:1  number"))
    // The hook has looked, by the rules of its day.
    #expect(!result.errors.contains("without the hook"))
  }

  @Test func commitsThatBypassedTheHookAreNamed() throws {
    try commit(["a.py": "a = 1\n"], verify: false)
    try program.git("-c", "core.hooksPath=/dev/null", "commit", "--allow-empty", "-m", "empty")
    try program.repository.write("b = 1\n", to: "b.py")
    try program.git("add", "b.py")
    try program.git("-c", "core.hooksPath=/dev/null", "commit", "-m", "elsewhere")
    var skipping = program
    skipping.environment["SKIP"] = "secrets-sync"
    try program.repository.write("c = 1\n", to: "c.py")
    try skipping.git("add", "c.py")
    try skipping.git("commit", "-m", "skipped")
    let ids = try program.repository.git("log", "--format=%h", "--abbrev=10", "-4").split(
      separator: "\n"
    )
    let result = try push("main")
    #expect(result.status == 0)
    #expect(
      result.errors.contains(
        "note: 2 commits were made without the hook, and looked at now: \(ids[1]), "
          + "\(ids[0]) (SKIP=secrets-sync)"
      )
    )
    // What was clean with --no-verify was looked at all the same.
    #expect(!result.errors.contains(ids[3]))
    #expect(result.errors.contains("2 of 3 blobs scanned, 1 checked before"))
  }

  @Test func anEntryOfTheAllowListHolds() throws {
    try commit(["a.py": secret], verify: false)
    let blocked = try push("main")
    #expect(blocked.status == 1)
    let words = blocked.errors.split { $0 == " " || $0 == "\n" }
    let print = try #require(words.first { $0.hasPrefix("v1:") })
    #expect(try program("allow", String(print), "--reason", "test data").status == 0)
    try commit([:])
    let allowed = try push("main")
    #expect(allowed.status == 0, "\(allowed.errors)")
    #expect(allowed.errors.contains("1 allowed"))
  }

  @Test func whatTheRemoteHasAlreadyIsOld() throws {
    try commit(["a.py": secret], verify: false)
    try program.git("push", "--quiet", "--no-verify", "origin", "main")
    try commit(["a.py": "# moved down\n" + secret])
    let result = try push("main")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("note: 1 secret in these files was there before"))
  }

  @Test func thePolicyOfTheRemoteStillHolds() throws {
    try commit([".secrets-sync.toml": "[policy]\nprotect = [\"*.pem\"]\n"])
    #expect(try push("main").status == 0)
    try commit([".secrets-sync.toml": "[policy]\nprotect = []\n"])
    try commit(["a.pem": "no key\n"])
    let result = try push("main")
    #expect(result.status == 1)
    #expect(result.errors.contains("a.pem  protected by the pattern *.pem"))
    #expect(result.errors.contains("policy: Files like *.pem are no longer protected."))
  }

  /// They spare work; without them all is looked at.
  @Test(arguments: ["mkdir", "mkfifo"])
  func receiptsThatCannotBeKeptStopNothing(maker: String) throws {
    let file = program.repository.path + "/.git/secrets-sync/receipts"
    try FileManager.default.removeItem(atPath: file)
    let made = try TestProcess.run(
      maker,
      [file],
      environment: program.repository.environment,
      directory: program.repository.path
    )
    #expect(made.status == 0)
    try commit(["a.py": "a = 1\n"])
    let clean = try push("main")
    #expect(clean.status == 0, "\(clean.errors)")
    #expect(clean.errors.contains("warning: Receipts of checks are not kept"))
    #expect(clean.errors.contains("1 of 1 blob scanned"))
    try commit(["b.py": secret], verify: false)
    #expect(try push("main").status == 1)
  }

  @Test func whatCannotBeReadBlocks() throws {
    try commit(["a.py": "a = 1\n"], verify: false)
    let id = try program.repository.git("rev-parse", "HEAD:a.py")
    try program.repository.directory.remove("work/.git/secrets-sync/receipts")
    try program.repository.directory.remove("work/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    let result = try program(
      "hook",
      "pre-push",
      "origin",
      remote,
      input: "refs/heads/main \(try program.repository.git("rev-parse", "HEAD")) refs/heads/main "
        + "\(String(repeating: "0", count: 40))\n"
    )
    #expect(result.status == 3)
    #expect(result.errors.contains("the check is incomplete: 1 unread file"))
    #expect(result.errors.contains("a.py"))
  }

  @Test(arguments: ["one two\n", "refs/heads/main x refs/heads/main y\n"])
  func whatGitDoesNotSayIsRefused(input: String) throws {
    let result = try program("hook", "pre-push", "origin", remote, input: input)
    #expect(result.status == 3)
    #expect(result.errors.contains("in a form that is not known"))
  }

  @Test func aPushToAnAddressLooksAtAllThatIsNotThere() throws {
    try commit(["a.py": secret], verify: false)
    try program.git("push", "--quiet", "--no-verify", "origin", "main")
    let other = program.repository.directory.path("other.git")
    try program.repository.git("init", "--quiet", "--bare", other)
    let result = try program.tryGit(["push", other, "main"])
    #expect(result.status == 1)
    #expect(result.errors.contains("a.py:1:8  aws-access-key-id"))
  }

  @Test func theHookThatWasThereGetsTheSameInput() throws {
    let hook = program.repository.path + "/.git/hooks/pre-push.before-secrets-sync"
    try Data("#!/bin/sh\nread -r line; echo \"before: $* $line\" >&2; exit $CODE\n".utf8)
      .write(to: URL(fileURLWithPath: hook))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
    try commit(["a.py": secret], verify: false)
    var chained = program
    chained.environment["CODE"] = "0"
    let both = try chained.tryGit(["push", "origin", "main"])
    #expect(both.errors.contains("before: origin \(remote) refs/heads/main "))
    #expect(both.errors.contains("push blocked: 1 secret"))
    chained.environment["CODE"] = "7"
    let first = try chained.tryGit(["push", "origin", "main"])
    #expect(first.status == 1)
    #expect(!first.errors.contains("secrets-sync: "))
  }

  @Test func aLinkToAProtectedFileStaysBlocked() throws {
    try program.repository.write("a = 1\n", to: ".env")
    try FileManager.default.createSymbolicLink(
      atPath: program.repository.path + "/settings",
      withDestinationPath: ".env"
    )
    try program.git("add", "settings")
    try program.git("commit", "--quiet", "--no-verify", "-m", "link")
    for _ in 1...2 {
      let result = try push("main")
      #expect(result.status == 1)
      #expect(result.errors.contains("settings  links to .env"))
    }
  }

  /// A file with the content of a link, looked at before, says nothing of the link.
  @Test func aFileDoesNotHideALinkOfTheSameContent() throws {
    try commit(["a.txt": ".env"])
    try program.git("rm", "--quiet", "a.txt")
    try FileManager.default.createSymbolicLink(
      atPath: program.repository.path + "/settings",
      withDestinationPath: ".env"
    )
    try program.git("add", "settings")
    try program.git("commit", "--quiet", "--no-verify", "-m", "link")
    #expect(try push("main").status == 1)
  }

  @Test func aTagOfAFolderIsLookedAt() throws {
    try program.repository.write("x\n", to: "deep/.env")
    try program.git("add", "--force", "deep/.env")
    let tree = try program.repository.git("write-tree")
    try program.git("rm", "--quiet", "--cached", "deep/.env")
    try program.git("tag", "folder", tree)
    let result = try push("folder")
    #expect(result.status == 1)
    #expect(result.errors.contains("deep/.env  protected by the pattern .env"))
  }

  @Test func filesThatMoveBringNothingIn() throws {
    var files: [String: String] = [:]
    for number in 0..<60 { files["old/\(number).py"] = secret + "n = \(number)\n" }
    try commit(files, verify: false)
    try program.git("push", "--quiet", "--no-verify", "origin", "main")
    try program.git("mv", "old", "new")
    try program.git("commit", "--quiet", "-m", "moved")
    let result = try push("main")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("60 secrets in these files were there before"))
  }

  @Test func theHalvesOfAPairAreOneFinding() throws {
    let letters = "aB3kLm9QzX7cVbN2sD5fGh8JpT4rYw6uEi1oKlMn"
    try commit(
      [
        "a.py": "aws_access_key_id = \"\(accessKeyID())\"\naws_secret_access_key = \"\(letters)\"\n"
      ],
      verify: false
    )
    let result = try push("main")
    #expect(result.errors.contains("push blocked: 1 secret;"))
    #expect(result.errors.contains("its other half"))
  }

  @Test func whatOneCommitBringsInIsNotOldInTheNext() throws {
    try commit(["a.py": secret], verify: false)
    try commit(["a.py": secret + "b = 1\n"], verify: false)
    let result = try push("main")
    #expect(result.errors.contains("push blocked: 1 secret"))
    #expect(!result.errors.contains("there before"))
  }

  @Test func anotherServerGetsNothingUnseen() throws {
    try commit(["a.py": secret], verify: false)
    try program.git("push", "--quiet", "--no-verify", "origin", "main")
    let other = program.repository.directory.path("public.git")
    try program.repository.git("init", "--quiet", "--bare", other)
    try program.git("remote", "set-url", "origin", other)
    let result = try push("main")
    #expect(result.status == 1)
    #expect(result.errors.contains("a.py:1:8  aws-access-key-id"))
    // Also under another name, and where only pushes go there.
    try program.git("remote", "set-url", "origin", remote)
    try program.git("remote", "set-url", "--push", "origin", other)
    #expect(try push("main:public").status == 1)
    #expect(try push("HEAD:refs/tags/v1").status == 1)
  }

  @Test func eachBranchIsJudgedByItsOwnPolicy() throws {
    try program.git("checkout", "--quiet", "-b", "strict")
    try commit([".secrets-sync.toml": "[policy]\nprotect = [\"*.secret\"]\n"])
    try commit(["foo.secret": "x\n"], verify: false)
    try program.git("checkout", "--quiet", "-b", "lax", "main")
    try commit([".secrets-sync.toml": "[policy]\nprotect = [\"other\"]\n"], verify: false)
    try commit(["bar.secret": "x\n"], verify: false)
    let both = try push("lax", "strict")
    #expect(both.status == 1)
    #expect(both.errors.contains("foo.secret"))
    #expect(!both.errors.contains("bar.secret"))
  }

  @Test func aNewBranchKeepsThePolicyFromWhichItGoesOn() throws {
    try program.git("checkout", "--quiet", "-b", "develop")
    try commit([".secrets-sync.toml": "[policy]\nprotect = [\"*.secret\"]\n"])
    try program.git("push", "--quiet", "origin", "develop")
    try program.git("checkout", "--quiet", "-b", "topic")
    try commit([".secrets-sync.toml": "[policy]\nprotect = [\"other\"]\n"], verify: false)
    try commit(["foo.secret": "x\n"], verify: false)
    let result = try push("topic")
    #expect(result.status == 1)
    #expect(result.errors.contains("policy: Files like *.secret are no longer protected."))
  }

  /// What a later commit allows, tags from before do not forbid; and each commit is looked at once.
  @Test func oldTagsAreJudgedByWhatCameAfterThem() throws {
    try commit(["a.py": secret], verify: false)
    try program.git("tag", "v1")
    let blocked = try push("main")
    let print = try #require(
      blocked.errors.split { $0 == " " || $0 == "\n" }.first { $0.hasPrefix("v1:") }
    )
    #expect(try program("allow", String(print), "--reason", "test data").status == 0)
    try commit([:])
    let result = try push("v1", "main")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("2 commits"))
  }

  @Test func commentsThatAllowCountFromTheNextPush() throws {
    try commit([".secrets-sync.toml": "[policy]\ninline = false\n"])
    try program.git("push", "--quiet", "origin", "main")
    try commit([".secrets-sync.toml": "[policy]\n"])
    try commit(
      ["a.py": "key = \"\(accessKeyID())\"  # secrets-sync: allow because\n"],
      verify: false
    )
    let result = try push("main")
    #expect(result.status == 1)
    #expect(result.errors.contains("policy: Comments of all kinds allow findings."))
  }

  @Test func rulesOfTheRepositoryHoldForNotes() throws {
    try commit([
      ".secrets-sync.toml": """
      [[rules]]
      id = "number"
      description = "number"
      regex = "number-[0-9]{6}"

      """
    ])
    try program.git("push", "--quiet", "origin", "main")
    try program.git("notes", "add", "-m", "number-" + "482910")
    let result = try push("refs/notes/commits")
    #expect(result.status == 1)
    #expect(result.errors.contains("number"))
  }

  /// pre-commit (pre-commit.com) says which branch is pushed, and of the first push no more.
  @Test func variablesOfAFrameworkStandForTheInput() throws {
    try commit(["a.py": secret], verify: false)
    var framework = program
    framework.environment = [
      "PRE_COMMIT_REMOTE_NAME": "origin", "PRE_COMMIT_REMOTE_URL": remote,
      "PRE_COMMIT_LOCAL_BRANCH": "refs/heads/main", "PRE_COMMIT_REMOTE_BRANCH": "refs/heads/main",
    ]
    #expect(try framework("hook", "pre-push").status == 1)
    framework.environment["PRE_COMMIT_TO_REF"] = try program.repository.git("rev-parse", "HEAD~1")
    #expect(try framework("hook", "pre-push").status == 0)
    framework.environment["PRE_COMMIT_TO_REF"] = nil
    framework.environment["PRE_COMMIT_LOCAL_BRANCH"] = "refs/heads/none"
    #expect(try framework("hook", "pre-push").status > 1)
  }

  /// The advice is to be right whatever is checked out.
  @Test func theAdviceNamesWhatIsPushed() throws {
    try program.git("checkout", "--quiet", "-b", "topic")
    try commit(["a.py": secret], verify: false)
    let id = try program.repository.git("rev-parse", "--short=10", "HEAD")
    try program.git("tag", "v1")
    try program.git("checkout", "--quiet", "main")
    #expect(try push("topic").errors.contains("git rebase --interactive \(id)^ topic\n"))
    let tag = try push("v1").errors
    #expect(tag.contains("git rebase --interactive \(id)^ v1\n"))
    #expect(tag.contains("git tag --force v1\n"))
    #expect(try push("v1", "topic").errors.contains("git rebase --interactive \(id)^ BRANCH\n"))
    try program.git("merge", "--quiet", "--no-ff", "-m", "merge", "topic")
    #expect(
      try push("main").errors.contains("git rebase --interactive --rebase-merges \(id)^ main\n")
    )
  }

  @Test func aServerLetsAPushGoOnlyWhereItSaysSo() throws {
    #expect(try program("init", in: remote).status == 0)
    try program.repository.git(["config", "receive.advertisePushOptions", "true"], in: remote)
    try commit(["a.py": secret], verify: false)
    let options = [
      "push", "--no-verify", "-o", "secrets-sync.skip=moved by hand", "origin", "main",
    ]
    let refused = try program.tryGit(options)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("This server does not let a push go unchecked."))
    try program.repository.git(["config", "secrets-sync.allowSkip", "true"], in: remote)
    #expect(try program.tryGit(["push", "--no-verify", "origin", "main"]).status == 1)
    let passed = try program.tryGit(options)
    #expect(passed.status == 0)
    #expect(passed.errors.contains("because the push asks for it: moved by hand"))
  }

  @Test func aServerTellsWhatItRefuses() throws {
    #expect(try program("init", in: remote).status == 0)
    try commit(["a.py": "a = 1\n", "deep/ssm-prod.py": "x\n"], verify: false)
    try program.git("add", "--force", "deep")
    try commit(["b.py": secret], verify: false)
    let result = try program.tryGit(["push", "--no-verify", "origin", "main"])
    #expect(result.status == 1)
    #expect(
      result.errors.contains("remote: secrets-sync: push blocked: 1 secret, 1 protected file")
    )
    #expect(result.errors.contains("The server has not taken this."))
    #expect(try program.tryGit(["push", "--delete", "origin", "nothing"]).status == 1)
    // What was there before the hook is no business of a push.
    try program.git("reset", "--quiet", "--hard", "HEAD~2")
    try commit(["c.py": "c = 1\n"])
    #expect(try program.tryGit(["push", "--no-verify", "origin", "main"]).status == 0)
  }
}
