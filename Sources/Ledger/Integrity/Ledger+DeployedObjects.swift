import Git

/// What is here under the id of a deployed commit.
enum DeployedObject {
  case commit(tree: ObjectID?)
  /// Something else than a commit.
  case other
  /// Nothing; whether the tree is here that the record gives it.
  case absent(hasTree: Bool)
}

extension Ledger {
  /// One answer for each record, in their order; nothing is asked for elsewhere.
  func objects(of records: [CheckedRecord]) throws(LedgerError) -> [DeployedObject] {
    // There, Git would ask the remote for what is missing.
    if try isPartialClone() {
      return records.map { record in
        do throws(GitError) {
          return .commit(tree: try repository.treeOfCommit(record.commit))
        } catch {
          guard case .missingObject = error.kind else { return .other }
          return .absent(hasTree: (try? repository.tree(record.tree)) != nil)
        }
      }
    }
    let questions = records.map { record in
      "\(record.commit.hex)\n\(record.commit.hex)^{tree}\n\(record.tree.hex)\n"
    }
    let answers = try viaGit { () throws(GitError) in
      try git.output(["cat-file", "--batch-check"], input: Array(questions.joined().utf8))
    }
    let lines = String(decoding: answers, as: UTF8.self).split(separator: "\n")
    guard lines.count == 3 * records.count else {
      throw LedgerError(.damaged, "`git cat-file` did not answer for all deployed commits.")
    }
    return records.indices.map { number in
      let object = lines[3 * number].split(separator: " ")
      if object.last == "missing" {
        return .absent(hasTree: lines[3 * number + 2].contains(" tree "))
      }
      guard object.count >= 2, object[1] == "commit" else { return .other }
      let tree = lines[3 * number + 1].split(separator: " ").first
      return .commit(tree: tree.flatMap { ObjectID(hex: $0) })
    }
  }

  private func isPartialClone() throws(LedgerError) -> Bool {
    try viaGit { () throws(GitError) in
      if try repository.configString("extensions.partialclone") != nil { return true }
      let result = try git.run([
        "config", "--type=bool", "--get-regexp", #"^remote\..*\.promisor$"#,
      ])
      return String(decoding: result.standardOutput, as: UTF8.self).split(separator: "\n")
        .contains { $0.hasSuffix(" true") }
    }
  }
}
