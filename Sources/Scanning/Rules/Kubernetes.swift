// Kubernetes: what a cluster's files hold.

extension BuiltinRules {
  static let kubernetes: [Rule] = [
    Rule(
      id: "kubernetes-service-account-token",
      description: "Kubernetes service account token",
      reference: "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/",
      level: .high,
      keywords: ["eyjhbgcioijsuzi1niis", "eyjhbgcioijfuzi1niis"],
      pattern:
        #"eyJhbGciOiJ[A-Za-z0-9_-]{6,400}\.eyJ[A-Za-z0-9_-]{40,6000}\.[A-Za-z0-9_-]{40,1400}"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.jwt, .custom(speaksForServiceAccount)],
      advice:
        "Delete the Secret that holds it, or the service account; bound tokens end by themselves.",
      examples: [
        "token: \(serviceAccountToken(#"{"iss":"kubernetes/serviceaccount","sub":"system:serviceaccount:default:ci"}"#))\n",
        "\"token\": \"\(serviceAccountToken(#"{"aud":["https://kubernetes.default.svc"],"kubernetes.io":{"namespace":"default"}}"#))\"\n",
      ],
      counterexamples: [
        "token: \(serviceAccountToken(#"{"iss":"https://login.test","sub":"4711-4711-4711-4711"}"#))\n",
        "token: eyJhbGciOiJSUzI1NiIsImtpZCI6IiJ9\n",
      ]
    ),
    Rule(
      id: "kubernetes-secret-value",
      description: "value of a Kubernetes Secret",
      reference: "https://kubernetes.io/docs/concepts/configuration/secret/",
      level: .medium,
      keywords: ["kind: secret"],
      pattern:
        #"(?m)^[ \t]{1,12}["']?[A-Za-z0-9._-]{1,80}["']?:[ \t]{1,4}["']?(?<secret>[A-Za-z0-9+/]{8,8192}={0,2})["']?[ \t]*\r?$"#,
      boundary: .none,
      window: .lines(80),
      checks: [.notPlaceholder, .custom(isSecretData)],
      advice:
        "Base64 hides nothing: change the value, and keep it in a secret store, or sealed or "
        + "encrypted (SOPS) in the repository.",
      examples: [
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  password: \(Example.base64(Example.random(16, .alphanumeric)))\n",
        "apiVersion: v1\ndata:\n  api-key: \(Example.base64(Example.random(32, .hex)))\nkind: Secret\ntype: Opaque\n",
      ],
      counterexamples: [
        "kind: Secret\nmetadata:\n  name: databasepassword\n",
        "kind: Secret\ndata:\n  password: \(Example.base64("changeme"))\n",
        "kind: Secret\ndata:\n  password: ${PASSWORD}\n",
        "kind: Secret\nmetadata:\n  name: a\n---\nkind: ConfigMap\ndata:\n  logo: \(Example.base64(Example.random(16, .alphanumeric)))\n",
      ]
    ),
    Rule(
      id: "kubeconfig-user-password",
      description: "password or token of a Kubernetes user",
      reference: "https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/",
      level: .high,
      keywords: ["kubectl config set-credentials", "current-context"],
      pattern:
        #"(?:\bkubectl config set-credentials\b[^\r\n]{0,200}?--(?:token|password)[= ]["']?|(?m:^)[ \t-]{2,10}(?:token|password):[ \t]{1,4}["']?)(?<secret>[^\s"'$<>{}]{8,2000})"#,
      boundary: .none,
      window: .lines(60),
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder, .randomness],
      advice: "Revoke it in the cluster or at its identity provider, and log in by an exec plugin.",
      examples: [
        "kind: Config\ncurrent-context: a\nusers:\n- name: ada\n  user:\n    token: \(Example.random(43, .base64URL))\n",
        "kubectl config set-credentials ada --token=\(Example.random(32, .lowerAlphanumeric))\n",
      ],
      counterexamples: [
        "kubectl config set-credentials ada --token=$TOKEN\n",
        "current-context: a\nusers:\n- name: ada\n  user:\n    token: <token>\n",
      ]
    ),
  ]

  private static func serviceAccountToken(_ payload: String) -> String {
    Example.jsonWebToken(
      header: #"{"alg":"RS256","kid":"\#(Example.random(20, .base64URL))"}"#,
      payload: payload
    )
  }

  private static let speaksForServiceAccount: @Sendable (Match) -> Bool = { match in
    let payload = match.value.split(separator: UInt8(ascii: ".")).dropFirst().first ?? []
    guard let bytes = Base64.decode(payload) else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.contains("kubernetes/serviceaccount") || text.contains("\"kubernetes.io\"")
      || text.contains("system:serviceaccount:")
  }

  /// Whether the value stands in the `data` or `stringData` of a document whose kind is Secret, and
  /// decodes to something that is no stand-in.
  private static let isSecretData: @Sendable (Match) -> Bool = { match in
    guard let key = match.blockKey, key == "data" || key == "stringData" else { return false }
    guard match.documentHas(line: "kind: Secret") else { return false }
    let bytes = key == "data" ? Base64.decode(match.value) : Array(match.value)
    guard let bytes, bytes.count >= 6 else { return false }
    // A certificate is public, and much of what is binary is, too.
    let text = String(decoding: bytes, as: UTF8.self)
    return !text.hasPrefix("-----BEGIN CERTIFICATE") && LiteralValue.isLiteral(text)
      && bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
  }
}

extension Match {
  /// The most that is looked at on either side of the value.
  private static let reach = 6_144

  /// The key, of less indentation, of the YAML block in which the value stands.
  fileprivate var blockKey: String? {
    var end = range.lowerBound
    var own: Int?
    while end > max(0, range.lowerBound - Self.reach) {
      var start = end
      while start > 0, text[start - 1] != 0x0A { start -= 1 }
      let line = text[start..<end]
      let indentation = line.prefix { $0 == 0x20 || $0 == 0x09 }.count
      if let own {
        if indentation < own, indentation < line.count {
          let key = line.dropFirst(indentation).prefix { $0 != UInt8(ascii: ":") }
          return String(decoding: key, as: UTF8.self)
        }
      } else {
        own = indentation
      }
      end = start - 1
    }
    return nil
  }

  /// Whether the YAML document in which the value stands has this line.
  fileprivate func documentHas(line: String) -> Bool {
    let wanted = Array(line.utf8)
    let separator = Array("---".utf8)
    var at = range.lowerBound
    while at > max(0, range.lowerBound - Self.reach) {
      at -= 1
      guard at == 0 || text[at - 1] == 0x0A else { continue }
      if text[at...].starts(with: wanted) { return true }
      if text[at...].starts(with: separator) { break }
    }
    at = range.upperBound
    while at < min(text.count, range.upperBound + Self.reach) {
      at += 1
      guard text[at - 1] == 0x0A else { continue }
      if text[at...].starts(with: wanted) { return true }
      if text[at...].starts(with: separator) { return false }
    }
    return false
  }
}
