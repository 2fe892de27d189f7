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

  @Flag(help: "Write the hooks into .githooks, to be committed for all who clone.")
  var shared = false

  @Flag(help: "Install the hooks in every repository that is made or cloned from now on.")
  var global = false

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    if global { return SetUpStep.show(try GlobalHooks(session: session).install(), in: session) }
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
      setUp.configuration(), setUp.ignorePatterns(), setUp.mergeDriver(),
      setUp.hook(shared: shared),
      setUp.ledger(),
    ]
    return SetUpStep.show(steps, in: session)
  }

  /// A bare repository is one that people push to: it refuses what must not be in it.
  private func setUpServer(_ layout: RepositoryLayout, _ session: Session) throws -> ExitStatus {
    let steps = try HookSet(layout: layout, executable: session.world.executable).install()
    let step = SetUpStep(
      outcome: steps.contains(where: \.isChange) ? .done : .present,
      message: "hooks: " + InstallStep.summary(steps),
      hint: "Each push to this repository is looked at; it needs no configuration."
    )
    return SetUpStep.show([step], in: session)
  }
}
