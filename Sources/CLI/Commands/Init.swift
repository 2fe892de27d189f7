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
    if layout.isBare { return try setUpServer(layout, session) }
    guard let top = layout.topLevel else {
      throw Failure.usage(
        "This is the inside of a Git directory, not a working tree.",
        hint: "Run this in a clone with files."
      )
    }
    let setUp = SetUp(session: session, layout: layout, top: top, yes: yes)
    let steps = try [
      setUp.configuration(), setUp.ignorePatterns(), setUp.mergeDriver(), setUp.hook(),
      setUp.ledger(),
    ]
    return show(steps, session)
  }

  /// A bare repository is one that people push to: it refuses what must not be in it.
  private func setUpServer(_ layout: RepositoryLayout, _ session: Session) throws -> ExitStatus {
    let steps = try HookSet(layout: layout, executable: session.world.executable).install()
    let step = SetUpStep(
      outcome: steps.contains(where: \.isChange) ? .done : .present,
      message: "hooks: " + InstallStep.summary(steps),
      hint: "Each push to this repository is looked at; it needs no configuration."
    )
    return show([step], session)
  }

  private func show(_ steps: [SetUpStep], _ session: Session) -> ExitStatus {
    session.wantsJSON
      ? session.print(
        .object([
          ("schema", .integer(1)), ("steps", .array(steps.map(\.json))),
        ])
      ) : session.print(steps.map { $0.text(session.out) }.joined())
    return .done
  }
}
