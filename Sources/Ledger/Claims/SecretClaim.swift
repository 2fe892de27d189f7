package import Secrets

/// What a tool says of a secret that it made or reads: names and versions, which AWS has to confirm
/// before they are recorded.
package struct SecretClaim: Sendable, Hashable {
  package var store: StoreKind
  package var name: String
  /// The ARN, where the tool gave one.
  package var arn: String?
  /// The version that the tool takes for the current one.
  package var version: String?
  /// `SecureString` and so on (`ssm`).
  package var type: String?
  /// Where it was named, such as `aws_ssm_parameter.key` or `output db_arn`.
  package var origin: String

  package init(
    store: StoreKind,
    name: String,
    arn: String? = nil,
    version: String? = nil,
    type: String? = nil,
    origin: String
  ) {
    self.store = store
    self.name = name
    self.arn = arn
    self.version = version
    self.type = type
    self.origin = origin
  }

  /// What an ARN names; nil where it is not that of a secret or a parameter.
  init?(arn text: String, origin: String) {
    guard let arn = try? SecretARN(parsing: text),
      (try? SecretSelector(store: arn.store, name: arn.name)) != nil
    else { return nil }
    self.init(store: arn.store, name: arn.name, arn: text, origin: origin)
  }

  /// What to ask the store for.
  ///
  /// An ARN alone is never ambiguous in Secrets Manager; that of a parameter
  /// is its name and where it is.
  var id: String { store == .secretsManager ? arn ?? name : name }

  package var reference: String { store.reference(to: name) }
}

/// What a tool says of a secret and AWS does not.
package struct ClaimDifference: Sendable, Equatable {
  package enum Property: String, Sendable {
    case version, type
  }

  package let claim: SecretClaim
  package let property: Property
  /// What the tool says.
  package let claimed: String
  /// What AWS says, which is recorded.
  package let found: String

  package init(claim: SecretClaim, property: Property, claimed: String, found: String) {
    self.claim = claim
    self.property = property
    self.claimed = claimed
    self.found = found
  }

  /// What the tool says where that has the form of an id or a type, and can be shown; nil of anything
  /// else, which may be a value under the wrong name.
  ///
  /// Ids are a UUID, as the SDKs make them, or Terraform's `terraform-` and a number
  /// (registry.terraform.io/providers/hashicorp/aws, `aws_secretsmanager_secret_version`).
  package var shownClaim: String? {
    func isHex(_ text: some StringProtocol) -> Bool {
      text.utf8.allSatisfy {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || 0x61...0x66 ~= $0 | 0x20
      }
    }
    if property == .type || claim.store == .parameterStore { return claimed }
    let terraform = "terraform-"
    if claimed.hasPrefix(terraform) {
      return isHex(claimed.dropFirst(terraform.count)) ? claimed : nil
    }
    let parts = claimed.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy(isHex) ? claimed : nil
  }
}

extension SecretClaim {
  /// Refuses what is in another account or region than the environment.
  package static func check(
    _ claims: [SecretClaim],
    account: String,
    region: String
  ) throws(LedgerError) {
    var lines: [String] = []
    for claim in claims {
      guard let arn = claim.arn.flatMap({ try? SecretARN(parsing: $0) }) else { continue }
      guard arn.account != account || arn.region != region else { continue }
      lines.append("  \(claim.origin): account \(arn.account), \(arn.region)")
    }
    guard !lines.isEmpty else { return }
    let shown = lines.prefix(10) + (lines.count > 10 ? ["  and \(lines.count - 10) more"] : [])
    throw LedgerError(
      .otherPlace,
      "Secrets of another place were named; the environment is account \(account), \(region). "
        + "Nothing was recorded:\n" + shown.joined(separator: "\n"),
      hint: "Choose the environment that they belong to with --env, or give --region."
    )
  }
}
