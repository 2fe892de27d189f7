/// A comment beside a finding that asks for it to be passed over.
package struct InlineComment: Sendable, Equatable {
  package enum Effect: Sendable, Equatable {
    case allows(reason: String)
    /// `secrets-sync: allow` needs a reason and has none.
    case lacksReason
    /// `secrets-sync: allow [rule]` names other rules only.
    case otherRules(String)
  }

  /// What was found, such as `secrets-sync: allow` or `gitleaks:allow`.
  package let marker: String
  package let effect: Effect

  static let own = "secrets-sync: allow"

  /// Whether it is this program's, which gives a reason, and not that of another scanner.
  package var isOwn: Bool { marker == Self.own }

  package var reason: String? {
    if case .allows(let reason) = effect { reason } else { nil }
  }

  /// Why it allows nothing, without a full stop; nil where it does allow.
  package var complaint: String? {
    switch effect {
    case .allows: nil
    case .lacksReason: "the comment “\(marker)” gives no reason, so it allows nothing"
    case .otherRules(let rules): "the comment “\(marker)” is for \(rules)"
    }
  }
}
