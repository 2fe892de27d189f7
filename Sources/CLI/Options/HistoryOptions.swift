import ArgumentParser
import Git

/// Which part of the history `scan` looks at, and which part of that part.
struct HistoryOptions: ParsableArguments {
  @Flag(help: "Everything that any branch, tag, note or stash reaches.")
  var history = false

  @Option(
    help: ArgumentHelp("What the commits of a range bring in, as main..topic.", valueName: "A..B")
  )
  var range: String?

  @Flag(help: "With --history: also what nothing reaches any more.")
  var unreachable = false

  @Option(
    help: ArgumentHelp(
      "Only part I of N; auto takes both from the environment of a job array.",
      valueName: "I/N"
    )
  )
  var shard: String?

  /// Whether the history is to be scanned at all.
  var isWanted: Bool { history || range != nil }

  func validate() throws {
    if history, range != nil {
      throw ValidationError("--history looks at all commits, --range at some: say one of them.")
    }
    if unreachable, !history {
      throw ValidationError("--unreachable adds to --history, which is not given.")
    }
  }

  func scope(_ git: GitCommand) throws(GitError) -> HistoryScope {
    if let range { return try .range(range, git) }
    return unreachable ? try .everything(git) : try .references(git)
  }
}
