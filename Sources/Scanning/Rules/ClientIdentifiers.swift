// Ids of OAuth clients and applications: public by design.

extension BuiltinRules {
  static let clientIdentifiers: [Rule] = [
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
  ]
}
