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
    var absent: Set<ObjectID> = []
    for (path, record) in ordered {
      switch try deployed(record.commit) {
      case nil:
        guard absent.insert(record.commit).inserted else { continue }
        let hasTree = try deployed(record.tree) != nil
        report.absent.append(.init(commit: record.commit, path: path, hasTree: hasTree))
      case .other:
        report.add(
          .commit,
          "\(path) of \(environment) names \(record.commit.abbreviated), which is no commit."
        )
      case .commit(let tree):
        guard tree != record.tree else { continue }
        report.add(
          .tree,
          "\(path) of \(environment) says that commit \(record.commit.abbreviated) has the tree "
            + "\(record.tree.abbreviated), but it has \(tree.abbreviated)."
        )
      }
    }
  }

  private enum Deployed {
    case other
    case commit(tree: ObjectID)
  }

  /// What the object of that id is, without a question to anybody: Git itself would ask the remote of
  /// a partial clone.
  private func deployed(_ id: ObjectID) throws(LedgerError) -> Deployed? {
    try viaGit { () throws(GitError) in
      do throws(GitError) {
        guard try repository.objectHeader(id).type == .commit,
          let commit = RawCommit(try repository.object(id).bytes)
        else { return .other }
        return .commit(tree: commit.tree)
      } catch {
        if case .missingObject = error.kind { return nil }
        throw error
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
