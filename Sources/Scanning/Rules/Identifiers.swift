// Identifiers that are no secret and belong to one: the other halves of pairs.

extension BuiltinRules {
  static let identifiers: [Rule] = [
    .token(
      id: "google-oauth-client-id",
      description: "Google OAuth client id",
      reference: "https://developers.google.com/identity/protocols/oauth2/web-server",
      level: .info,
      format: [
        .runs(10...14, .digits), "-", .run(32, .lowerAlphanumeric), ".apps.googleusercontent.com",
      ],
      boundary: .word,
      checks: [.notPlaceholder],
      advice: identifierAdvice
    ),
    Rule(
      id: "twilio-account-sid",
      description: "Twilio account SID",
      reference: "https://www.twilio.com/docs/glossary/what-is-a-sid",
      level: .info,
      keywords: ["twilio", "account_sid", "accountsid"],
      pattern: "AC[0-9a-f]{32}",
      checks: [.notPlaceholder, twilioAccount.randomness],
      advice: identifierAdvice,
      examples: [
        "TWILIO_ACCOUNT_SID=AC\(Example.random(32, .hex))\n",
        "client = twilio.Client(\"AC\(Example.random(32, .hex, seed: 2))\", token)\n",
      ],
      counterexamples: [
        "TWILIO_ACCOUNT_SID=AC\(String(repeating: "x", count: 32))\n",
        "TWILIO_ACCOUNT_SID=AC\(Example.random(31, .hex))\n",
      ]
    ),
    Rule(
      id: "github-client-id",
      description: "GitHub app or OAuth client id",
      reference:
        "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps",
      level: .info,
      keywords: ["iv1.", "iv23", "ov23"],
      pattern: "Iv1\\.[0-9a-f]{16}|[IO]v23[A-Za-z0-9]{16}",
      window: .atKeyword,
      checks: [.notPlaceholder],
      advice: identifierAdvice,
      examples: [
        "GITHUB_CLIENT_ID=Iv1.\(Example.random(16, .hex))\n",
        "client_id: Ov23li\(Example.random(14, .alphanumeric))\n",
      ],
      counterexamples: [
        "client_id: Ov23li\(String(repeating: "x", count: 14))\n",
        "hiv1.2 and Iv1.5 are versions\n",
      ]
    ),
    Rule(
      id: "algolia-application-id",
      description: "Algolia application id",
      reference: "https://www.algolia.com/doc/guides/security/api-keys/",
      level: .info,
      keywords: ["algolia"],
      pattern: "(?i:algolia[A-Za-z0-9_. -]{0,20}app(?:lication)?_?-?id)\(Rule.assignment)"
        + "(?<secret>(?=[A-Z0-9]{0,9}[0-9])[A-Z0-9]{10})",
      checks: [.notPlaceholder],
      advice: identifierAdvice,
      examples: [
        "ALGOLIA_APP_ID=\(Example.random(9, .upperAlphanumeric))7\n",
        "algoliaApplicationId: '\(Example.random(9, .upperAlphanumeric, seed: 2))3',\n",
      ],
      counterexamples: ["ALGOLIA_APP_ID=${ALGOLIA_APP_ID}\n", "ALGOLIA_APP_ID=XXXXXXXXXX\n"]
    ),
  ]

  private static let twilioAccount: TokenFormat = ["AC", .run(32, .hex)]

  private static let identifierAdvice =
    "It is no secret. The secret that belongs to it is to be kept in a secret store."
}
