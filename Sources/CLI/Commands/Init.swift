import ArgumentParser
import Git
import Hooks

struct InitCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "init",
      abstract: "Set up this repository: hook, configuration, ignore patterns, ledger.",
      discussion: """
        Looks at the AWS profiles, at scripts such as ssm-prod.py and at Terraform and \
        CloudFormation files, proposes environments, and asks on a terminal only for what these do \
        not tell. Shows what it is about to do, and does it after one confirmation.

        In a clone of a repository that is set up there is no question: the hook is installed, and \
        `git fetch` brings the ledger. Where nobody can be asked, files that are committed are \
        changed with --yes only.

        May be run again at any time; what is there already is left alone.
        """
    )
  }

  @Flag(name: .shortAndLong, help: "Do what is proposed without asking.")
  var yes = false

  @Flag(help: "Show what would be done and do nothing.")
  var dryRun = false

  @Option(
    name: .customLong("environment"),
    help: ArgumentHelp(
      """
      An environment, instead of those that are found; may be repeated. region=R, account=N and \
      secrets=SELECTOR may follow, each after a comma.
      """,
      valueName: "name=profile"
    )
  )
  var environments: [String] = []

  @Option(
    help: ArgumentHelp(
      "Files that may never be committed, as in .gitignore; may be repeated.",
      valueName: "pattern"
    )
  )
  var protect: [String] = []

  @Flag(help: "Install no hook.")
  var noHook = false

  @Flag(help: "Leave .gitignore alone.")
  var noIgnore = false

  @Flag(help: "Write the hooks into .githooks, to be committed for all who clone.")
  var shared = false

  @Flag(help: "Install the hooks in every repository that is made or cloned from now on.")
  var global = false

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    if global { return try setUpMachine(session) }
    let layout = try session.layout()
    if layout.isBare { return try setUpServer(layout, session) }
    guard let top = layout.topLevel else {
      throw Failure.usage(
        "This is the inside of a Git directory, not a working tree.",
        hint: "Run this in a clone with files."
      )
    }
    let consent: SetUpPlan.Consent =
      dryRun
      ? .refused
      : yes ? .given : TerminalQuestion(session: session).canAsk ? .asked : .missing
    let setUp = SetUp(session: session, layout: layout, top: top)
    // All questions come before the first change.
    var items = try configuration(setUp, consent, session)
    if !noIgnore { items.append(try setUp.ignorePatterns()) }
    items.append(try setUp.mergeDriver())
    if !noHook { items += [try setUp.hooks(shared: shared)] + (try setUp.hookManagers()) }
    items.append(try setUp.ledger())
    guard let steps = try SetUpPlan(items: items).carryOut(consent, in: session) else {
      session.say("Nothing was changed.")
      return .usage
    }
    return SetUpStep.show(steps, in: session)
  }

  private func setUpMachine(_ session: Session) throws -> ExitStatus {
    guard !shared else { throw Failure.usage("--global is for this machine, --shared for a team.") }
    let hooks = GlobalHooks(session: session)
    if !dryRun {
      let confirmation = Confirmation(session: session, yes: yes)
      try confirmation.check("A change for all repositories")
      let plan = try hooks.install(dryRun: true)
      session.message(yes ? "" : plan.map { $0.text(session.err) }.joined())
      guard try confirmation.ask("Go ahead?") else {
        session.say("Nothing was changed.")
        return .usage
      }
    }
    return SetUpStep.show(try hooks.install(dryRun: dryRun), in: session)
  }

  /// A bare repository is one that people push to: it refuses what must not be in it.
  private func setUpServer(_ layout: RepositoryLayout, _ session: Session) throws -> ExitStatus {
    let hooks = HookSet(layout: layout, executable: session.world.executable)
    let steps = dryRun ? [] : try hooks.install()
    let step = SetUpStep(
      outcome: dryRun ? .planned : steps.contains(where: \.isChange) ? .done : .present,
      message: dryRun ? "install the pre-receive hook" : "hooks: " + InstallStep.summary(steps),
      hint: "Each push to this repository is looked at; it needs no configuration."
    )
    return SetUpStep.show([step], in: session)
  }

  private func configuration(
    _ setUp: SetUp,
    _ consent: SetUpPlan.Consent,
    _ session: Session
  ) throws -> [SetUpItem] {
    var wishes = ConfigurationWishes(protect: protect)
    wishes.environments = try environments.map { try EnvironmentArgument.parse($0) }
    let names = wishes.environments.map(\.name)
    guard Set(names).count == names.count else {
      throw Failure.usage("--environment names the same environment twice.")
    }
    let present = try Files.readIfPresent(setUp.top + "/" + Configuration.fileName)
    // In a clone of a repository that is set up there is nothing to look for.
    guard present == nil || !environments.isEmpty else {
      return try setUp.presentConfiguration(wishes, present ?? [])
    }
    let survey = try Survey(session, top: setUp.top)
    for index in wishes.environments.indices { wishes.environments[index].complete(from: survey) }
    if let present { return try setUp.presentConfiguration(wishes, present) }
    if environments.isEmpty {
      let found = ProposedEnvironment.all(in: survey)
      wishes.environments =
        consent == .asked
        ? try SetUpQuestions(session: session).environments(found: found, in: survey) : found
    }
    return try setUp.firstConfiguration(wishes, survey)
  }
}
