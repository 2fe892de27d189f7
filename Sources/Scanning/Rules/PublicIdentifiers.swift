// What looks like a secret and is public by design: clients carry it.

extension BuiltinRules {
  static let publicIdentifiers: [Rule] = [
    Rule(
      id: "amazon-location-api-key",
      description: "Amazon Location Service API key",
      reference: "https://docs.aws.amazon.com/location/latest/developerguide/using-apikeys.html",
      level: .info,
      keywords: ["v1.public."],
      pattern: #"v1\.public\.[A-Za-z0-9_-]{60,980}"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Restrict it to your referers and APIs: it is made for browsers.",
      examples: [
        "key=v1.public.\(Example.random(200, .base64URL, seed: 1))\n",
        "apiKey: \"v1.public.\(Example.random(300, .base64URL, seed: 2))\"\n",
      ],
      counterexamples: [
        "v1.public.api\n",
        "v1.public.\(Example.random(20, .base64URL, seed: 1))\n",
      ]
    ),
    Rule(
      id: "aws-cognito-user-pool-id",
      description: "id of an Amazon Cognito user pool",
      reference:
        "https://docs.aws.amazon.com/cognito/latest/developerguide/what-is-amazon-cognito.html",
      level: .info,
      keywords: ["userpool", "user_pool", "user-pool", "cognito-idp."],
      pattern: #"(?:us|eu|ap|sa|ca|me|af|il|mx)-(?:gov-)?[a-z]{4,9}-[1-9]_[A-Za-z0-9]{9}"#,
      boundary: .word,
      window: .bytes(80),
      checks: [.notPlaceholder],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "userPoolId: \"eu-west-1_\(Example.random(9, .alphanumeric, seed: 1))\"\n",
        "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_\(Example.random(9, .alphanumeric, seed: 2))/.well-known/jwks.json\n",
      ],
      counterexamples: [
        "userPoolId: \"${UserPool}\"\n",
        "userPool region eu-west-1\n",
      ]
    ),
    Rule(
      id: "aws-cognito-identity-pool-id",
      description: "id of an Amazon Cognito identity pool",
      reference: "https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html",
      level: .info,
      keywords: ["identitypool", "identity_pool", "identity-pool"],
      pattern:
        #"(?:us|eu|ap|sa|ca|me|af|il|mx)-(?:gov-)?[a-z]{4,9}-[1-9]:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"#,
      boundary: .word,
      window: .bytes(80),
      checks: [.notPlaceholder],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "identityPoolId: \"eu-west-1:\(Example.uuid(seed: 1))\"\n",
        "IDENTITY_POOL_ID=us-east-1:\(Example.uuid(seed: 2))\n",
      ],
      counterexamples: [
        "identityPoolId: \"${Pool}\"\n",
        "identityPool eu-west-1:x\n",
      ]
    ),
    Rule(
      id: "aws-login-with-amazon-client-id",
      description: "Login with Amazon client id",
      reference: "https://developer.amazon.com/docs/login-with-amazon/register-web.html",
      level: .info,
      keywords: ["amzn1.application-oa2-client."],
      pattern: #"amzn1\.application-oa2-client\.[0-9a-f]{32}"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "client_id=amzn1.application-oa2-client.\(Example.random(32, .hex, seed: 1))\n",
        "\"amzn1.application-oa2-client.\(Example.random(32, .hex, seed: 2))\"\n",
      ],
      counterexamples: [
        "amzn1.application-oa2-client.<id>\n",
        "amzn1.application-oa2-client.abc\n",
      ]
    ),
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
      id: "confluent-api-key-id",
      description: "id of a Confluent Cloud API key",
      reference:
        "https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html",
      level: .info,
      keywords: ["confluent", "ccloud"],
      pattern:
        #"(?i:confluent|ccloud)[A-Za-z0-9_. -]{0,24}(?i:api[_-]?key|username)["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}["\x27]?(?<secret>[A-Z0-9]{16})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Its secret is what counts. Look for it nearby.",
      examples: [
        "CONFLUENT_CLOUD_API_KEY=\(Example.random(16, .upperAlphanumeric, seed: 1))\n",
        "confluent_api_key: '\(Example.random(16, .upperAlphanumeric, seed: 2))'\n",
      ],
      counterexamples: [
        "CONFLUENT_CLOUD_API_KEY=${KEY}\n",
        "CONFLUENT_API_SECRET=\(Example.random(16, .upperAlphanumeric, seed: 1))\n",
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
      id: "ebay-client-id",
      description: "eBay application client id",
      reference: "https://developer.ebay.com/api-docs/static/oauth-credentials.html",
      level: .info,
      keywords: ["-prd-"],
      pattern: #"[A-Za-z0-9]{2,12}-[A-Za-z0-9]{2,20}-PRD-[0-9a-f]{9,12}-[0-9a-f]{8,12}"#,
      boundary: .word,
      window: .bytes(40),
      checks: [.notPlaceholder],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "app_id = AdaLovel-shop-PRD-\(Example.random(9, .hex, seed: 1))-\(Example.random(8, .hex, seed: 2))\n",
        "\"AdaLovel-app1-PRD-\(Example.random(9, .hex, seed: 3))-\(Example.random(8, .hex, seed: 4))\"\n",
      ],
      counterexamples: [
        "ada-shop-PRD-x\n",
        "ticket-PRD-1234\n",
      ]
    ),
    Rule(
      id: "facebook-client-token",
      description: "Facebook app client token",
      reference:
        "https://developers.facebook.com/docs/facebook-login/guides/access-tokens#clienttokens",
      level: .info,
      keywords: ["facebook_client_token", "facebookclienttoken"],
      pattern:
        #"(?i:facebook_?client_?token)["\x27>\])]{0,2}\s{0,4}[=:,>]?\s{0,4}(?:<string>)?["\x27]?(?<secret>[0-9a-f]{32})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "<string name=\"facebook_client_token\">\(Example.random(32, .hex, seed: 1))</string>\n",
        "FACEBOOK_CLIENT_TOKEN=\(Example.random(32, .hex, seed: 2))\n",
      ],
      counterexamples: [
        "<string name=\"facebook_client_token\">TOKEN</string>\n",
        "FACEBOOK_CLIENT_TOKEN=${TOKEN}\n",
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
      id: "github-app-client-id",
      description: "client id of a GitHub App or OAuth app",
      reference:
        "https://docs.github.com/en/apps/creating-github-apps/registering-a-github-app/registering-a-github-app",
      level: .info,
      keywords: ["iv1.", "iv23", "ov23"],
      pattern: #"(?:Iv1\.[0-9a-f]{16}|Iv23[A-Za-z0-9]{16}|Ov23[A-Za-z0-9]{16})"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "client_id: Iv1.\(Example.random(16, .hex, seed: 1))\n",
        "GITHUB_CLIENT_ID=Ov23li\(Example.random(14, .alphanumeric, seed: 2))\n",
      ],
      counterexamples: [
        "Iv1.example\n",
        "Ov23\n",
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
    Rule(
      id: "adobe-client-id",
      description: "Adobe client id",
      reference: "https://developer.adobe.com/developer-console/docs/guides/authentication/",
      level: .info,
      keywords: ["adobe"],
      pattern:
        #"(?i:adobe)[A-Za-z0-9_.-]{0,24}(?i:client|application|consumer|app)[_.-]?(?i:id|key)["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}["\x27]?(?<secret>[0-9a-f]{32})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "ADOBE_CLIENT_ID=\(Example.random(32, .hex, seed: 1))\n",
        "\"adobe_client_id\": \"\(Example.random(32, .hex, seed: 2))\"\n",
      ],
      counterexamples: [
        "ADOBE_CLIENT_ID=${ID}\n",
        "ADOBE_CLIENT_SECRET=\(Example.random(32, .hex, seed: 1))\n",
      ]
    ),
    Rule(
      id: "auth0-client-id",
      description: "Auth0 client id",
      reference: "https://auth0.com/docs/get-started/applications/application-settings",
      level: .info,
      keywords: ["auth0"],
      pattern:
        #"(?i:auth0)[A-Za-z0-9_.-]{0,24}(?i:client|application|consumer|app)[_.-]?(?i:id|key)["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}["\x27]?(?<secret>[A-Za-z0-9]{32})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "AUTH0_CLIENT_ID=\(Example.random(32, .alphanumeric, seed: 1))\n",
        "\"auth0_client_id\": \"\(Example.random(32, .alphanumeric, seed: 2))\"\n",
      ],
      counterexamples: [
        "AUTH0_CLIENT_ID=${ID}\n",
        "AUTH0_CLIENT_SECRET=\(Example.random(32, .alphanumeric, seed: 1))\n",
      ]
    ),
    Rule(
      id: "discord-client-id",
      description: "Discord application id",
      reference: "https://discord.com/developers/docs/topics/oauth2",
      level: .info,
      keywords: ["discord"],
      pattern:
        #"(?i:discord)[A-Za-z0-9_.-]{0,24}(?i:client|application|consumer|app)[_.-]?(?i:id|key)["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}["\x27]?(?<secret>[0-9]{17,19})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "DISCORD_CLIENT_ID=\(Example.random(18, .digits, seed: 1))\n",
        "\"discord_client_id\": \"\(Example.random(18, .digits, seed: 2))\"\n",
      ],
      counterexamples: [
        "DISCORD_CLIENT_ID=${ID}\n",
        "DISCORD_CLIENT_SECRET=\(Example.random(18, .digits, seed: 1))\n",
      ]
    ),
    Rule(
      id: "bitbucket-client-id",
      description: "Bitbucket OAuth consumer key",
      reference: "https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/",
      level: .info,
      keywords: ["bitbucket"],
      pattern:
        #"(?i:bitbucket)[A-Za-z0-9_.-]{0,24}(?i:client|application|consumer|app)[_.-]?(?i:id|key)["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}["\x27]?(?<secret>[A-Za-z0-9]{18})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "BITBUCKET_CLIENT_ID=\(Example.random(18, .alphanumeric, seed: 1))\n",
        "\"bitbucket_client_id\": \"\(Example.random(18, .alphanumeric, seed: 2))\"\n",
      ],
      counterexamples: [
        "BITBUCKET_CLIENT_ID=${ID}\n",
        "BITBUCKET_CLIENT_SECRET=\(Example.random(18, .alphanumeric, seed: 1))\n",
      ]
    ),
    Rule(
      id: "gitlab-application-id",
      description: "GitLab OAuth application id",
      reference: "https://docs.gitlab.com/integration/oauth_provider/",
      level: .info,
      keywords: ["gitlab"],
      pattern:
        #"(?i:gitlab)[A-Za-z0-9_.-]{0,24}(?i:client|application|consumer|app)[_.-]?(?i:id|key)["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}["\x27]?(?<secret>[0-9a-f]{64})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "GITLAB_APPLICATION_ID=\(Example.random(64, .hex, seed: 1))\n",
        "\"gitlab_application_id\": \"\(Example.random(64, .hex, seed: 2))\"\n",
      ],
      counterexamples: [
        "GITLAB_APPLICATION_ID=${ID}\n",
        "GITLAB_APPLICATION_SECRET=\(Example.random(64, .hex, seed: 1))\n",
      ]
    ),
    Rule(
      id: "aws-cognito-client-id",
      description: "Amazon Cognito app client id",
      reference:
        "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html",
      level: .info,
      keywords: ["cognito"],
      pattern:
        #"(?i:cognito)[A-Za-z0-9_.-]{0,24}(?i:client|application|consumer|app)[_.-]?(?i:id|key)["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}["\x27]?(?<secret>[a-z0-9]{26})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "COGNITO_CLIENT_ID=\(Example.random(26, .lowerAlphanumeric, seed: 1))\n",
        "\"cognito_client_id\": \"\(Example.random(26, .lowerAlphanumeric, seed: 2))\"\n",
      ],
      counterexamples: [
        "COGNITO_CLIENT_ID=${ID}\n",
        "COGNITO_CLIENT_SECRET=\(Example.random(26, .lowerAlphanumeric, seed: 1))\n",
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
