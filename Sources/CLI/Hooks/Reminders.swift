import Git
import Hooks

/// What post-checkout, post-merge and post-rewrite say: what is out of date here.
///
/// They stop nothing, and take a few file accesses, but where a vault is to be looked into.
struct Reminders {
  let session: Session
  let quiet: Bool

  func run(_ hook: GitHook, _ arguments: [String]) -> ExitStatus {
    // post-checkout of single files (its third word is 0) changes nothing that matters here.
    if quiet || hook == .postCheckout && arguments.last == "0" { return .done }
    // Git has set everything up: in most repositories the hooks lie where this looks.
    guard let places = session.hookPlaces else { return .done }
    if HookScripts.areOutdated(
      in: places.commonDirectory + "/hooks",
      executable: session.world.executable
    ) {
      session.message(
        session.err.paint("note:", .cyan)
          + " the hooks of git-secrets-sync are from another version: git secrets-sync init\n"
      )
    }
    if hook != .postRewrite { VaultReminder(session: session, places: places).run() }
    return .done
  }
}
