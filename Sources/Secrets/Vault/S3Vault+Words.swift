import AWS

// What a bucket says, and is told, in words.
extension S3Vault {
  /// `version` is given where the request was about one that is named.
  func failure(_ error: AWSError, _ version: String? = nil) -> SecretsError {
    switch error.kind {
    case .accessDenied:
      // Permissions are called otherwise than those requests.
      let read = version == nil ? "GetObject" : "GetObjectVersion"
      let names = [
        "HeadObject": read, "GetObject": read, "ListObjectsV2": "ListBucket",
        "ListObjectVersions": "ListBucketVersions",
      ]
      let operation = error.operation.map { names[$0] ?? $0 }
      return SecretsError(
        .denied,
        "The vault \(printable(place)) may not be used, most likely for lack of s3:"
          + "\(operation ?? "the operation"), or of its key: \(error.message)",
        hint:
          "docs/vault.md lists the permissions. The bucket must be of the environment's account."
      )
    case .notFound:
      return SecretsError(
        .notFound,
        "The vault \(printable(place)) is not there: \(error.message)",
        hint:
          "Check `bucket` in [vault] of .secrets-sync.toml; `git secrets-sync vault init --yes` makes it."
      )
    default:
      return SecretsError(.unavailable(error), error.messageWithSource, hint: error.hint)
    }
  }

  func unforeseen(_ file: VaultPath) -> SecretsError {
    SecretsError(
      .storeDamaged,
      "S3 answered without the ETag of \(printable(file.text)), so nothing can be said of it."
    )
  }

  /// A header is ASCII: the rest, and `%`, as in a URL.
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8.prefix(200) {
      if (0x20..<0x7F).contains(byte), byte != UInt8(ascii: "%") {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "%" + Crypto.hex([byte])
      }
    }
    return result
  }

  static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"),
        let code = Crypto.bytes(hex: String(decoding: rest.prefix(2), as: UTF8.self)),
        code.count == 1
      {
        bytes += code
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
