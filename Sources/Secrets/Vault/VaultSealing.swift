import AWS

/// Encrypts the files of a vault before S3 has them, and opens what was (docs/vault.md).
///
/// Each version has a data key of KMS of its own; both are bound to the bucket, the prefix and the
/// path. Needs `kms:GenerateDataKey` to write and `kms:Decrypt` to read.
struct VaultSealing: Sendable {
  let kms: KMSClient
  let bucket: String
  /// Without a slash at its end; may be empty.
  let prefix: String
  let commands: VaultCommands

  /// What a sealed object has as metadata, so that a HEAD tells it.
  static let mark = (name: "client-side-encryption", value: "1")
  /// What a file may have at most, so that it can be read back.
  static let contentBytes = S3Limits.objectBytes - SealedForm.overhead

  /// What KMS and the seal are told; without it neither gives the content out.
  private func context(of file: VaultPath) -> [String: String] {
    var context = ["secrets-sync": "vault", "bucket": bucket, "path": file.text]
    if !prefix.isEmpty { context["prefix"] = prefix }
    return context
  }

  func sealed(
    _ content: SecretBytes,
    of file: VaultPath,
    key: String
  ) async throws(SecretsError) -> SecretBytes {
    let context = context(of: file)
    let made: (plaintext: SecretBytes, encrypted: [UInt8])
    do {
      made = try await kms.generateDataKey(key: key, context: context)
    } catch {
      throw failure(error).withoutChange
    }
    do {
      return SecretBytes(
        try SealedForm.file.sealed(
          content,
          context: context,
          key: made.plaintext,
          encryptedKey: made.encrypted
        )
      )
    } catch {
      throw SecretsError(.io, "\(printable(file.text)) could not be encrypted.")
    }
  }

  /// The content of a sealed object.
  ///
  /// - Throws: `.storeDamaged` where it was cut or changed, or is another file's; `.denied`.
  func opened(
    _ object: SecretBytes,
    of file: VaultPath
  ) async throws(SecretsError) -> SecretBytes {
    let context = context(of: file)
    do {
      let (encryptedKey, sealed) = try SealedForm.file.parts(object.exposed())
      let key = try await kms.decrypt(encryptedKey, context: context)
      return try SealedForm.file.opened(
        sealed,
        context: context,
        key: key,
        encryptedKey: encryptedKey
      )
    } catch let problem as SealedForm.Problem {
      throw damaged(file, problem)
    } catch let error as AWSError {
      // Another context, or other bytes.
      guard error.code == "InvalidCiphertextException" else { throw failure(error) }
      throw damaged(file, .notAuthentic)
    } catch {
      throw damaged(file, .notAuthentic)
    }
  }

  private func failure(_ error: AWSError) -> SecretsError {
    switch error.kind {
    case .accessDenied:
      SecretsError(
        .denied,
        "The key of the vault may not be used, most likely for lack of "
          + "kms:\(error.operation ?? "Decrypt"): \(error.message)",
        hint: "docs/vault.md lists the permissions."
      )
    case .notFound:
      SecretsError(
        .notFound,
        "The key of the vault is not there: \(error.message)",
        hint: "Check `kms_key` in [vault] of .secrets-sync.toml."
      )
    default: SecretsError(.unavailable(error), error.messageWithSource, hint: error.hint)
    }
  }

  private func damaged(_ file: VaultPath, _ problem: SealedForm.Problem) -> SecretsError {
    let name = printable(file.text)
    let why =
      switch problem {
      case .notSealed: "is said to be encrypted, and is not"
      case .newerForm: "was encrypted by a newer version of the program"
      case .notAuthentic: "was cut or changed, or is another file, or another bucket's or prefix's"
      }
    return SecretsError(
      .storeDamaged,
      "What is in the vault as \(name) \(why). It is not used.",
      hint: problem == .newerForm
        ? "Install a newer git-secrets-sync."
        : "Look for an earlier version: \(commands("log", file))"
    )
  }

  /// That the latest version is as anybody who may write into the bucket could have put it there.
  func plain(_ file: VaultPath, _ head: VaultHead) -> SecretsError {
    let name = printable(file.text)
    return SecretsError(
      .storeDamaged,
      "\(name) is in the vault as it is, version \(head.shown), although [vault] has "
        + "`client_side_encryption`. It was pushed before that was set, or by somebody who may not use "
        + "the key. It is not used.",
      hint: "Who has it pushes it again; or look at it with `"
        + commands("diff", file, printable(head.name)) + "`, and take it with `"
        + commands("restore", file, printable(head.name)) + "`."
    )
  }
}

extension SecretsError {
  /// The same error of what came before the writing.
  var withoutChange: SecretsError {
    var error = self
    error.changedNothing = true
    return error
  }
}
