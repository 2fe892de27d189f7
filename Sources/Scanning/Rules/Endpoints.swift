// Webhooks, and tokens that say inside for whom they speak.

extension BuiltinRules {
  static let endpoints: [Rule] = [
    Rule(
      id: "zapier-webhook-url",
      description: "Zapier webhook URL",
      reference:
        "https://help.zapier.com/hc/en-us/articles/8496288690317-Trigger-Zaps-from-webhooks",
      level: .medium,
      keywords: ["hooks.zapier.com/"],
      pattern: #"hooks\.zapier\.com/hooks/catch/[0-9]{5,10}/(?<secret>[a-z0-9]{6,10})"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder],
      advice: "Replace the trigger of the Zap by a new one, which has another URL.",
      examples: [
        "https://hooks.zapier.com/hooks/catch/\(Example.random(7, .digits))/\(Example.random(7, .lowerAlphanumeric))/\n",
        "url = 'https://hooks.zapier.com/hooks/catch/\(Example.random(8, .digits))/\(Example.random(7, .lowerAlphanumeric, seed: 3))'\n",
      ],
      counterexamples: [
        "https://hooks.zapier.com/hooks/catch/123456/<id>/\n",
        "https://hooks.zapier.com/hooks/catch/\n",
      ]
    ),
    Rule(
      id: "tines-webhook-url",
      description: "Tines webhook URL",
      reference: "https://www.tines.com/docs/actions/types/webhook/",
      level: .medium,
      keywords: [".tines.com/webhook/"],
      pattern: #"\.tines\.com/webhook/[a-z0-9-]{20,80}/(?<secret>[a-z0-9]{32})"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Change the secret of the webhook action.",
      examples: [
        "https://x.tines.com/webhook/\(Example.random(32, .hex))/\(Example.random(32, .hex, seed: 2))\n",
        "HOOK=https://soc.tines.com/webhook/\(Example.random(32, .hex, seed: 3))/\(Example.random(32, .hex, seed: 4))\n",
      ],
      counterexamples: [
        "https://x.tines.com/webhook/\(Example.random(32, .hex))/<secret>\n",
        "https://x.tines.com/webhook/\n",
      ]
    ),
    Rule(
      id: "sentry-dsn",
      description: "Sentry DSN",
      reference: "https://docs.sentry.io/concepts/key-terms/dsn-explainer/",
      level: .info,
      keywords: [".ingest."],
      pattern:
        #"https://(?<secret>[0-9a-f]{32})@o[0-9]{1,10}\.ingest\.(?:[a-z]{2}\.)?sentry\.io/[0-9]{1,20}"#,
      boundary: .alphanumeric,
      window: .bytes(64),
      checks: [.notPlaceholder],
      advice: "Nothing to do: it only takes events, and is made for browsers.",
      examples: [
        "SENTRY_DSN=https://\(Example.random(32, .hex))@o\(Example.random(6, .digits)).ingest.sentry.io/\(Example.random(7, .digits))\n",
        "dsn: 'https://\(Example.random(32, .hex, seed: 2))@o\(Example.random(6, .digits)).ingest.us.sentry.io/\(Example.random(16, .digits))'\n",
      ],
      counterexamples: [
        "SENTRY_DSN=https://<key>@o0.ingest.sentry.io/0\n",
        "https://o0.ingest.sentry.io/api/0/envelope/\n",
      ]
    ),
    Rule(
      id: "sentry-dsn-secret",
      description: "secret half of an old Sentry DSN",
      reference: "https://develop.sentry.dev/sdk/overview/#parsing-the-dsn",
      level: .medium,
      keywords: ["sentry"],
      pattern:
        #"https?://[0-9a-f]{32}:(?<secret>[0-9a-f]{32})@[A-Za-z0-9.-]{0,100}sentry[A-Za-z0-9.:/_-]{1,100}"#,
      boundary: .none,
      window: .bytes(180),
      checks: [.notPlaceholder, .randomness],
      advice: "Disable the key: Sentry, the project, Client Keys; the new form has no secret.",
      examples: [
        "SENTRY_DSN=https://\(Example.random(32, .hex)):\(Example.random(32, .hex, seed: 2))@sentry.io/4711\n",
        "dsn = 'https://\(Example.random(32, .hex, seed: 3)):\(Example.random(32, .hex, seed: 4))@sentry.example.org/2'\n",
      ],
      counterexamples: [
        "SENTRY_DSN=https://\(Example.random(32, .hex))@sentry.io/4711\n",
        "SENTRY_DSN=https://key:secret@sentry.io/4711\n",
      ]
    ),
    claimToken(
      "supabase-service-role-key",
      "Supabase service_role key",
      "https://supabase.com/docs/guides/api/api-keys",
      .high,
      #"{"iss":"supabase","ref":"abcdefghijklmnopqrst","role":"service_role","iat":1700000000}"#,
      ["\"supabase\"", "\"service_role\""],
      advice: "Rotate the JWT secret of the project, and move to secret API keys (sb_secret_)."
    ),
    claimToken(
      "supabase-anon-key",
      "Supabase anon key",
      "https://supabase.com/docs/guides/api/api-keys",
      .info,
      #"{"iss":"supabase","ref":"abcdefghijklmnopqrst","role":"anon","iat":1700000000}"#,
      ["\"supabase\"", "\"anon\""],
      advice: "Nothing to do: it is made for browsers. Row level security must guard the data."
    ),
    claimToken(
      "temporal-cloud-api-key",
      "Temporal Cloud API key",
      "https://docs.temporal.io/cloud/api-keys",
      .high,
      #"{"account_id":"a1b2c","aud":["temporal.io"],"iss":"temporal.io","key_id":"k"}"#,
      ["temporal.io", "\"key_id\""],
      advice: "Delete it: tcld apikey delete --id ID."
    ),
    Rule(
      id: "twitter-bearer-token",
      description: "X (Twitter) bearer token",
      reference: "https://docs.x.com/fundamentals/authentication/oauth-2-0/application-only",
      level: .high,
      keywords: ["aaaaaaaaaaaaaaaaaaaaa"],
      pattern:
        #"A{20,24}[A-Za-z0-9%]{10,30}(?:%[0-9A-Fa-f]{2}[A-Za-z0-9]{1,30}){1,4}(?<=[A-Za-z0-9%]{96})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.contains([.digit, .lowercase, .uppercase, .punctuation])],
      advice: "Regenerate it: developer.x.com, the app, Keys and tokens.",
      examples: [
        "BEARER=\(String(repeating: "A", count: 22))\(Example.random(20, .alphanumeric))%2B\(Example.random(26, .alphanumeric))%3D\(Example.random(29, .alphanumeric))\n",
        "\"bearer\": \"\(String(repeating: "A", count: 22))\(Example.random(20, .alphanumeric, seed: 2))%2F\(Example.random(22, .alphanumeric))%3D\(Example.random(30, .alphanumeric))\"\n",
      ],
      counterexamples: [
        "BEARER=\(String(repeating: "A", count: 100))\n",
        "BEARER=\(String(repeating: "A", count: 22))\(Example.random(30, .alphanumeric))\n",
      ]
    ),
    Rule(
      id: "honeycomb-ingest-key",
      description: "Honeycomb ingest key",
      reference: "https://docs.honeycomb.io/api/authentication",
      level: .medium,
      keywords: ["ik_0"],
      pattern: "hc[a-z]ik_[0-9a-z]{58}",
      boundary: .alphanumeric,
      window: .bytes(3),
      checks: [.notPlaceholder, .randomRuns(["hcaik_", .run(58, .lowerAlphanumeric)])],
      advice: "Delete it: Honeycomb, Environments, API Keys.",
      examples: [
        "HONEYCOMB_API_KEY=hcaik_01\(Example.random(56, .lowerAlphanumeric))\n",
        "X-Honeycomb-Team: hcxik_01\(Example.random(56, .lowerAlphanumeric, seed: 2))\n",
      ],
      counterexamples: [
        "HONEYCOMB_API_KEY=hcaik_01\(Example.random(50, .lowerAlphanumeric))\n",
        "HONEYCOMB_API_KEY=hcaik_${KEY}\n",
      ]
    ),
    Rule(
      id: "stripe-intent-client-secret",
      description: "client secret of a Stripe payment or setup",
      reference: "https://docs.stripe.com/api/payment_intents/object",
      level: .medium,
      keywords: ["_secret_"],
      pattern: "(?:pi|seti|src|cs_live)_[A-Za-z0-9]{24,66}_secret_[A-Za-z0-9]{25,40}",
      boundary: .word,
      window: .bytes(76),
      checks: [.notPlaceholder, .contains([.digit, .lowercase, .uppercase])],
      advice: "Cancel the payment or setup intent if it is open.",
      examples: [
        "secret = 'pi_\(Example.random(24, .alphanumeric))_secret_\(Example.random(25, .alphanumeric))'\n",
        "\"client_secret\": \"seti_\(Example.random(24, .alphanumeric))_secret_\(Example.random(30, .alphanumeric))\"\n",
      ],
      counterexamples: [
        "api_very_long_name_of_a_function_secret_in_the_code\n",
        "pi_\(Example.random(24, .alphanumeric))_secret_<secret>\n",
      ]
    ),
  ]

