/// The ARN of a Secrets Manager secret or of a Parameter Store parameter, taken apart.
///
/// Forms: `arn:<partition>:secretsmanager:<region>:<account>:secret:<name>[-<6 characters>]` and
/// `arn:<partition>:ssm:<region>:<account>:parameter/<name>`.
package struct SecretARN: Hashable, Sendable {
  package let store: StoreKind
  package let partition: String
  package let region: String
  package let account: String
  /// The name that the ARN stands for.
  ///
  /// Secrets Manager ends the ARN of every secret with a hyphen and six random letters and digits,
  /// which are cut off here. The same may be the end of a name whose ARN was written without them;
  /// so ask the store for the ARN, not for this name. Parameter Store drops the slash that a
  /// hierarchical name starts with; it is put back where the name has levels.
  package let name: String

  package init(parsing text: String) throws(SecretsError) {
    let fields = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      .map(String.init)
    guard fields.count == 6, fields[0] == "arn", fields[1].hasPrefix("aws") else {
      throw Self.refused(text, "it does not have the six fields of an ARN")
    }
    partition = fields[1]
    region = fields[3]
    account = fields[4]
    guard !region.isEmpty else { throw Self.refused(text, "its region is empty") }
    guard account.utf8.count == 12, account.utf8.allSatisfy(isDigit) else {
      throw Self.refused(text, "its account is not 12 digits")
    }
    switch fields[2] {
    case "secretsmanager":
      guard fields[5].hasPrefix("secret:") else {
        throw Self.refused(text, "after the account must follow “secret:”")
      }
      store = .secretsManager
      name = Self.withoutSuffix(String(fields[5].dropFirst("secret:".count)))
    case "ssm":
      guard fields[5].hasPrefix("parameter/") else {
        throw Self.refused(text, "after the account must follow “parameter/”")
      }
      store = .parameterStore
      let rest = String(fields[5].dropFirst("parameter/".count))
      name = rest.contains("/") ? "/" + rest : rest
    default:
      throw Self.refused(text, "it belongs to the service “\(printable(fields[2]))”")
    }
  }

  private static func withoutSuffix(_ name: String) -> String {
    hasSuffix(name[...]) ? String(name.dropLast(7)) : name
  }

  /// Whether a text ends as the ARN of every secret does.
  static func hasSuffix(_ text: Substring) -> Bool {
    let tail = text.utf8.suffix(7)
    return text.utf8.count > 7 && tail.first == UInt8(ascii: "-")
      && tail.dropFirst().allSatisfy(isAlphanumeric)
  }

  private static func refused(_ text: String, _ why: String) -> SecretsError {
    SecretsError(
      .invalidReference,
      "“\(printable(text))” is not the ARN of a secret or of a parameter: \(why).",
      hint: "Expected arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME or "
        + "arn:aws:ssm:REGION:ACCOUNT:parameter/NAME."
    )
  }
}

func isDigit(_ byte: UInt8) -> Bool {
  byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}

func isAlphanumeric(_ byte: UInt8) -> Bool {
  isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
}
