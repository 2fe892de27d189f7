import Git
import Hooks

/// Where the hooks of a repository go, and how they come to be run there.
struct HookSetUp {
  /// The folder that a team commits.
  static let sharedFolder = ".githooks"
  static let hooksPath = "core.hooksPath"

  let session: Session
  let layout: RepositoryLayout

  /// Installs the hooks of this clone: its own, or those that the team has committed.
  func install() throws -> SetUpStep {
    do throws(HookError) {
      let shared = try adoptShared()
      let hooks = HookSet(layout: shared ?? layout, executable: session.world.executable)
      if shared != nil {
        let states = try hooks.states()
        return SetUpStep(
          outcome: .done,
          message: "hooks: Git runs those in \(Self.sharedFolder), which this repository brings",
          hint: states.isCurrent ? nil : states.message
        )
      }
      let steps = try hooks.install()
      return SetUpStep(
        outcome: steps.contains(where: \.isChange) ? .done : .present,
        message: "hooks: " + InstallStep.summary(steps)
      )
    } catch {
      switch error.kind {
      case .hooksPathElsewhere, .previousHookInTheWay:
        return SetUpStep(outcome: .open, message: error.message, hint: error.hint)
      default: throw error
      }
    }
  }

  /// What ``install()`` would do; nil where everything is as it should be.
  func plan() throws -> String? {
    if sharedIsOurs, try setting(Self.hooksPath) == nil {
      return "let Git run the hooks in \(Self.sharedFolder), which this repository brings"
    }
    let hooks = HookSet(layout: layout, executable: session.world.executable)
    let states = try hooks.states()
    if states.isCurrent { return nil }
    return states.isActive ? "bring the hooks up to date" : "install the hooks"
  }

  /// Refuses where hooks cannot be shared.
  func checkShare() throws {
    if let path = try setting(Self.hooksPath), path != Self.sharedFolder {
      throw Failure.usage(
        "core.hooksPath is \(visible(path)) already, so that another program may count on it.",
        hint:
          "Let that program run the check: docs/hooks.md, “Other hooks”. Or: git config --unset "
          + "core.hooksPath, and run this again."
      )
    }
  }

  /// Writes the hooks into the working tree, for all who clone, and lets Git run them there.
  func share() throws -> SetUpStep {
    guard let top = layout.topLevel else {
      throw Failure.usage("A bare repository has no files to share hooks in.")
    }
    // What was installed for this clone alone would run a second time.
    _ = try own.uninstall()
    try useShared()
    let hooks = HookSet(
      layout: layout.usingHooks(in: top + "/" + Self.sharedFolder),
      executable: session.world.executable
    )
    let steps = try hooks.install(shared: true)
    return SetUpStep(
      outcome: steps.contains(where: \.isChange) ? .done : .present,
      message: "hooks in \(Self.sharedFolder): " + InstallStep.summary(steps),
      hint:
        "git add \(Self.sharedFolder), and commit it. Whoever clones runs `git secrets-sync init` once."
    )
  }

  /// Takes away what `init` has added to this clone, and puts back what was there.
  func uninstall() throws -> [SetUpStep] {
    var steps: [SetUpStep] = []
    let isShared = try setting(Self.hooksPath) == Self.sharedFolder && sharedIsOurs
    let removed = try own.uninstall()
    if isShared {
      try unset(Self.hooksPath)
      steps.append(
        SetUpStep(
          outcome: .done,
          message: "Git no longer runs the hooks in \(Self.sharedFolder) here",
          hint: "The files stay, as they are the team's: git rm -r \(Self.sharedFolder)"
        )
      )
    } else if !layout.isBare, HookSet.isElsewhere(layout) {
      steps.append(
        SetUpStep(
          outcome: .open,
          message:
            "core.hooksPath names \(layout.hooksDirectory): what calls the check there stays",
          hint: "Take out the lines with `git secrets-sync hook`."
        )
      )
    }
    try unset(HookScript.programSetting)
    steps.append(
      SetUpStep(
        outcome: removed.contains(where: \.isChange) ? .done : .present,
        message: removed.isEmpty ? "no hook of ours here" : "hooks: " + InstallStep.summary(removed)
      )
    )
    return steps
  }

  /// The hooks of this repository alone, whatever Git runs.
  private var own: HookSet {
    HookSet(
      layout: layout.usingHooks(in: layout.commonDirectory + "/hooks"),
      executable: session.world.executable
    )
  }

  private var sharedIsOurs: Bool {
    guard let top = layout.topLevel,
      let script = try? Files.readIfPresent("\(top)/\(Self.sharedFolder)/pre-commit")
    else { return false }
    return HookScript.isShared(script)
  }

  /// Where a team has committed our hooks and nothing else is set, they are used.
  ///
  /// Whoever runs `init` wants them. Nil where there is nothing to do.
  private func adoptShared() throws(HookError) -> RepositoryLayout? {
    do {
      guard let top = layout.topLevel, sharedIsOurs, try setting(Self.hooksPath) == nil else {
        return nil
      }
      _ = try own.uninstall()
      try useShared()
      return layout.usingHooks(in: top + "/" + Self.sharedFolder)
    } catch let error as HookError {
      throw error
    } catch {
      throw HookError(.git, "\(error)", underlying: error)
    }
  }

  private func useShared() throws {
    _ = try session.git.output(["config", "--local", Self.hooksPath, Self.sharedFolder])
    _ = try session.git.output([
      "config", "--local", HookScript.programSetting, session.world.executable,
    ])
  }

  private func setting(_ name: String) throws -> String? {
    let result = try session.git.run(["config", "--get", name])
    guard result.status == 0 else { return nil }
    return String(decoding: result.standardOutput, as: UTF8.self)
      .split(separator: "\n").first.map(String.init)
  }

  private func unset(_ name: String) throws {
    // 5: there is no such setting.
    _ = try session.git.run(["config", "--local", "--unset-all", name])
  }
}
