import Git

extension Ledger {
  /// Compares the deployed commits with what their records say of them.
  func checkDeployed(
    _ records: [String: CheckedRecord],
    _ environment: String,
    _ report: inout IntegrityReport
  ) throws(LedgerError) {
    let ordered = records.sorted { ($0.value.seq, $0.key) < ($1.value.seq, $1.key) }
    if ordered.isEmpty { return }
    let questions = ordered.map { _, record in
      "\(record.commit.hex)\n\(record.commit.hex)^{tree}\n\(record.tree.hex)\n"
    }
    let answers = try viaGit { () throws(GitError) in
      try git.output(["cat-file", "--batch-check"], input: Array(questions.joined().utf8))
    }
    let lines = String(decoding: answers, as: UTF8.self).split(separator: "\n")
    guard lines.count == 3 * ordered.count else {
      throw LedgerError(.damaged, "`git cat-file` did not answer for all deployed commits.")
    }
    var absent: Set<ObjectID> = []
    for (number, (path, record)) in ordered.enumerated() {
      let object = lines[3 * number].split(separator: " ")
      let tree = lines[3 * number + 1].split(separator: " ")
      if object.last == "missing" {
        guard absent.insert(record.commit).inserted else { continue }
        let isHere = lines[3 * number + 2].contains(" tree ")
        report.absent.append(.init(commit: record.commit, path: path, hasTree: isHere))
      } else if object.count < 2 || object[1] != "commit" {
        report.add(
          .commit,
          "\(path) of \(environment) names \(record.commit.abbreviated), which is no commit."
        )
      } else if tree.first.map(String.init) != record.tree.hex {
        report.add(
          .tree,
          "\(path) of \(environment) says that commit \(record.commit.abbreviated) has the tree "
            + "\(record.tree.abbreviated), but it has \(tree.first.map { $0.prefix(10) } ?? "none")."
        )
      }
    }
  }

  func checkSignatures(
    _ history: LedgerHistory,
    _ report: inout IntegrityReport
  ) throws(LedgerError) {
    let signed = history.entries.filter(\.isSigned).map(\.id)
    report.signatures.none = history.entries.count - signed.count
    report.signs = try viaGit { () throws(GitError) in
      try repository.configBool("commit.gpgSign") ?? false
    }
    if signed.isEmpty { return }
    let output = try viaGit { () throws(GitError) in
      try git.output(
        ["log", "--no-walk=unsorted", "--stdin", "--no-show-signature", "--format=%H %G?"],
        input: Array(signed.map { $0.hex + "\n" }.joined().utf8)
      )
    }
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      // git-log(1), PRETTY FORMATS, "%G?"; N for a signed commit: no program that could tell.
      switch line.last {
      case "G": report.signatures.good += 1
      case "B", "R":
        report.signatures.bad += 1
        report.add(
          .signature,
          "Ledger commit \(line.prefix(10)) of \(report.environment) has a "
            + (line.last == "B" ? "bad signature." : "signature by a revoked key.")
        )
      default: report.signatures.unverifiable += 1
      }
    }
  }
}
