// Where teams keep their documents, plans, designs and customers.

extension BuiltinRules {
  static let workplaceServices: [Rule] = [
    .service(
      id: "airtable-legacy-api-key",
      description: "Airtable API key (retired)",
      reference: "https://support.airtable.com/docs/airtable-api-key-deprecation-notice",
      names: ["airtable"],
      variable: "AIRTABLE_API_KEY",
      format: ["key", .run(14, .alphanumeric)],
      advice: "It no longer works. Use personal access tokens: airtable.com/create/tokens."
    ),
    Rule(
      id: "airtable-oauth-token",
      description: "Airtable OAuth token",
      reference: "https://airtable.com/developers/web/api/oauth-reference",
      level: .high,
      keywords: ["airtable"],
      pattern:
        #"(?i:airtable)[A-Za-z0-9_. -]{0,40}["\x27\])]{0,2}\s{0,4}[=:,>(]\s{0,4}(?:Bearer )?["\x27]?(?<secret>[A-Za-z0-9]{8,40}\.v1\.[A-Za-z0-9_-]{20,400}\.[0-9a-f]{40,128})"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .minimumEntropy(4)],
      advice: "Revoke it: airtable.com/account, Third-party integrations.",
      examples: [
        "AIRTABLE_TOKEN=oaa\(Example.random(14, .alphanumeric, seed: 1)).v1.\(Example.random(80, .base64URL, seed: 2)).\(Example.random(64, .hex, seed: 3))\n",
        "airtable_access_token: 'oaa\(Example.random(14, .alphanumeric, seed: 4)).v1.\(Example.random(80, .base64URL, seed: 5)).\(Example.random(64, .hex, seed: 6))'\n",
      ],
      counterexamples: [
        "AIRTABLE_TOKEN=${TOKEN}\n",
        "airtable: https://a.v1.example/abc\n",
      ]
    ),
    .service(
      id: "asana-client-secret",
      description: "Asana client secret",
      reference: "https://developers.asana.com/docs/oauth",
      level: .high,
      names: ["asana"],
      variable: "ASANA_CLIENT_SECRET",
      format: [.run(32, .hex)],
      advice: "Reset it: app.asana.com/0/my-apps."
    ),
    .service(
      id: "autodesk-client-secret",
      description: "Autodesk Platform Services client secret",
      reference: "https://aps.autodesk.com/en/docs/oauth/v2/tutorials/create-app/",
      names: ["autodesk", "forge_client_secret", "aps_client_secret"],
      word: true,
      variable: "AUTODESK_CLIENT_SECRET",
      format: [.run(16, .alphanumeric)],
      advice: "Regenerate it: aps.autodesk.com/myapps."
    ),
    .service(
      id: "algolia-api-key",
      description: "Algolia API key",
      reference: "https://www.algolia.com/doc/guides/security/api-keys/",
      names: ["algolia"],
      variable: "ALGOLIA_API_KEY",
      format: [.run(32, .hex)],
      checks: [.custom { match in !match.nameContains("search") && !match.nameContains("public") }],
      advice:
        "Delete it: dashboard.algolia.com/account/api-keys. A key that may only search is public."
    ),
    .service(
      id: "amplitude-secret-key",
      description: "Amplitude secret key",
      reference: "https://amplitude.com/docs/apis/authentication",
      names: ["amplitude"],
      variable: "AMPLITUDE_SECRET_KEY",
      format: [.run(32, .hex)],
      checks: [.custom { match in match.nameContains("secret") }],
      advice: "Reset it: app.amplitude.com, Settings, Projects, the project."
    ),
    .token(
      id: "apify-api-token",
      description: "Apify API token",
      reference: "https://docs.apify.com/platform/integrations/api#api-token",
      format: ["apify_api_", .runs(34...38, .alphanumeric)],
      advice: "Delete it: console.apify.com/settings/integrations."
    ),
    .service(
      id: "bitly-access-token",
      description: "Bitly access token",
      reference: "https://dev.bitly.com/docs/getting-started/authentication/",
      names: ["bitly", "bit.ly"],
      variable: "BITLY_ACCESS_TOKEN",
      format: [.run(40, .hex)],
      advice: "Reset it: app.bitly.com/settings/api."
    ),
    .service(
      id: "box-client-secret",
      description: "Box client secret or developer token",
      reference: "https://developer.box.com/guides/authentication/oauth2/",
      level: .high,
      names: [
        "box_client", "box_developer", "box_access", "box_secret", "box_token", "boxclient",
        "box_api", "boxdeveloper",
      ],
      variable: "BOX_CLIENT_SECRET",
      format: [.run(32, .alphanumeric)],
      advice: "Reset it: app.box.com/developers/console, the app."
    ),
    .token(
      id: "clickup-personal-token",
      description: "ClickUp personal API token",
      reference: "https://developer.clickup.com/docs/authentication",
      format: ["pk_", .runs(6...10, .digits), "_", .run(32, .upperAlphanumeric)],
      advice: "Regenerate it: app.clickup.com, Settings, Apps."
    ),
    .service(
      id: "copper-api-key",
      description: "Copper API key",
      reference: "https://developer.copper.com/introduction/authentication.html",
      names: ["copper_api", "copper-api", "copper_token", "x-pw-accesstoken"],
      variable: "COPPER_API_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: app.copper.com, Settings, API keys."
    ),
    .service(
      id: "docusign-secret-key",
      description: "DocuSign secret key",
      reference: "https://developers.docusign.com/platform/auth/",
      level: .high,
      names: ["docusign"],
      word: true,
      variable: "DOCUSIGN_SECRET_KEY",
      format: [.uuid],
      checks: [.custom { match in match.nameContains("secret") }],
      advice: "Delete it: admindemo.docusign.com, Apps and keys."
    ),
    .service(
      id: "dropbox-app-secret",
      description: "Dropbox app secret",
      reference: "https://www.dropbox.com/developers/reference/getting-started",
      level: .high,
      names: ["dropbox"],
      word: true,
      variable: "DROPBOX_APP_SECRET",
      format: [.run(15, .lowerAlphanumeric)],
      advice: "Regenerate it: dropbox.com/developers/apps, the app."
    ),
    Rule(
      id: "dropbox-legacy-token",
      description: "Dropbox access token (old form)",
      reference: "https://www.dropbox.com/developers/reference/auth-types",
      level: .high,
      keywords: ["aaaaaaaaaa"],
      pattern: #"[A-Za-z0-9_-]{11}AAAAAAAAAA[A-Za-z0-9_-]{43}"#,
      boundary: .base64,
      window: .bytes(12),
      context: .near(["dropbox", "oauth2_access_token"], .lines(6)),
      checks: [.notPlaceholder, .minimumEntropy(3.8)],
      advice: "Revoke it: dropbox.com/account/connected_apps.",
      examples: [
        "DROPBOX_ACCESS_TOKEN=\(Example.random(11, .alphanumeric, seed: 1))AAAAAAAAAA\(Example.random(43, .base64URL, seed: 2))\n",
        "Dropbox(oauth2_access_token=\"\(Example.random(11, .alphanumeric, seed: 3))AAAAAAAAAA\(Example.random(43, .alphanumeric, seed: 4))\")\n",
      ],
      counterexamples: [
        "DROPBOX_ACCESS_TOKEN=AAAAAAAAAAAAAAAAAAAAA\n",
        "blob = \(Example.random(11, .alphanumeric, seed: 1))AAAAAAAAAA\(Example.random(20, .alphanumeric, seed: 2))\n",
      ]
    ),
    .service(
      id: "eventbrite-private-token",
      description: "Eventbrite private token",
      reference: "https://www.eventbrite.com/platform/docs/authentication",
      names: ["eventbrite"],
      variable: "EVENTBRITE_PRIVATE_TOKEN",
      format: [.run(20, .upperAlphanumeric)],
      advice: "Delete it: eventbrite.com/platform/api-keys."
    ),
    Rule(
      id: "fullstory-api-key",
      description: "FullStory API key",
      reference: "https://developer.fullstory.com/server/authentication/",
      level: .high,
      keywords: ["fullstory", "na1.", "eu1."],
      pattern: #"(?:na1|eu1)\.[A-Za-z0-9+/]{98,102}(?![A-Za-z0-9+/])"#,
      boundary: .base64,
      window: .bytes(140),
      checks: [.notPlaceholder, .randomness],
      advice: "Delete it: app.fullstory.com, Settings, API keys.",
      examples: [
        "FULLSTORY_API_KEY=na1.\(Example.random(100, .base64, seed: 1))\n",
        "Authorization: \"Basic eu1.\(Example.random(100, .base64, seed: 2))\"\n",
      ],
      counterexamples: [
        "FULLSTORY_API_KEY=na1.xxxx\n",
        "https://na1.example.org/\(Example.random(60, .base64, seed: 1))\n",
      ]
    ),
    Rule(
      id: "airtable-token",
      description: "Airtable personal access token",
      reference: "https://airtable.com/developers/web/api/authentication",
      level: .high,
      // `pat` alone stands in every `path`: the service has to be named somewhere in the text.
      keywords: ["airtable", "bearer pat"],
      pattern: airtableToken.pattern,
      boundary: .alphanumeric,
      window: .wholeText,
      checks: [.notPlaceholder, airtableToken.randomness],
      advice: "Delete it: airtable.com/create/tokens.",
      examples: [
        "AIRTABLE_API_KEY=\(airtableToken.token(seed: 1))\n",
        "curl https://api.airtable.com/v0/x -H 'Authorization: Bearer \(airtableToken.token(seed: 2))'\n",
        "-H \"Authorization: Bearer \(airtableToken.token(seed: 3))\"\n",
      ],
      counterexamples: [
        "AIRTABLE_API_KEY=\(airtableToken.placeholder)\n",
        "AIRTABLE_API_KEY=${AIRTABLE_API_KEY}\n",
      ] + airtableToken.nearMisses.map { "AIRTABLE_API_KEY=\($0)\n" }
    ),
    .named(
      id: "asana-token",
      description: "Asana personal access token",
      reference: "https://developers.asana.com/docs/personal-access-token",
      keywords: ["asana"],
      name: #"asana"#,
      variable: "ASANA_TOKEN",
      format: [.runs(1...1, .digits), "/", .runs(16...20, .digits), ":", .run(32, .hex)],
      advice: "Revoke it: app.asana.com/0/my-apps."
    ),
    .token(
      id: "dropbox-access-token",
      description: "Dropbox access token",
      reference: "https://developers.dropbox.com/oauth-guide",
      format: ["sl.", .runs(130...1300, .base64URL)],
      advice:
        "Revoke it: POST https://api.dropboxapi.com/2/auth/token/revoke, or dropbox.com/account/connected_apps."
    ),
  ]

  private static let airtableToken: TokenFormat = [
    "pat", .run(14, .alphanumeric), ".", .run(64, .hex),
  ]
}
