import ArgumentParser
import Git
import Hooks

struct InitCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "init",
      abstract: "Set up this repository: hook, configuration, ignore patterns, ledger.",
      discussion: "May be run again at any time; what is there already is left alone."
    )
  }

  @Flag(name: .shortAndLong, help: "Add the missing ignore patterns without asking.")
  var yes = false

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let layout = try session.layout()
    guard let top = layout.topLevel else {
      throw Failure.usage(
        layout.isBare
          ? "This repository is bare: nothing is committed in it, so there is nothing to set up."
          : "This is the inside of a Git directory, not a working tree.",
        hint: "Run this in a clone with files."
      )
    }
    let setUp = SetUp(session: session, layout: layout, top: top, yes: yes)
    let steps = try [
      setUp.configuration(), setUp.ignorePatterns(), setUp.mergeDriver(), setUp.hook(),
      setUp.ledger(),
    ]
    session.wantsJSON
      ? session.print(
        .object([
          ("schema", .integer(1)), ("steps", .array(steps.map(\.json))),
        ])
      ) : session.print(steps.map { $0.text(session.out) }.joined())
    return .done
  }
}
