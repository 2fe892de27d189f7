import AWS
import FoundationEssentials

/// What goes wrong with a vault, in words.
enum VaultFailure {
  static func io(_ error: FileError) -> SecretsError {
    SecretsError(.io, error.message, hint: error.hint)
  }

  static func missing(
    _ file: VaultPath,
    _ version: String?,
    in place: String,
    _ commands: VaultCommands
  ) -> SecretsError {
    SecretsError(
      .notFound,
      version.map {
        "There is no version \(printable($0)) of \(printable(file.text)) in \(printable(place))."
      } ?? "\(printable(file.text)) is not in \(printable(place)).",
      hint: version == nil
        ? "`\(commands("status"))` lists what is."
        : "`\(commands("log", file))` lists the versions."
    )
  }

  /// Somebody was faster; `latest` as far as it is known.
  static func conflict(
    _ file: VaultPath,
    _ latest: VaultHead?,
    in place: String,
    _ commands: VaultCommands
  ) -> SecretsError {
    let who = latest.map { " It is version \($0.shown) now." } ?? ""
    return SecretsError(
      .conflict,
      "\(printable(file.text)) was changed in \(printable(place)) meanwhile, so it was not pushed."
        + who,
      hint: "See what is new with `\(commands("diff", file))`, then "
        + "`\(commands("pull", file, "--merge"))`."
    )
  }

  static func check(
    _ content: SecretBytes,
    of file: VaultPath,
    upTo limit: Int = S3Limits.objectBytes
  ) throws(SecretsError) {
    guard content.count <= limit else {
      throw SecretsError(
        .invalidValue,
        "\(printable(file.text)) has \(content.count) bytes; a vault takes "
          + "\(limit)."
      )
    }
  }
}

extension VaultHead {
  /// The version, with who wrote it and when, as far as that is known.
  package var shown: String {
    let by = author.map { ", by \(printable($0))" } ?? ""
    return printable(name) + by + (at.map { ", \($0.formatted(.iso8601))" } ?? "")
  }
}
