import Git

extension Ledger {
  /// Runs `git fetch` so that the references below `refs/secrets-sync/remotes/` are exactly those
  /// of the remote, with the whole history of each.
  ///
  /// - Returns: the environments whose objects `git fsck` would not pass; nothing of them came.
  func transferAll(
    from remote: String
  ) throws(LedgerError) -> [(environment: String, error: LedgerError)] {
    var refspecs = [place.refspec(for: remote)]
    if place == .branches {
      // What older commits of the code, whose configuration does not speak of branches, record.
      refspecs.append(
        "+\(LedgerPlace.references.prefix)*:\(EnvironmentName.otherPlace(remote))*"
      )
    }
    var refused: [(environment: String, error: LedgerError)] = []
    if let reason = try transfer(refspecs, from: remote, options: ["--prune"]) {
      refused = try transferOneByOne(from: remote, reason)
    }
    if try isLedgerCutOff() {
      // Some depth, but not the one that stands for all: that would fetch the code's history, too.
      _ = try transfer(refspecs, from: remote, options: ["--depth=2147483646"])
    }
    try complete(from: remote)
    return refused
  }

  /// Fetches what a plain `git fetch` left out in a partial clone, all at once: Git by itself would
  /// ask for one object after the other.
  private func complete(from remote: String) throws(LedgerError) {
    let isPartial = try viaGit { () throws(GitError) in
      try repository.configBool("remote.\(remote).promisor") ?? false
    }
    guard isPartial else { return }
    let tips = try references(under: EnvironmentName.remotePrefix(remote)).map(\.target)
    if tips.isEmpty { return }
    let known = try references(under: place.prefix).map(\.target)
    // Root, `records`, two levels of folders, files: a missing folder hides what is in it.
    for _ in 0..<5 {
      let list = try viaGit { () throws(GitError) in
        try git.run(
          ["rev-list", "--objects", "--missing=print"] + tips.map(\.hex) + ["--not"]
            + known.map(\.hex)
        )
      }
      let missing = list.standardOutput.split(separator: 0x0A)
        .filter { $0.first == UInt8(ascii: "?") }.map { $0.dropFirst() + [0x0A] }
      guard list.status == 0, !missing.isEmpty else { return }
      let result = try viaGit { () throws(GitError) in
        try git.run(
          [
            "-c", "fetch.fsckObjects=true", "fetch", "--quiet", "--no-tags",
            "--no-write-fetch-head", "--no-auto-gc", "--no-recurse-submodules", "--no-filter",
            "--refmap=", "--stdin", "--", remote,
          ],
          input: Array(missing.joined())
        )
      }
      // A server that gives no single objects: they come one by one where they are read.
      if result.status != 0 { return }
    }
  }

  /// - Returns: why Git refused the objects; nil where it did not.
  private func transfer(
    _ refspecs: [String],
    from remote: String,
    options: [String] = []
  ) throws(LedgerError) -> String? {
    for attempt in 1... {
      let result = try viaGit { () throws(GitError) in
        try git.run(
          [
            "-c", "fetch.fsckObjects=true", "fetch", "--quiet", "--no-tags",
            "--no-write-fetch-head", "--no-auto-gc", "--no-recurse-submodules",
            // A partial clone leaves blobs out; records are read without asking the network.
            "--no-filter",
            // Without it a configured `+refs/*:refs/*` would overwrite the local ledger.
            "--refmap=",
          ] + options + ["--", remote] + refspecs
        )
      }
      if result.status == 0 { return nil }
      let reason = RemoteText.reason(result.standardError)
      if reason.contains("fsck error") { return reason }
      // Another process of this clone fetched at the same moment, or a killed one left its lock.
      guard attempt < 5, result.standardError.contains("cannot lock ref") else {
        throw unavailable(remote, "fetched from", result)
      }
      remoteBackOff.wait(afterAttempt: attempt)
    }
    return nil
  }

  /// Fetches each environment for itself, so that one that is damaged does not keep the others back.
  private func transferOneByOne(
    from remote: String,
    _ reason: String
  ) throws(LedgerError) -> [(environment: String, error: LedgerError)] {
    let result = try viaGit { () throws(GitError) in
      try git.run(["ls-remote", "--refs", "--", remote, place.prefix + "*"])
    }
    guard result.status == 0 else { throw unavailable(remote, "fetched from", result) }
    var refused: [(environment: String, error: LedgerError)] = []
    for line in String(decoding: result.standardOutput, as: UTF8.self).split(separator: "\n") {
      // <object> TAB <reference>
      guard let name = line.split(separator: "\t").last, name.hasPrefix(place.prefix) else {
        continue
      }
      let environment = String(name.dropFirst(place.prefix.count))
      guard EnvironmentName.isValid(environment) else { continue }
      let target = EnvironmentName.remotePrefix(remote) + environment
      guard let reason = try transfer(["+\(name):\(target)"], from: remote) else { continue }
      let error = LedgerError(
        .damaged,
        "The ledger of \(environment) from \(remote) is damaged: \(reason). Nothing of it was taken "
          + "over.",
        hint: wayOut(environment, remote)
      )
      refused.append((environment, error))
    }
    guard refused.isEmpty else { return refused }
    throw LedgerError(
      .damaged,
      "What \(quoted(remote)) has where its ledgers are is damaged: \(reason). Nothing was taken over.",
      hint: "See `git ls-remote \(remote) '\(place.prefix)*'`."
    )
  }

  /// The commits at which history was cut off here.
  func shallowCommits() throws(LedgerError) -> Set<ObjectID> {
    let path = repository.layout.commonDirectory + "/shallow"
    let bytes = try viaGit { () throws(GitError) in try Files.readIfPresent(path) ?? [] }
    return Set(bytes.split(separator: 0x0A).compactMap { ObjectID(hexBytes: $0) })
  }

  /// Whether one of them is a ledger's, as after `git fetch --depth=1`.
  func isLedgerCutOff() throws(LedgerError) -> Bool {
    for id in try shallowCommits() {
      let isLedgers = try viaGit { () throws(GitError) in
        do throws(GitError) {
          let commit = RawCommit(try repository.object(id).bytes)
          return commit?.trailers != nil && commit?.parents.isEmpty == false
        } catch {
          if case .missingObject = error.kind { return false }
          throw error
        }
      }
      if isLedgers { return true }
    }
    return false
  }
}
