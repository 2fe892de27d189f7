// What looks like a secret and is public by design: clients carry it.

extension BuiltinRules {
  static let publicIdentifiers: [Rule] = [
    Rule(
      id: "algolia-search-key",
      description: "Algolia search-only API key",
      reference: "https://www.algolia.com/doc/guides/security/api-keys/",
      level: .info,
      keywords: ["algolia", "docsearch"],
      pattern:
        #"(?i:algolia|docsearch)[A-Za-z0-9_. -]{0,30}(?i:search|public)[A-Za-z0-9_. -]{0,20}["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}["\x27]?(?<secret>[0-9a-f]{32})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "Nothing, as long as the key may only search: dashboard.algolia.com/account/api-keys.",
      examples: [
        "ALGOLIA_SEARCH_KEY=\(Example.random(32, .hex, seed: 1))\n",
        "algoliaSearchOnlyApiKey: '\(Example.random(32, .hex, seed: 2))'\n",
      ],
      counterexamples: [
        "ALGOLIA_ADMIN_KEY=\(Example.random(32, .hex, seed: 1))\n",
        "ALGOLIA_SEARCH_KEY=${KEY}\n",
      ]
    ),
    Rule(
      id: "amplitude-api-key",
      description: "Amplitude API key of a project",
      reference: "https://amplitude.com/docs/apis/authentication",
      level: .info,
      keywords: ["amplitude"],
      pattern:
        #"(?i:amplitude)[A-Za-z0-9_. -]{0,20}(?i:api[_-]?key)["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}["\x27]?(?<secret>[0-9a-f]{32})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "AMPLITUDE_API_KEY=\(Example.random(32, .hex, seed: 1))\n",
        "amplitudeApiKey: '\(Example.random(32, .hex, seed: 2))'\n",
      ],
      counterexamples: [
        "AMPLITUDE_SECRET_KEY=\(Example.random(32, .hex, seed: 1))\n",
        "AMPLITUDE_API_KEY=${KEY}\n",
      ]
    ),
    Rule(
      id: "adyen-client-key",
      description: "Adyen client key",
      reference: "https://docs.adyen.com/development-resources/client-side-authentication/",
      level: .info,
      keywords: ["adyen", "clientkey"],
      pattern: #"(?:live|test)_[A-Z0-9]{32}"#,
      boundary: .word,
      window: .bytes(80),
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "ADYEN_CLIENT_KEY=test_\(Example.random(32, .upperAlphanumeric, seed: 1))\n",
        "clientKey: \"live_\(Example.random(32, .upperAlphanumeric, seed: 2))\"\n",
      ],
      counterexamples: [
        "ADYEN_CLIENT_KEY=${KEY}\n",
        "adyen test_XXXX\n",
      ]
    ),
    Rule(
      id: "bugsnag-notifier-key",
      description: "Bugsnag notifier API key",
      reference: "https://docs.bugsnag.com/platforms/javascript/",
      level: .info,
      keywords: ["bugsnag"],
      pattern:
        #"(?i:bugsnag)[A-Za-z0-9_. -]{0,40}["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}(?:\{\s{0,4}apiKey:\s{0,4})?["\x27]?(?<secret>[0-9a-f]{32})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .custom(Rule.isNoIdentifier), .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "BUGSNAG_API_KEY=\(Example.random(32, .hex, seed: 1))\n",
        "Bugsnag.start({ apiKey: '\(Example.random(32, .hex, seed: 2))' })\n",
      ],
      counterexamples: [
        "BUGSNAG_COMMIT=\(Example.random(32, .hex, seed: 1))\n",
        "BUGSNAG_API_KEY=${KEY}\n",
      ]
    ),
    Rule(
      id: "braintree-tokenization-key",
      description: "Braintree tokenization key",
      reference:
        "https://developer.paypal.com/braintree/docs/guides/authorization/tokenization-key",
      level: .info,
      keywords: ["production_", "sandbox_"],
      pattern: #"(?:production|sandbox)_[a-z0-9]{8}_[a-z0-9]{16}"#,
      boundary: .word,
      window: .atKeyword,
      context: .near(["braintree", "authorization"], .lines(6)),
      checks: [.notPlaceholder, .contains(.digit), .minimumEntropy(3)],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "authorization: 'sandbox_\(Example.random(8, .lowerAlphanumeric, seed: 1))_\(Example.random(16, .lowerAlphanumeric, seed: 2))'\n",
        "BRAINTREE_KEY=production_\(Example.random(8, .lowerAlphanumeric, seed: 3))_\(Example.random(16, .lowerAlphanumeric, seed: 4))\n",
      ],
      counterexamples: [
        "production_database_configurations\n",
        "sandbox_abc_def\n",
      ]
    ),
    Rule(
      id: "clerk-publishable-key",
      description: "Clerk publishable key",
      reference: "https://clerk.com/docs/deployments/clerk-environment-variables",
      level: .info,
      keywords: ["pk_live_", "pk_test_"],
      pattern: #"pk_(?:live|test)_[A-Za-z0-9+/]{16,120}={0,2}"#,
      boundary: .none,
      window: .atKeyword,
      checks: [isClerkKey],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=pk_test_\(Example.base64("happy-otter-1.clerk.accounts.dev$"))\n",
        "key: \"pk_live_\(Example.base64("clerk.example.org$"))\"\n",
      ],
      counterexamples: [
        "pk_live_\(Example.random(40, .alphanumeric, seed: 1))\n",
        "pk_test_<key>\n",
      ]
    ),
    Rule(
      id: "configcat-sdk-key",
      description: "ConfigCat SDK key",
      reference: "https://configcat.com/docs/sdk-reference/overview/",
      level: .info,
      keywords: ["configcat-sdk-1/"],
      pattern: #"configcat-sdk-1/[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{22}"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .minimumEntropy(3.5)],
      advice: "It reads feature flags only. It can be changed: app.configcat.com, View SDK key.",
      examples: [
        "ConfigCat(\"configcat-sdk-1/\(Example.random(22, .base64URL, seed: 1))/\(Example.random(22, .base64URL, seed: 2))\")\n",
        "CONFIGCAT_SDK_KEY=configcat-sdk-1/\(Example.random(22, .base64URL, seed: 3))/\(Example.random(22, .base64URL, seed: 4))\n",
      ],
      counterexamples: [
        "configcat-sdk-1/<key>\n",
        "configcat-sdk-1/TEST_KEY/x\n",
      ]
    ),
    Rule(
      id: "datadog-client-token",
      description: "Datadog client token",
      reference: "https://docs.datadoghq.com/account_management/api-app-keys/#client-tokens",
      level: .info,
      keywords: ["datadog", "clienttoken", "client_token"],
      pattern: #"pub[0-9a-f]{32}"#,
      boundary: .alphanumeric,
      window: .bytes(80),
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "datadogRum.init({ clientToken: 'pub\(Example.random(32, .hex, seed: 1))' })\n",
        "DATADOG_CLIENT_TOKEN=pub\(Example.random(32, .hex, seed: 2))\n",
      ],
      counterexamples: [
        "DATADOG_CLIENT_TOKEN=${TOKEN}\n",
        "clientToken: pub\n",
      ]
    ),
    Rule(
      id: "devcycle-client-sdk-key",
      description: "DevCycle client or mobile SDK key",
      reference: "https://docs.devcycle.com/essentials/keys",
      level: .info,
      keywords: ["dvc_client_", "dvc_mobile_"],
      pattern: #"dvc_(?:client|mobile)_[A-Za-z0-9_]{8,64}"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "initialize(\"dvc_client_\(Example.random(32, .alphanumeric, seed: 1))\")\n",
        "DEVCYCLE_KEY=dvc_mobile_\(Example.random(32, .alphanumeric, seed: 2))\n",
      ],
      counterexamples: [
        "dvc_client_key\n",
        "dvc_mobile_<key>\n",
      ]
    ),
    Rule(
      id: "firebase-web-api-key",
      description: "Firebase API key of a client",
      reference: "https://firebase.google.com/docs/projects/api-keys",
      level: .info,
      keywords: ["aiza"],
      pattern: #"AIza[A-Za-z0-9_-]{35}"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness, .custom(isFirebaseClient)],
      advice:
        "Restrict it to your apps and the Firebase APIs: console.cloud.google.com/apis/credentials.",
      examples: [
        "const firebaseConfig = {\n  apiKey: \"AIza\(Example.random(35, .base64URL, seed: 1))\",\n  authDomain: \"app.firebaseapp.com\",\n};\n",
        "\"api_key\": [ { \"current_key\": \"AIza\(Example.random(35, .base64URL, seed: 2))\" } ]\n",
      ],
      counterexamples: [
        "apiKey: \"AIza…\", authDomain: \"x\"\n",
        "key = \"AIza\(Example.random(35, .base64URL, seed: 3))\"\n",
      ]
    ),
    Rule(
      id: "flutterwave-public-key",
      description: "Flutterwave public key",
      reference: "https://developer.flutterwave.com/docs/authentication",
      level: .info,
      keywords: ["flwpubk"],
      pattern: #"FLWPUBK(?:_TEST)?-[0-9a-f]{32}-X"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .minimumEntropy(3)],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "FLW_PUBLIC_KEY=FLWPUBK-\(Example.random(32, .hex, seed: 1))-X\n",
        "public_key: \"FLWPUBK_TEST-\(Example.random(32, .hex, seed: 2))-X\"\n",
      ],
      counterexamples: [
        "FLWPUBK-<key>-X\n",
        "FLWPUBK_TEST-abc\n",
      ]
    ),
    Rule(
      id: "github-secret-scanning-sample",
      description: "test value of GitHub secret scanning",
      reference: "https://docs.github.com/en/code-security/secret-scanning",
      level: .info,
      keywords: ["secret_scanning_"],
      pattern: #"secret_scanning_[0-9a-f]{32}_[A-Za-z0-9]{5}"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .minimumEntropy(3)],
      advice: "Nothing: GitHub publishes it for tests.",
      examples: [
        "x = secret_scanning_\(Example.random(32, .hex, seed: 1))_\(Example.random(5, .alphanumeric, seed: 2))\n",
        "\"secret_scanning_\(Example.random(32, .hex, seed: 3))_\(Example.random(5, .alphanumeric, seed: 4))\"\n",
      ],
      counterexamples: [
        "secret_scanning_push_protection\n",
        "secret_scanning_alert\n",
      ]
    ),
    Rule(
      id: "recaptcha-site-key",
      description: "reCAPTCHA site key",
      reference: "https://developers.google.com/recaptcha/docs/display",
      level: .info,
      keywords: ["recaptcha", "sitekey", "site_key", "site-key"],
      pattern:
        #"(?i:site[_-]?key)["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}["\x27]?(?<secret>6L[A-Za-z0-9_-]{38})"#,
      boundary: .word,
      window: .bytes(40),
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "RECAPTCHA_SITE_KEY=6L\(Example.random(38, .base64URL, seed: 1))\n",
        "<div class=\"g-recaptcha\" data-sitekey=\"6L\(Example.random(38, .base64URL, seed: 2))\">\n",
      ],
      counterexamples: [
        "RECAPTCHA_SECRET_KEY=6L\(Example.random(38, .base64URL, seed: 1))\n",
        "data-sitekey=\"<key>\"\n",
      ]
    ),
    Rule(
      id: "cloudflare-turnstile-site-key",
      description: "Cloudflare Turnstile site key",
      reference: "https://developers.cloudflare.com/turnstile/get-started/",
      level: .info,
      keywords: ["0x4aaaaaaa"],
      pattern: #"0x4AAAAAAA[A-Za-z0-9_-]{12,16}"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "TURNSTILE_SITE_KEY=0x4AAAAAAA\(Example.random(14, .base64URL, seed: 1))\n",
        "data-sitekey=\"0x4AAAAAAA\(Example.random(14, .base64URL, seed: 2))\"\n",
      ],
      counterexamples: [
        "data-sitekey=\"0x4AAAAAAA…\"\n",
        "0x4AAAAAAAxxxxxxxxxxxxxx\n",
      ]
    ),
  ]

  /// Base64 of the host of the application and a `$`.
  private static let isClerkKey = Check.custom { match in
    guard let host = Base64.decode(match.value.dropFirst(8)) else { return false }
    return host.last == UInt8(ascii: "$")
      && host.dropLast().allSatisfy { ASCII.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E }
  }

  /// Whether a Google API key stands in the configuration of a client of Firebase, where it is
  /// public.
  static let isFirebaseClient: @Sendable (Match) -> Bool = { match in
    let around = match.text[
      max(0, match.range.lowerBound - 600)..<min(match.text.count, match.range.upperBound + 600)
    ]
    let signs = [
      "authdomain", "messagingsenderid", "firebaseconfig", "\"current_key\"", "firebaseapp.com",
      "gcm_sender_id",
    ]
    return unsafe around.withUnsafeBufferPointer { bytes in
      signs.contains { unsafe ByteSearch.contains($0, in: bytes) }
    }
  }
}
