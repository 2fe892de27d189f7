import AWS
import Secrets

// Carrying out what was planned.
extension VaultPush {
  /// Whether all that was planned was pushed.
  func carryOut(_ plan: [Planned]) async throws -> Bool {
    let author = open.author
    var written: [(VaultFileStatus, VaultHead?)] = []
    var isWhole = true
    for (status, step) in plan {
      guard case .push(let condition, _) = step else {
        written.append((status, nil))
        continue
      }
      let file = status.file
      guard let content = try open.tree.read(file), Crypto.sha256(content) == status.digest else {
        session.warn("\(visible(file.text)) was changed meanwhile, and is not pushed.")
        isWhole = false
        continue
      }
      do {
        let head = try await open.vault.put(file, content, if: condition, author: author)
        try open.note(file, head, content)
        session.say("pushed \(visible(file.text)), version \(visible(head.name))")
        check(head, of: file)
        written.append((status, head))
      } catch let error as SecretsError {
        guard case .conflict = error.kind else { throw uncertain(error, file) }
        session.warn(error.message)
        if let hint = error.hint { session.say("hint: \(hint)") }
        written.append((status, nil))
        isWhole = false
      }
    }
    report(written)
    return isWhole
  }

  /// What a bucket does not do for its files is said at once.
  private func check(_ head: VaultHead, of file: VaultPath) {
    if head.version == nil || head.version == "null" {
      session.warn(
        "the bucket keeps no versions, so what was there before is gone; "
          + "`git secrets-sync vault init` says how to mend that."
      )
    }
    if let encryption = head.encryption, !encryption.hasPrefix("aws:kms") {
      session.warn(
        "\(visible(file.text)) is encrypted by a key of S3's own, not of KMS; set `kms_key` in "
          + "[vault]."
      )
    }
  }

  private func uncertain(_ error: SecretsError, _ file: VaultPath) -> any Error {
    guard case .unavailable = error.kind else { return error }
    let failure = Failure(explaining: error)
    return Failure(
      "Whether \(visible(file.text)) was pushed is not certain. \(failure.message)",
      hint: "Look: git secrets-sync vault status \(visible(file.text)). Pushing again is safe.",
      status: failure.status
    )
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
