import Git
import Hooks

/// Hooks for every repository that is made or cloned from now on, by Git's template directory.
///
/// Not by a global `core.hooksPath`, which would make Git pass over the hooks that repositories have
/// (docs/design/0010).
struct GlobalHooks {
  static let setting = "init.templateDir"

  let session: Session

  private var ownDirectory: String { session.world.dataDirectory + "/template" }

  func install(dryRun: Bool) throws -> [SetUpStep] {
    let present = try directory()
    let place = present ?? ownDirectory
    if dryRun {
      let setting = present == nil ? ", and set \(Self.setting) to it" : ""
      return [
        SetUpStep(outcome: .planned, message: "install the hooks in \(visible(place))\(setting)")
      ]
    }
    try Files.makeDirectory(place + "/hooks")
    if present == nil {
      // Programs count on this folder, which Git's own template has.
      try Files.makeDirectory(place + "/info")
      try Files.overwrite([], at: place + "/info/exclude")
    }
    let path = try session.git.run(["config", "--global", "--get", HookSetUp.hooksPath])
    guard path.status != 0 else {
      throw Failure.usage(
        "core.hooksPath is set for all repositories, so that Git would pass over these hooks.",
        hint: "git config --global --unset core.hooksPath, or let the hooks there run the check "
          + "(docs/hooks.md, “Other hooks”)."
      )
    }
    let steps = try hooks(in: place).install()
    if present == nil {
      _ = try session.git.output(["config", "--global", Self.setting, place])
    }
    return [
      SetUpStep(
        outcome: steps.contains(where: \.isChange) || present == nil ? .done : .present,
        message: "\(visible(place)): " + InstallStep.summary(steps),
        hint:
          "`git init` and `git clone` copy these hooks from now on. In a repository that is there "
          + "already: git secrets-sync init"
      )
    ]
  }

  func uninstall() throws -> [SetUpStep] {
    guard let place = try directory() else {
      return [SetUpStep(outcome: .present, message: "\(Self.setting) is not set")]
    }
    let steps = try hooks(in: place).uninstall()
    if place == ownDirectory {
      _ = try session.git.output(["config", "--global", "--unset-all", Self.setting])
      Files.removeEmpty(
        files: [place + "/info/exclude"],
        directories: [place + "/info", place + "/hooks", place]
      )
    }
    return [
      SetUpStep(
        outcome: steps.contains(where: \.isChange) ? .done : .present,
        message: "\(visible(place)): "
          + (steps.isEmpty ? "no hook of ours" : InstallStep.summary(steps)),
        hint: "What was copied into repositories stays: git secrets-sync uninstall"
      )
    ]
  }

  private func hooks(in place: String) -> HookSet {
    HookSet(layout: .template(place, session.git), executable: session.world.executable)
  }

  private func directory() throws -> String? {
    let result = try session.git.run(["config", "--global", "--type=path", "--get", Self.setting])
    guard result.status == 0 else { return nil }
    let path = String(decoding: result.standardOutput, as: UTF8.self)
      .split(separator: "\n").first.map(String.init)
    return path.flatMap { $0.isEmpty ? nil : $0 }
  }
}
