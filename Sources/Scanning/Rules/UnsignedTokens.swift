// Tokens of which the signature is missing: cut off, or never there (`"alg":"none"`).

extension BuiltinRules {
  static let unsignedTokens: [Rule] = [
    Rule(
      id: "json-web-token-without-signature",
      description: "JSON Web Token without its signature",
      reference: "https://www.rfc-editor.org/rfc/rfc7519#section-6",
      level: .low,
      keywords: ["eyj"],
      pattern: #"eyJ[A-Za-z0-9_-]{10,2000}={0,2}\.eyJ[A-Za-z0-9_-]{12,8000}={0,2}"#
        + #"(?![A-Za-z0-9_-]|\.[A-Za-z0-9_-])"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.jwt, .custom(hasClaims), .doubts(JSONWebToken.sample)],
      advice:
        "Look where the whole token is. What accepts this one does not check who made it.",
      examples: [
        "token=\(unsigned(#"{"sub":"4711","iat":1790000000}"#))\n",
        "jwt: '\(unsigned(#"{"iss":"https://x.test","role":"admin"}"#)).'\n",
      ],
      counterexamples: [
        "token=\(Example.jsonWebToken(payload: #"{"sub":"4711","iat":1790000000}"#))\n",
        "token=\(unsigned("[1, 2, 3, 4, 5, 6, 7]"))\n",
      ]
    )
  ]

  private static let hasClaims: @Sendable (Match) -> Bool = { match in
    let payload = match.value.split(separator: UInt8(ascii: ".")).last ?? []
    guard let claims = Base64.decode(payload) else { return false }
    return claims.last { $0 > 0x20 } == UInt8(ascii: "}")
  }

  private static func unsigned(_ payload: String) -> String {
    let token = Example.jsonWebToken(payload: payload)
    return String(token[..<(token.lastIndex(of: ".") ?? token.endIndex)])
  }
}
