import AWS
import Secrets

// Carrying out what was planned, side by side.
extension VaultPull {
  /// What came of one file.
  private enum Outcome {
    case pulled(VaultHead, to: VaultPath)
    case failed(any Error)
  }

  /// Gets the files; each is written as soon as it is here, noted, and said in the order of the plan.
  ///
  /// What is about one file alone does not hold the others up.
  ///
  /// - Throws: the first failure in the order of the plan; the others are said.
  func carryOut(_ wanted: [Planned]) async throws {
    let vault = open.vault
    var outcomes: [Outcome?] = wanted.map { _ in nil }
    var said = 0
    func sayWhatIsKnown() {
      while said < wanted.count, let outcome = outcomes[said] {
        if case .pulled(let head, let target) = outcome {
          say(wanted[said].status.file, head, target)
        }
        said += 1
      }
    }
    try await SideBySide.run(wanted.count) {
      number -> SideBySide.Work<Result<VaultContent, SecretsError>>? in
      let (status, step) = wanted[number]
      if case .merge(let side) = step, open.tree.isThere(side) {
        outcomes[number] = .failed(
          Failure(
            "\(visible(side.text)) is there already, and was left as it is.",
            hint: "Merge it, and remove it; then pull again.",
            status: .found
          )
        )
        return nil
      }
      // A sealed one has a little more than its content.
      if let size = status.size, size > S3Limits.objectBytes {
        outcomes[number] = .failed(
          Failure(
            "\(visible(status.file.text)) has \(size) bytes in the vault, more than the "
              + "\(S3Limits.objectBytes >> 20) MiB that are read.",
            status: .found
          )
        )
        return nil
      }
      return SideBySide.Work(bytes: status.size ?? 0) {
        do throws(SecretsError) {
          return .success(try await vault.get(status.file, version: nil))
        } catch {
          return .failure(error)
        }
      }
    } land: { ended in
      var noted: [OpenVault.Noted] = []
      for (number, content) in ended {
        do {
          noted.append(try write(try content.get(), wanted[number], &outcomes[number]))
        } catch {
          outcomes[number] = .failed(error)
        }
      }
      try open.note(noted)
      sayWhatIsKnown()
      return !ended.contains { Self.stops(outcomes[$0.number]) }
    }
    // Those that came after one that was never begun.
    for number in said..<wanted.count {
      guard case .pulled(let head, let target)? = outcomes[number] else { continue }
      say(wanted[number].status.file, head, target)
    }
    let failures = outcomes.compactMap { if case .failed(let error)? = $0 { error } else { nil } }
    for error in failures.dropFirst() {
      let failure = Failure(explaining: error)
      guard failure.status != .interrupted else { continue }
      session.warn(failure.message)
      if let hint = failure.hint { session.say("hint: \(hint)") }
    }
    if let first = failures.first { throw first }
    try Task.checkCancellation()
  }

  /// Whether no more is begun after it: the next would most likely fare the same.
  private static func stops(_ outcome: Outcome?) -> Bool {
    guard case .failed(let error)? = outcome else { return false }
    switch error {
    case let error as SecretsError:
      switch error.kind {
      case .storeDamaged, .notFound: return false
      default: return true
      }
    case let failure as Failure: return failure.status != .found
    default: return true
    }
  }

  private func write(
    _ found: VaultContent,
    _ planned: Planned,
    _ outcome: inout Outcome?
  ) throws -> OpenVault.Noted {
    let (status, step) = planned
    var side: VaultPath?
    if case .merge(let path) = step {
      // Named after what is in it, which may be newer than what was looked at.
      side = open.tree.side(of: status.file, found.head.name) ?? path
    }
    try open.tree.write(
      found.bytes,
      to: side ?? status.file,
      replacing: side == nil ? status.digest : nil,
      staging: open.folder.staging
    )
    outcome = .pulled(found.head, to: side ?? status.file)
    return OpenVault.Noted(
      file: status.file,
      head: found.head,
      digest: Crypto.sha256(found.bytes),
      merging: side?.text
    )
  }

  private func say(_ file: VaultPath, _ head: VaultHead, _ target: VaultPath) {
    session.say("pulled \(visible(target.text))\(VaultText.named(head))")
    guard target != file else { return }
    session.say("next: " + open.ending(target, of: file))
  }
}
