// Tokens of the web: in URLs, in base64, and the secrets that sign them.

extension BuiltinRules {
  static let webTokens: [Rule] = [
    Rule(
      id: "json-web-token-in-base64",
      description: "JSON Web Token in base64 once more",
      reference: "https://datatracker.ietf.org/doc/html/rfc7519",
      level: .medium,
      keywords: ["zxlk"],
      pattern: #"ZXlK[A-Za-z0-9+/_-]{60,6000}={0,2}"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, isEncodedToken],
      advice: "Revoke the session or key it belongs to, at its issuer.",
      examples: [
        "token: \(Example.base64(Example.jsonWebToken(payload: "{}")))\n",
        "TOKEN=\(Example.base64(Example.jsonWebToken(payload: "[1]")))\n",
      ],
      counterexamples: [
        "token: ZXlK…\n",
        "ZXlK\(Example.random(100, .base64, seed: 1))\n",
      ]
    ),
    Rule(
      id: "url-query-token",
      description: "token in the query of a URL",
      reference: "https://datatracker.ietf.org/doc/html/rfc6750#section-5.3",
      level: .medium,
      keywords: [
        "access_token=", "api_key=", "apikey=", "auth_token=", "api_token=", "private_token=",
      ],
      pattern:
        #"[?&](?:access_token|api_?key|auth_token|api_token|private_token|sig_?token)=(?<secret>[A-Za-z0-9_.~-]{20,400})(?=[&\s"\x27`<>)\]]|$)"#,
      boundary: .none,
      window: .bytes(2),
      checks: [.notPlaceholder, .contains(.digit), .randomness, isRandom],
      advice: "Revoke it where it was issued: URLs end up in logs. Send it in a header.",
      examples: [
        "curl \"https://api.example.org/v1/items?access_token=\(Example.random(40, .alphanumeric, seed: 1))\"\n",
        "url = \"https://api.example.org/?x=1&api_key=\(Example.random(32, .hex, seed: 2))&y=2\"\n",
      ],
      counterexamples: [
        "https://api.example.org/?access_token=${TOKEN}\n",
        "https://api.example.org/?api_key=YOUR_API_KEY_GOES_HERE_PLEASE\n",
        "https://api.example.org/?api_key=some-very-long-name-of-a-key\n",
      ]
    ),
    Rule(
      id: "jwt-signing-secret",
      description: "secret that signs JSON Web Tokens",
      reference: "https://datatracker.ietf.org/doc/html/rfc7518#section-3.2",
      level: .high,
      keywords: [
        "jwt_secret", "jwtsecret", "jwt-secret", "jwt_signing", "jwt_key", "jwt.secret",
        "jwt_private_key",
      ],
      pattern:
        #"(?i:jwt[_.-]?(?:secret|signing|key)(?:[_.-]?(?:key|secret|base64))?)["\x27\]]{0,2}\s{0,4}(?:=>|:=|[=:,])\s{0,4}(?|"(?<secret>[^"\r\n]{12,200})"|\x27(?<secret>[^\x27\r\n]{12,200})\x27|(?<secret>[A-Za-z0-9+/=_!@#%^&*.-]{16,200})(?=\s|$))"#,
      boundary: .none,
      window: .atKeyword,
      checks: [
        .notPlaceholder, LiteralValue.check, .custom { !$0.value.contains(0x20) },
        .contains(.digit), isRandom,
      ],
      advice: "Make a new secret: tokens signed with the old one become invalid.",
      examples: [
        "JWT_SECRET=\(Example.random(40, .alphanumeric, seed: 1))\n",
        "jwtSecret: '\(Example.random(32, .hex, seed: 2))',\n",
        "JWT_SIGNING_KEY=\"\(Example.random(44, .base64, seed: 3))\"\n",
      ],
      counterexamples: [
        "JWT_SECRET=${JWT_SECRET}\n",
        "jwtSecret: process.env.JWT_SECRET\n",
        "jwt_secret: \"my jwt secret for the tests of this\"\n",
      ]
    ),
    Rule(
      id: "jwt-settings-secret",
      description: "secret in the settings of JSON Web Tokens",
      reference: "https://datatracker.ietf.org/doc/html/rfc7518#section-3.2",
      level: .medium,
      keywords: ["jwt:"],
      pattern:
        #"(?i:jwt):[ \t]{0,8}\r?\n(?:[ \t]{1,16}[A-Za-z_-]{1,30}:[^\r\n]{0,100}\r?\n){0,5}?[ \t]{1,16}(?i:(?:signing[_-]?)?(?:secret|key)(?:[_-]?key)?):[ \t]{1,4}(?|"(?<secret>[^"\r\n]{8,200})"|\x27(?<secret>[^\x27\r\n]{8,200})\x27|(?<secret>[^\s"\x27{}$<>\[\]&*!|][^\s"\x27{}<>]{7,199})(?=\s|$))"#,
      boundary: .none,
      window: .atKeyword,
      checks: [
        .notPlaceholder, LiteralValue.check, .custom { !$0.value.contains(0x20) },
        .custom(isNoPath),
      ],
      advice: "Make a new secret: tokens signed with the old one become invalid.",
      examples: [
        "jwt:\n  secret: \(Example.random(32, .alphanumeric, seed: 4))\n  expires: 1h\n",
        "app:\n  JWT:\n    issuer: shop\n    signing_key: \"\(Example.random(12, .lowercase))#\(Example.random(6, .lowercase))\"\n",
      ],
      counterexamples: [
        "jwt:\n  secret: ${JWT_SECRET}\n",
        "jwt:\n  key: /run/secrets/jwt.pem\n",
        "jwt:\n  secret: change-me-please\n",
        "jwt:\n  secret: the secret that signs tokens\n",
      ]
    ),
  ]

  /// Neither a file nor a reference with a name of its kind before it.
  private static let isNoPath: @Sendable (Match) -> Bool = { match in
    !match.value.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }
      && !match.value.suffix(4).elementsEqual(".pem".utf8)
  }
  private static let isEncodedToken = Check.custom { match in
    guard let token = Base64.decode(match.value) else { return false }
    return JSONWebToken.hasHeader(token[...])
  }

  /// Rather random than words.
  private static let isRandom = Check.custom { match in
    unsafe match.value.withUnsafeBufferPointer {
      unsafe TextModel.randomBits($0, alphabet: Alphabet(of: $0)) > 0
    }
  }
}
