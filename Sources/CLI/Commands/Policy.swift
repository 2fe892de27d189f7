import ArgumentParser
import Git
import Hooks

struct PolicyCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "policy",
      abstract: "Find the gaps between the protected patterns, .gitignore and the files here.",
      discussion: """
        `policy check` looks for protected patterns that .gitignore lacks or takes back, protected \
        files that are tracked or that the next `git add .` would take, and files that a pattern \
        just misses. --fix adds the missing lines to .gitignore, for a pattern or for a \
        file that none covers, and takes none out. Exit status 1 \
        means that something is wrong.
        """
    )
  }

  @Argument(help: "`check`.", completion: .list(["check"]))
  var action: String = "check"

  @Flag(help: "Add the lines to .gitignore that it lacks.")
  var fix = false

  @Flag(help: "Do not ask before .gitignore is changed.")
  var yes = false

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    guard action == "check" else {
      throw Failure.usage("`policy` knows `check`.", hint: "git secrets-sync policy -h")
    }
    guard let top = try session.layout().topLevel else {
      throw Failure.usage("A bare repository has no files to check.")
    }
    let files = ProtectedFiles(session: session, top: top)
    var state = try files.state()
    var added: [String] = []
    // Once the patterns are there, it is known which files they do not cover.
    for _ in 0..<2 where fix {
      let missing = (state.missing + state.missingPaths).filter { !added.contains($0) }
      if missing.isEmpty { break }
      let confirmation = Confirmation(session: session, yes: yes)
      guard yes || confirmation.canAsk else {
        throw Failure.usage(
          "A change of .gitignore needs a confirmation, and there is no terminal to ask on.",
          hint: "Add --yes to go ahead; without --fix you see what is missing."
        )
      }
      let list = missing.map(visible).joined(separator: "  ")
      guard try confirmation.ask("Add to .gitignore: \(list) ?") else { break }
      try files.ignore(missing)
      added += missing
      state = try files.state()
    }
    let isAtTop = top == session.world.directory
    let checks = HealthCheck.policy(state, fromTop: !isAtTop, all: true)
    if session.wantsJSON {
      session.print(
        .object(
          [
            ("schema", .integer(1)), ("checks", .array(checks.map(\.json))),
            ("added", .array(added.map(JSON.string))),
          ] + state.json
        )
      )
    } else {
      session.print(checks.map { $0.text(session.out) }.joined())
    }
    if !added.isEmpty {
      session.say(
        "Added \(count(added.count, "line")) to .gitignore. "
          + "next: Run `git add \(isAtTop ? "" : ":/").gitignore`."
      )
    }
    return checks.contains { $0.state == .wrong } ? .found : .done
  }
}
