import Git
import Hooks
import TestSupport
import Testing

/// Who makes a commit, by the command line of `git`.
@Suite struct PrepareCommitMessageTests {
  typealias Maker = PrepareCommitMessage.Maker

  private func maker(_ line: String) -> Maker {
    let process = GitProcess(identity: "1", arguments: line.split(separator: " ").map(String.init))
    return PrepareCommitMessage.maker(process, nil) { name in
      [
        "ci": "commit", "yolo": "-c x.y=z commit --no-verify", "pick": "cherry-pick", "sh": "!true",
      ][
        name
      ]
    }
  }

  @Test(arguments: [
    "commit -n -m x", "commit --no-verify", "commit --no-veri -m x", "commit -anm x",
    "-C /tmp -c a.b=c commit -n", "ci -n", "yolo -m x", "merge --no-verify topic",
    "commit -m x --amend -n",
  ])
  func nobodyWantsItVerified(line: String) { #expect(maker(line) == .withoutVerification) }

  @Test(arguments: [
    "commit -m x", "commit -m -n", "commit -mn", "commit -F -n", "commit --message -n",
    "commit -- -n", "commit -un", "ci", "merge -n topic", "merge -m -n topic",
    "commit --no-edit", "commit -n --verify", "sh -n", "unknown -n", "",
  ])
  func somebodyDoes(line: String) { #expect(maker(line) == .unknown) }

  @Test func aCommitOfARebaseIsNotWhatSomebodyAskedFor() {
    let line = "commit -n --no-gpg-sign -F .git/rebase-merge/message -e"
    let words = line.split(separator: " ").map(String.init)
    func maker(_ outer: [String]?) -> Maker {
      let process = GitProcess(identity: "1", arguments: words, outerArguments: outer)
      return PrepareCommitMessage.maker(process, nil) { _ in nil }
    }
    #expect(maker(["rebase", "--continue"]) == .sequencer("rebase", isContinued: true))
    #expect(maker(["-c", "a.b=c", "pull", "--rebase"]) == .sequencer("pull", isContinued: true))
    #expect(maker(nil) == .withoutVerification)
  }

  @Test(arguments: [
    "cherry-pick a", "-c x=y revert HEAD", "rebase main", "pull --rebase", "pick a",
  ])
  func othersMakeCommitsWithoutTheOtherHooks(line: String) {
    guard case .sequencer = maker(line) else {
      Issue.record("\(maker(line))")
      return
    }
  }
}
