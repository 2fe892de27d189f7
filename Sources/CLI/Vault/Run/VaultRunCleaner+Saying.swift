import Git
import Secrets

extension Session {
  /// Says what became of the files of a `vault run`.
  func say(_ result: VaultRunCleaner.Result) {
    for file in result.kept {
      warn(
        "\(visible(file.text)) was changed while the program ran, and is kept: git secrets-sync "
          + "vault push \(visible(ChangeText.argument(file.text)))"
      )
    }
    for file in result.missing {
      warn(
        "\(visible(file.text)) was moved or removed while the program ran, so it was not wiped: look "
          + "for what was in it. If it is back in its place, the next `vault` command wipes it."
      )
    }
    for (file, why) in result.failed {
      warn("\(visible(file.text)) is still here: \(visible(why))")
    }
    if let tree = result.lostTree { say(lostTree: tree) }
  }

  /// Says that nothing could be wiped where a working tree was.
  func say(lostTree tree: String) {
    warn(
      "\(visible(tree)) is not there any more as it was, so nothing of what `vault run` has put there "
        + "was wiped. If it was moved: git secrets-sync vault status, where it is now."
    )
  }

  /// Wipes what a `vault run` that was killed has left in a working tree; a look for one file where
  /// none has.
  func cleanUpAfterVaultRuns(in directory: String) {
    do {
      guard try VaultRunJournal.read(in: directory) != nil else { return }
      let cleaner = VaultRunCleaner(directory: directory, top: try layout().topLevel)
      guard let result = try cleaner.cleanLeftovers() else { return }
      if !result.wiped.isEmpty {
        message(
          "secrets-sync: \(count(result.wiped.count, "file")) wiped that a `vault run` had left here.\n"
        )
      }
      say(result)
    } catch {
      warn(Failure(explaining: error).message)
    }
  }
}