  /// A JSON Web Token whose payload has all of these words.
  private static func claimToken(
    _ id: String,
    _ description: String,
    _ reference: String,
    _ level: Level,
    _ payload: String,
    _ words: [String],
    advice: String
  ) -> Rule {
    Rule(
      id: id,
      description: description,
      reference: reference,
      level: level,
      keywords: ["eyj"],
      pattern:
        #"eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{6,8000}\.[A-Za-z0-9_-]{20,1400}(?![A-Za-z0-9_-])"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [
        .jwt,
        .custom { match in
          let payload = match.value.split(separator: UInt8(ascii: ".")).dropFirst().first ?? []
          guard let bytes = Base64.decode(payload) else { return false }
          let text = String(decoding: bytes, as: UTF8.self)
          return words.allSatisfy(text.contains)
        },
      ],
      advice: advice,
      examples: [
        "KEY=\(Example.jsonWebToken(payload: payload))\n",
        "const key = '\(Example.jsonWebToken(header: #"{"alg":"RS256","typ":"JWT"}"#, payload: payload))'\n",
      ],
      counterexamples: [
        "KEY=\(Example.jsonWebToken(payload: #"{"iss":"https://login.test","role":"admin"}"#))\n",
        "KEY=\(Example.jsonWebToken(payload: payload).prefix { $0 != "." })\n",
      ]
    )
  }
}
