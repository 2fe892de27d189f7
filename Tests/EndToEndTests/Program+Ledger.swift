import Foundation
import TestSupport

extension Program {
  /// Puts another text in the place of the only record of `prod`, as another program may write it.
  func rewriteTheRecord(_ change: (String) throws -> String) throws {
    let ledger = "refs/secrets-sync/ledger/prod"
    let path = try repository.git("ls-tree", "-r", "--name-only", ledger)
    let message = try repository.git("log", "-1", "--format=%B", ledger)
    func make(_ arguments: [String], _ input: String) throws -> String {
      try repository.git(arguments, input: Array(input.utf8))
    }
    let text = try change(repository.git("cat-file", "blob", "\(ledger):\(path)") + "\n")
    var entry = try "100644 blob \(make(["hash-object", "-w", "--stdin"], text))"
    for name in path.split(separator: "/").reversed() {
      entry = try "040000 tree \(make(["mktree"], "\(entry)\t\(name)\n"))"
    }
    let tree = String(entry.split(separator: " ")[2])
    let commit = try make(["commit-tree", tree], message + "\n")
    try repository.git("update-ref", ledger, commit)
  }
}
