import AWS
import Secrets

// Carrying out what was planned, side by side.
extension VaultPush {
  /// What came of one file.
  fileprivate enum Outcome: Sendable {
    case written(VaultHead)
    case failed(SecretsError)
    case changedMeanwhile
  }

  /// Whether all that was planned was pushed.
  ///
  /// What is pushed is noted as soon as that is known, and said in the order of the plan.
  func carryOut(_ plan: [Planned]) async throws -> Bool {
    let author = open.author
    let vault = open.vault
    // Before the vault is changed: what is to be noted then needs it.
    _ = try open.folder.madeKey()
    var outcomes: [Outcome?] = plan.map { _ in nil }
    var isWhole = true
    var said = 0
    func sayWhatIsKnown(_ isEnd: Bool = false) {
      while said < plan.count {
        if case .push = plan[said].step {
          guard let outcome = outcomes[said] else {
            if isEnd {
              said += 1
              continue
            }
            return
          }
          isWhole = say(outcome, plan[said].status.file) && isWhole
        }
        said += 1
      }
    }
    defer { sayWhatIsKnown(true) }
    try await SideBySide.run(plan.count) { number -> SideBySide.Work<Outcome>? in
      let (status, step) = plan[number]
      guard case .push(let condition, _, _) = step else { return nil }
      guard let content = try open.tree.read(status.file),
        Crypto.sha256(content) == status.digest
      else {
        outcomes[number] = .changedMeanwhile
        return nil
      }
      return SideBySide.Work(bytes: content.count) {
        do throws(SecretsError) {
          return .written(
            try await vault.put(status.file, content, if: condition, author: author)
          )
        } catch {
          return .failed(error)
        }
      }
    } land: { ended in
      for (number, outcome) in ended { outcomes[number] = outcome }
      let noted = ended.compactMap { number, outcome -> OpenVault.Noted? in
        let status = plan[number].status
        guard case .written(let head) = outcome, let digest = status.digest else { return nil }
        return OpenVault.Noted(file: status.file, head: head, digest: digest)
      }
      do {
        try open.note(noted)
      } catch {
        throw unnoted(noted.map(\.file), error)
      }
      sayWhatIsKnown()
      return !ended.contains { $0.outcome.stops }
    }
    sayWhatIsKnown(true)
    check(outcomes)
    try throwFailure(plan, outcomes)
    // Not begun because of a Ctrl-C.
    let isDone = zip(plan, outcomes).allSatisfy { planned, outcome in
      if case .push = planned.step { outcome != nil } else { true }
    }
    if !isDone { throw CancellationError() }
    report(
      zip(plan, outcomes).map { planned, outcome in
        if case .written(let head) = outcome {
          (planned.status, head)
        } else {
          (planned.status, nil)
        }
      }
    )
    return isWhole
  }

  /// Whether it was pushed; a failure that stops the run is said at its end.
  private func say(_ outcome: Outcome, _ file: VaultPath) -> Bool {
    switch outcome {
    case .written(let head):
      session.say("pushed \(visible(file.text)), version \(visible(head.name))")
      return true
    case .changedMeanwhile:
      session.warn("\(visible(file.text)) was changed meanwhile, and is not pushed.")
    case .failed(let error) where !outcome.stops:
      session.warn(error.message)
      if let hint = error.hint { session.say("hint: \(hint)") }
    case .failed: break
    }
    return false
  }

  /// The first failure that is not about one file alone.
  ///
  /// Of a put that was not answered it is not certain what came of it.
  private func throwFailure(_ plan: [Planned], _ outcomes: [Outcome?]) throws {
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

  private func unnoted(_ files: [VaultPath], _ error: any Error) -> Failure {
    let failure = Failure(explaining: error)
    return Failure(
      "\(files.map { visible($0.text) }.joined(separator: ", ")) \(files.count == 1 ? "is" : "are") "
        + "pushed, but that could not be noted here. \(failure.message)",
      hint: "When that is mended: \(open.commands("push")), which finds and notes it.",
      status: failure.status
    )
  }

  /// What a bucket does not do for its files is said, once for all.
  private func check(_ outcomes: [Outcome?]) {
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

  func report(_ files: [(VaultFileStatus, VaultHead?)]) {
    guard session.wantsJSON else { return }
    let list = files.map { status, head in
      VaultText.json(
        status,
        [("pushed", .bool(head != nil)), ("written", head?.version.map(JSON.string))]
      )
    }
    session.print(
      .object([
        ("schema", .integer(1)), ("vault", .string(open.vault.place)), ("files", .array(list)),
      ])
    )
  }
}

extension VaultPush.Outcome {
  /// Whether no more is begun after it: the next would most likely fare the same.
  fileprivate var stops: Bool {
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
