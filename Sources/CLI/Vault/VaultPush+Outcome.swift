import Secrets

// What is said when all that was begun has ended.
extension VaultPush {
  /// The first failure that is not about one file alone.
  ///
  /// Of a put that was not answered it is not certain what came of it.
  func throwFailure(_ plan: [Planned], _ outcomes: [Outcome?]) throws {
    var first: SecretsError?
    var uncertain: [String] = []
    for (planned, outcome) in zip(plan, outcomes) {
      guard case .failed(let error)? = outcome, outcome?.stops == true else { continue }
      let isUncertain = error.isUncertain
      if first?.isUncertain != true, first == nil || isUncertain { first = error }
      if isUncertain { uncertain.append(visible(planned.status.file.text)) }
    }
    guard let first else { return }
    guard !uncertain.isEmpty else { throw first }
    let failure = Failure(explaining: first)
    throw Failure(
      "Whether \(uncertain.joined(separator: ", ")) \(uncertain.count == 1 ? "was" : "were") pushed "
        + "is not certain. \(failure.message)",
      hint: "Look: \(open.commands("status")). Pushing again is safe.",
      status: failure.status
    )
  }

  func unnoted(_ files: [VaultPath], _ error: any Error) -> Failure {
    let failure = Failure(explaining: error)
    return Failure(
      "\(files.map { visible($0.text) }.joined(separator: ", ")) \(files.count == 1 ? "is" : "are") "
        + "pushed, but that could not be noted here. \(failure.message)",
      hint: "When that is mended: \(open.commands("push")), which finds and notes it.",
      status: failure.status
    )
  }

  /// What a bucket does not do for its files is said, once for all.
  func check(_ outcomes: [Outcome?]) {
    let heads = outcomes.compactMap { outcome -> VaultHead? in
      if case .written(let head)? = outcome { head } else { nil }
    }
    if heads.contains(where: { !$0.keepsVersions }), open.vault is DirectoryVault == false {
      session.warn(
        "the bucket keeps no versions, so what was there before is gone; "
          + "`\(open.commands("init"))` says how to mend that."
      )
    }
    let isWeak = heads.contains { head in
      !head.isSealed && head.encryption.map { !$0.hasPrefix("aws:kms") } ?? false
    }
    if isWeak {
      session.warn(
        "files are encrypted by a key of S3's own, not of KMS; set `kms_key` in [vault]."
      )
    }
  }
}

extension VaultPush.Outcome {
  /// Whether no more is begun after it: the next would most likely fare the same.
  var stops: Bool {
    guard case .failed(let error) = self else { return false }
    if case .conflict = error.kind { return false }
    return true
  }
}

extension SecretsError {
  /// Whether what was to be written may be there all the same.
  fileprivate var isUncertain: Bool {
    if case .unavailable = kind { !changedNothing } else { false }
  }
}
