import ArgumentParser
import Git
import Hooks

struct UninstallCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "uninstall",
      abstract: "Take the hooks away, and put back what was there before init.",
      discussion: """
        Hooks that were there before init are restored, bytes and modes. What `git fetch` was told \
        about the ledger, and the receipts of checks, go. Files of the working tree stay, and are named.
        """
    )
  }

  @Flag(help: "Undo `init --global` instead.")
  var global = false

  @Flag(name: .shortAndLong, help: "Do it without asking.")
  var yes = false

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let confirmation = Confirmation(session: session, yes: yes)
    try confirmation.check("Uninstalling", hasDryRun: false)
    guard
      try confirmation.ask(
        global
          ? "Stop installing hooks in new repositories?" : "Take the hooks of this repository away?"
      )
    else {
      session.say("Nothing was changed.")
      return .usage
    }
    let steps = try global ? everywhere(session) : local(session)
    return SetUpStep.show(steps, in: session)
  }

  private func everywhere(_ session: Session) throws -> [SetUpStep] {
    let steps = try GlobalHooks(session: session).uninstall()
    // It stays where the embedded store has its key there.
    Files.removeEmpty(files: [], directories: [session.world.dataDirectory])
    return steps
  }

  private func local(_ session: Session) throws -> [SetUpStep] {
    let layout = try session.layout()
    var steps = try HookSetUp(session: session, layout: layout).uninstall()
    for remote in try session.remotes() {
      let setting = "remote.\(remote).fetch"
      let refspec = try session.refspec(for: remote)
      let result = try session.git.run([
        "config", "--local", "--fixed-value", "--unset-all", setting, refspec,
      ])
      if result.status == 0 {
        steps.append(
          SetUpStep(
            outcome: .done,
            message: "`git fetch` no longer brings the ledger from \(visible(remote))"
          )
        )
      }
    }
    let folder = layout.commonDirectory + "/secrets-sync"
    Files.removeEmpty(
      files: [
        folder + "/receipts", layout.gitDirectory + "/secrets-sync/checked",
        AllowFile.lockPath(layout),
      ],
      directories: [layout.gitDirectory + "/secrets-sync", folder]
    )
    if let top = layout.topLevel {
      let names = [
        Configuration.fileName, AllowList.fileName, Baseline.fileName, ".gitignore",
        ".gitattributes",
      ]
      let present = try names.filter { try Files.readIfPresent(top + "/" + $0) != nil }
      if !present.isEmpty {
        steps.append(
          SetUpStep(
            outcome: .present,
            message: "these files stay, with what init wrote into them: "
              + present.joined(separator: ", ")
          )
        )
      }
    }
    return steps
  }
}

extension SetUpStep {
  static func show(_ steps: [SetUpStep], in session: Session) -> ExitStatus {
    session.wantsJSON
      ? session.print(
        .object([
          ("schema", .integer(1)), ("steps", .array(steps.map(\.json))),
        ])
      ) : session.print(steps.map { $0.text(session.out) }.joined())
    return .done
  }
}
