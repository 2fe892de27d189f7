import Git
import Hooks

/// Where the hooks of a repository go, and how they come to be run there.
///
/// Those of a team are committed in `.githooks`, and yet each clone has its own in the Git directory,
/// which do the same: Git would run none on a branch that has no such folder (docs/design/0010).
struct HookSetUp {
  /// The folder that a team commits.
  static let sharedFolder = HookScript.teamFolder
  static let hooksPath = "core.hooksPath"

  let session: Session
  let layout: RepositoryLayout

  /// Installs the hooks of this clone.
  func install() throws -> SetUpStep {
    let hooks = HookSet(layout: layout, executable: session.world.executable)
    do throws(HookError) {
      // Wherever Git looks for them.
      if try hooks.states().isCurrent {
        return SetUpStep(outcome: .present, message: "hooks: up to date")
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
        hint: "Let that program run the check: docs/hooks.md, “Other hooks”. Or unset it "
          + "(git config --show-scope core.hooksPath says where), and run this again."
      )
    }
  }

  /// Writes the hooks into the working tree, for all who clone, and installs those of this clone.
  func share() throws -> SetUpStep {
    guard let top = layout.topLevel else {
      throw Failure.usage("A bare repository has no files to share hooks in.")
    }
    let shared = HookSet(
      layout: layout.usingHooks(in: top + "/" + Self.sharedFolder),
      executable: session.world.executable
    )
    let steps = try shared.install(shared: true)
    let own = try install()
    let isNew = steps.contains(where: \.isChange) || own.outcome == .done
    return SetUpStep(
      outcome: own.outcome == .open ? .open : isNew ? .done : .present,
      message: "hooks in \(Self.sharedFolder): " + InstallStep.summary(steps),
      hint:
        "git add \(Self.sharedFolder), and commit it. Whoever clones runs `git secrets-sync init` once."
        + "\nIn this clone: " + own.message
    )
  }

  /// Takes away what `init` has added to this clone, and puts back what was there.
  func uninstall() throws -> [SetUpStep] {
    let folders =
      [layout.commonDirectory + "/hooks"]
      + (HookSet.isElsewhere(layout) ? [] : [layout.hooksDirectory])
    var removed: [InstallStep] = []
    for folder in Set(folders).sorted() {
      let hooks = HookSet(
        layout: layout.usingHooks(in: folder),
        executable: session.world.executable
      )
      removed += try hooks.uninstall()
    }
    var steps = [
      SetUpStep(
        outcome: removed.contains(where: \.isChange) ? .done : .present,
        message: removed.isEmpty ? "no hook of ours here" : "hooks: " + InstallStep.summary(removed)
      )
    ]
    let left = HookSet(layout: layout, executable: session.world.executable)
    if !layout.isBare, HookSet.isElsewhere(layout), try left.states().isActive {
      steps.append(
        SetUpStep(
          outcome: .open,
          message:
            "core.hooksPath names \(layout.hooksDirectory): what calls the check there stays",
          hint: "Take out the lines with `git secrets-sync hook`, or unset core.hooksPath "
            + "(git config --show-scope core.hooksPath says where it is set)."
        )
      )
    }
    return steps
  }

  private func setting(_ name: String) throws -> String? {
    let result = try session.git.run(["config", "--get", name])
    guard result.status == 0 else { return nil }
    return String(decoding: result.standardOutput, as: UTF8.self)
      .split(separator: "\n").first.map(String.init)
  }
}
