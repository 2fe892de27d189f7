import AWS
import Secrets

// Carrying out what was planned, side by side.
extension VaultPush {
  /// What came of one file.
  enum Outcome: Sendable {
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
      session.say("pushed \(visible(file.text))\(VaultText.named(head))")
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
