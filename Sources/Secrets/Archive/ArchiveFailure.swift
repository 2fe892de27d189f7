import AWS

// What goes wrong with the archive, in words.
extension SecretArchive {
  func archiveFailure(_ error: AWSError, _ what: String) -> SecretsError {
    switch error.kind {
    case .accessDenied:
      // No permission is called like that request.
      let operation = error.operation == "HeadObject" ? "GetObject" : error.operation
      return SecretsError(
        .denied,
        "The archive of \(printable(what)) may not be used, most likely for lack of "
          + "\(error.service ?? "s3"):\(operation ?? "the operation"): \(error.message)",
        hint: "Archiving needs s3:GetObject, s3:PutObject, kms:GenerateDataKey and kms:Decrypt, "
          + "reading it back s3:GetObject, s3:GetObjectVersion and kms:Decrypt. The bucket must be of the "
          + "environment's account."
      )
    case .notFound where error.service == "s3":
      return SecretsError(
        .notFound,
        "\(printable(what)) is not there: \(error.message)",
        hint: "Check `bucket` and `prefix` in [vault] of .secrets-sync.toml."
      )
    default:
      return SecretsError(.unavailable(error), error.messageWithSource, hint: error.hint)
    }
  }

  func damaged(
    _ secret: ArchivedSecret,
    _ place: ArchivePlace,
    _ problem: SealedForm.Problem
  ) -> SecretsError {
    let object = printable("s3://\(place.bucket)/\(place.key)")
    let why =
      switch problem {
      case .notSealed: "is no archived value"
      case .newerForm: "was written by a newer version of the program"
      case .notAuthentic: "was changed, or is not the value of \(secret.shown)"
      }
    return SecretsError(
      .storeDamaged,
      "\(object) \(why). It is not used.",
      hint: problem == .newerForm
        ? "Install a newer git-secrets-sync."
        : "Look for an earlier version of the object, where the bucket keeps versions."
    )
  }
}

extension ArchivedSecret {
  var shown: String { store.shown(name) + ", version \(printable(version))" }
}
