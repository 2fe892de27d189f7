import ArgumentParser
import Secrets

struct VaultCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "vault",
      abstract: "Carry files that may not be in Git through a bucket of S3, or a folder.",
      usage: """
        git secrets-sync vault [<action>] [<arguments> ...] [<options>]
               git secrets-sync vault run [<files> ...] [<options>] -- <program> [<arguments> ...]
        """,
      discussion: """
        The files are those of `files` in [vault] of .secrets-sync.toml, the place its `bucket` or \
        `path`. `vault status [FILE…]` says where each is newer; `vault push [FILE…]` and `vault pull \
        [FILE…]` show a plan, ask, and never overwrite what they have not seen; `vault diff FILE \
        [VERSION]` compares without showing a value; `vault log FILE` lists the versions; `vault \
        restore FILE VERSION` makes one the latest again; `vault init` checks the bucket, and with \
        --yes makes and mends it.

        `vault run [FILE…] -- PROGRAM` puts the files here that are not, runs a program, and wipes \
        them after it, also where this one is killed. Its exit status is the program's. A file that \
        the program has changed is kept.

        Exit status 1 means that something differs, was refused, or is \
        wrong with the bucket.
        """
    )
  }

  private static let actions = ["status", "push", "pull", "diff", "log", "restore", "init", "run"]

  private static let usage = [
    "diff": "git secrets-sync vault diff FILE [VERSION]",
    "log": "git secrets-sync vault log FILE",
    "restore": "git secrets-sync vault restore FILE VERSION",
    "init": "git secrets-sync vault init",
  ]

  @Argument(
    help: "`status`, `push`, `pull`, `diff`, `log`, `restore`, `init` or `run`.",
    completion: .list(actions)
  )
  var action: String = "status"

  @Argument(
    help: "Files, from the working directory; with diff and restore, a version.",
    completion: .file()
  )
  var arguments: [String] = []

  @Flag(help: "With pull: put the vault's side of a file that changed on both beside it.")
  var merge = false

  @Option(
    help: ArgumentHelp(
      "With push: overwrite the vault's version, if it is still this one.",
      valueName: "version"
    )
  )
  var force: String?

  @Flag(help: "With diff: what changed here and what there, since both were the same.")
  var threeWay = false

  @Flag(help: "With diff: show what differs.")
  var show = false

  @Flag(name: .shortAndLong, help: "Do not ask for a confirmation.")
  var yes = false

  @Flag(help: "Show what would be done, and do nothing.")
  var dryRun = false

  // What follows `--`, as for `run` (``RunCommand/separated(_:)``).
  @Option(name: .customLong("argument"), parsing: .unconditionalSingleValue, help: .hidden)
  var marked: [String] = []

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if action == "run", marked.isEmpty {
      throw ValidationError(
        "Name the program after `--`: git secrets-sync vault run -- PROGRAM."
      )
    }
    if action != "run", !marked.isEmpty {
      throw ValidationError("A program after `--` is for `vault run`.")
    }
    if action == "run", yes || dryRun {
      throw ValidationError("`vault run` asks nothing: --yes and --dry-run are not for it.")
    }
    if merge, action != "pull" { throw ValidationError("--merge is for `vault pull`.") }
    if force != nil, action != "push" { throw ValidationError("--force is for `vault push`.") }
    if force != nil, arguments.count != 1 {
      throw ValidationError("--force is for one file, which is named.")
    }
    if threeWay || show, action != "diff" {
      throw ValidationError("--three-way and --show are for `vault diff`.")
    }
    if yes, dryRun { throw ValidationError("--yes and --dry-run exclude each other.") }
  }

  func execute(in world: World) throws -> ExitStatus {
    if action == "run" {
      let program = marked.map { String($0.dropFirst()) }
      return try VaultRun(files: arguments, program: program, options: options).execute(in: world)
    }
    return try Self.wait {
      let session = Session(world: world, options: options)
      return try await session.placing { try await run(in: session) }
    }
  }

  func run(in session: Session) async throws -> ExitStatus {
    session.cleanUpAfterVaultRuns(in: try session.vaultStateDirectory())
    switch (action, arguments.count) {
    case ("status", _): return try await VaultStatusReport.run(arguments, session)
    case ("push", _):
      return try await VaultPush(try await OpenVault(session, asksBeside: true), force: force)
        .run(arguments, yes: yes, dryRun: dryRun)
    case ("pull", _):
      return try await VaultPull(try await OpenVault(session, asksBeside: true), merge: merge)
        .run(arguments, yes: yes, dryRun: dryRun)
    case ("diff", 1) where threeWay:
      return try await VaultThreeWay(try await OpenVault(session), arguments[0]).run(show: show)
    case ("diff", 1...2) where !threeWay:
      return try await VaultDiff.run(arguments[0], arguments.dropFirst().first, show: show, session)
    case ("log", 1): return try await VaultLog.run(arguments[0], session)
    case ("restore", 2):
      return try await VaultRestore(open: try await OpenVault(session))
        .run(arguments[0], arguments[1], yes: yes, dryRun: dryRun)
    case ("init", 0):
      return try await VaultSetUp(session).run(yes: yes, dryRun: dryRun)
    case ("diff", 2) where threeWay:
      throw Failure.usage(
        "A version and --three-way exclude each other: --three-way compares three.",
        hint: Self.usage["diff"]
      )
    case ("diff", _), ("log", _), ("restore", _), ("init", _):
      throw Failure.usage(
        "`vault \(action)` does not take \(count(arguments.count, "argument")).",
        hint: Self.usage[action]
      )
    default:
      throw Failure.usage(
        "`vault` knows \(Self.actions.map { "`\($0)`" }.joined(separator: ", ")).",
        hint: "git secrets-sync vault -h"
      )
    }
  }
}
