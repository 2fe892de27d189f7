/// The comments by which other scanners are told to pass over a finding.
struct PeerMarker {
  /// Where the comment stands, seen from the finding.
  enum Place {
    case sameLine
    case lineBefore
    case lineAfter
  }

  /// In lower case.
  let text: String
  let places: Set<Place>
  /// Whether it is about what the generic detector finds and nothing else.
  var isForNamesOnly = false

  /// - gitleaks and betterleaks: README, "gitleaks:allow".
  /// - detect-secrets: README, "Inline Allowlisting"; the older word is still taken there.
  /// - Kingfisher: docs, "Inline ignore"; TruffleHog: README, "trufflehog:ignore".
  /// - ggshield: docs, "Ignoring secrets in code".
  /// - checkov: docs, "Suppressing and Skipping Policies"; CKV_SECRET_ are those of its scanner.
  /// - S105 to S107 (flake8-bandit, Ruff) and B105 to B107 (Bandit) are about hard-coded passwords
  ///   told by their names, so they say nothing about a token in its own format.
  static let all: [PeerMarker] = [
    PeerMarker(text: "gitleaks:allow", places: [.sameLine]),
    PeerMarker(text: "betterleaks:allow", places: [.sameLine]),
    PeerMarker(text: "pragma: allowlist secret", places: [.sameLine]),
    PeerMarker(text: "pragma:allowlist secret", places: [.sameLine]),
    PeerMarker(text: "pragma: whitelist secret", places: [.sameLine]),
    PeerMarker(text: "pragma: allowlist nextline secret", places: [.lineBefore]),
    PeerMarker(text: "pragma:allowlist nextline secret", places: [.lineBefore]),
    PeerMarker(text: "kingfisher:ignore", places: [.sameLine, .lineBefore, .lineAfter]),
    PeerMarker(text: "trufflehog:ignore", places: [.sameLine]),
    PeerMarker(text: "ggignore", places: [.sameLine]),
    PeerMarker(text: "nosecret", places: [.sameLine]),
    PeerMarker(text: "checkov:skip=ckv_secret_", places: [.sameLine, .lineBefore, .lineAfter]),
    PeerMarker(text: "noqa: s105", places: [.sameLine], isForNamesOnly: true),
    PeerMarker(text: "noqa: s106", places: [.sameLine], isForNamesOnly: true),
    PeerMarker(text: "noqa: s107", places: [.sameLine], isForNamesOnly: true),
    PeerMarker(text: "nosec b105", places: [.sameLine], isForNamesOnly: true),
    PeerMarker(text: "nosec b106", places: [.sameLine], isForNamesOnly: true),
    PeerMarker(text: "nosec b107", places: [.sameLine], isForNamesOnly: true),
  ]
}
