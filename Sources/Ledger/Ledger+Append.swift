import AWS
package import FoundationEssentials
import Git

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Ledger {
  /// Records a deployment: blob, tree and commit, then compare-and-swap of the reference.
  ///
  /// When another process was faster the record is built anew on top of what that one wrote, so
  /// that none is lost and `seq` and `prev` stay true.
  ///
  /// - Parameters:
  ///   - draft: what was deployed.
  ///   - now: the time of the deployment.
  /// - Returns: the record as it was written.
  /// - Throws: `.invalidRecord` for a draft that cannot be written, `.contention` when the
  ///   reference never stood still; nothing is recorded then.
  package func append(
    _ draft: DeploymentDraft,
    now: Date
  ) throws(LedgerError) -> DeploymentRecord {
    let reference = try place.reference(draft.environment)
    try check(draft)
    let id = draft.id ?? identifiers.next(at: now)
    let (deployedTree, author) = try viaGit { () throws(GitError) in
      (try repository.treeOfCommit(draft.commit), try repository.signature(now: now))
    }
    for attempt in 1...max(1, localBackOff.attempts) {
      let tip = try tip(draft.environment)
      let base = try tip.map { id throws(LedgerError) in try commit(id, draft.environment) }
      let previous = try base.map { base throws(LedgerError) in
        try newestRecord(of: base, draft.environment)
      }
      guard (previous?.record.seq ?? 0) < LedgerPosition.sequences.upperBound else {
        throw LedgerError(.damaged, "The ledger of \(draft.environment) has no seq left.")
      }
      let record = DeploymentRecord(
        id: id,
        seq: (previous?.record.seq ?? 0) + 1,
        prev: previous.map { Self.hash($0.bytes) },
        commit: draft.commit,
        tree: deployedTree,
        environment: draft.environment,
        at: RecordTime.wholeSeconds(now),
        by: .init(arn: draft.arn, git: "\(author.name) <\(author.email)>"),
        account: draft.account,
        region: draft.region,
        status: draft.status,
        kind: draft.kind,
        restoredFrom: draft.restoredFrom,
        leftOut: draft.leftOut,
        note: draft.note,
        items: draft.items.sorted(by: LedgerItem.precedes)
      )
      let bytes = record.fileBytes
      guard bytes.count <= DeploymentRecord.maximumSize else {
        throw LedgerError(
          .invalidRecord,
          "The deployment cannot be recorded: its \(record.items.counted) make more than "
            + "\(DeploymentRecord.maximumSize) bytes."
        )
      }
      let path = RecordPath(commit: draft.commit, id: id)
      let trailers = LedgerTrailers(newest: path, seq: record.seq)
      do throws(GitError) {
        let blob = try repository.writeBlob(bytes)
        let tree = try repository.writeTree(adding: [(path.text, blob)], to: base?.tree)
        let new = try repository.writeCommit(
          tree: tree,
          parents: tip.map { [$0] } ?? [],
          message: trailers.message(subject: record.subject),
          author: author
        )
        try repository.updateReference(
          reference,
          to: new,
          expecting: tip,
          message: record.subject
        )
        return record
      } catch {
        guard case .referenceChanged = error.kind else {
          throw LedgerError(
            .git(error),
            error.message,
            hint: error.hint ?? "Nothing was recorded. Check the disk and the permissions of .git."
          )
        }
        localBackOff.wait(afterAttempt: attempt)
      }
    }
    throw busy(reference, "Nothing was recorded.")
  }

  /// The form in which a record names the bytes of the one before it.
  package static func hash(_ bytes: [UInt8]) -> String {
    "sha256:" + Crypto.hex(Crypto.sha256(bytes))
  }

  /// Why a reference could not be moved; `outcome` says what was not done, as a sentence.
  func busy(_ reference: String, _ outcome: String) -> LedgerError {
    let lock = "\(repository.layout.commonDirectory)/\(reference).lock"
    if unsafe access(lock, F_OK) == 0 {
      return LedgerError(
        .contention,
        "\(reference) is locked: \(lock) is there. \(outcome)",
        hint: "If no other Git is at work here, one was killed and left it: delete that file."
      )
    }
    return LedgerError(
      .contention,
      "\(reference) changed each of the \(localBackOff.attempts) times that it was to be updated. "
        + outcome,
      hint: "Run the command again."
    )
  }

  private func check(_ draft: DeploymentDraft) throws(LedgerError) {
    if let why = draft.note.flatMap(DeploymentNote.problem) {
      throw LedgerError(.invalidRecord, "The deployment cannot be recorded: the note \(why).")
    }
    // By bytes: two forms of a letter are two files.
    var seen: Set<[UInt8]> = []
    for item in draft.items {
      let why: String? =
        if !seen.insert(Array(item.reference.utf8)).inserted {
          "is there twice"
        } else if item.name.isEmpty || item.version.isEmpty {
          "has no name or no version"
        } else if !LedgerItem.isName(item.name, in: item.store) {
          "has a name that \(item.store.rawValue) does not take"
        } else if item.store == .parameterStore, Int(item.version) ?? 0 < 1 {
          "has the version \(quoted(item.version)), which is not a number"
        } else if item.store == .s3, item.name.split(separator: "/").count < 2 {
          "has no key"
        } else if let path = item.path, !LedgerItem.isPath(path, ofKey: item.key) {
          "has a path that is not that of its key"
        } else {
          nil
        }
      if let why {
        throw LedgerError(
          .invalidRecord,
          "The deployment cannot be recorded: \(quoted(item.reference)) \(why)."
        )
      }
    }
  }
}

extension DeploymentRecord {
  /// One line for people, such as `record: prod 1a2b3c4d5e (3 secrets)`.
  var subject: String {
    let what = kind == .restore ? "restore" : "record"
    let ending = status == .deployed ? "" : ", \(status.rawValue)"
    return "\(what): \(environment) \(commit.abbreviated) (\(items.counted)\(ending))"
  }
}
