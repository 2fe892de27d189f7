// Where teams keep their documents, plans, designs and customers.

extension BuiltinRules {
  static let workplaceServices: [Rule] = [
    Rule(
      id: "1password-connect-credentials",
      description: "1Password Connect credentials file",
      reference: "https://developer.1password.com/docs/connect/get-started/",
      level: .high,
      keywords: ["\"enccredentials\""],
      pattern:
        #""encCredentials"\s{0,4}:\s{0,4}\{[^{}]{0,600}?"data"\s{0,4}:\s{0,4}"(?<secret>[A-Za-z0-9_-]{40,20000})""#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Delete the server: 1password.com, Developer, the environment's Connect server.",
      examples: [
        "{\"verifier\": {}, \"encCredentials\": {\"kid\": \"localauthv2keykid\", \"enc\": \"A256GCM\", \"iv\": \"x\", \"data\": \"\(Example.random(400, .base64URL, seed: 1))\"}}\n",
        "\"encCredentials\":{\"cty\":\"b5+jwk+json\",\"data\":\"\(Example.random(300, .base64URL, seed: 2))\"}\n",
      ],
      counterexamples: [
        "\"encCredentials\": {\"data\": \"…\"}\n",
        "\"encCredentials\": {\"kid\": \"x\"}\n",
      ]
    ),
    Rule(
      id: "1password-connect-token",
      description: "1Password Connect token",
      reference: "https://developer.1password.com/docs/connect/manage-connect/",
      level: .high,
      keywords: ["op_connect_token"],
      pattern:
        #"OP_CONNECT_TOKEN["\x27\]]?\s{0,4}(?:[=:,]|\s)\s{0,4}["\x27]?(?<secret>eyJ[A-Za-z0-9_-]{16,400}\.[A-Za-z0-9_-]{40,2000}\.[A-Za-z0-9_-]{40,400})"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Revoke it: 1password.com, Developer, the environment, Access tokens.",
      examples: [
        "export OP_CONNECT_TOKEN=\(Example.jsonWebToken(payload: #"{"sub":"A1B2","aud":["com.1password.connect"]}"#))\n",
        "OP_CONNECT_TOKEN: \"eyJ\(Example.random(40, .base64URL, seed: 1)).\(Example.random(200, .base64URL, seed: 2)).\(Example.random(86, .base64URL, seed: 3))\"\n",
      ],
      counterexamples: [
        "OP_CONNECT_TOKEN=${TOKEN}\n",
        "OP_CONNECT_TOKEN: eyJ…\n",
      ]
    ),
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
      id: "adafruit-io-legacy-key",
      description: "Adafruit IO key (old form)",
      reference: "https://io.adafruit.com/api/docs/#authentication",
      names: ["adafruit"],
      variable: "ADAFRUIT_IO_KEY",
      format: [.run(32, .hex)],
      advice: "Regenerate it: io.adafruit.com, My Key."
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
    .token(
      id: "authress-access-key",
      description: "Authress service client access key",
      reference: "https://authress.io/knowledge-base/docs/authorization/service-clients/",
      format: [
        "sc_", .runs(5...30, .lowerAlphanumeric), ".", .runs(4...6, .lowerAlphanumeric), ".acc_",
        .runs(10...32, .lowerAlphanumeric), ".", .runs(30...120, .base64),
      ],
      advice: "Delete it: authress.io, Service clients, the client."
    ),
    .token(
      id: "authress-extension-access-key",
      description: "Authress extension access key",
      reference: "https://authress.io/knowledge-base/docs/authorization/service-clients/",
      format: [
        "ext_", .runs(5...30, .lowerAlphanumeric), ".", .runs(4...6, .lowerAlphanumeric), ".acc_",
        .runs(10...32, .lowerAlphanumeric), ".", .runs(30...120, .base64),
      ],
      advice: "Delete it: authress.io, Extensions, the extension."
    ),
    .token(
      id: "bannerbear-api-key",
      description: "Bannerbear project API key",
      reference: "https://developers.bannerbear.com/#authentication",
      level: .medium,
      format: ["bb_pr_", .run(30, .hex)],
      advice: "Regenerate it: app.bannerbear.com, the project, Settings."
    ),
    .token(
      id: "bannerbear-master-key",
      description: "Bannerbear master API key",
      reference: "https://developers.bannerbear.com/#authentication",
      format: ["bb_ma_", .run(30, .hex)],
      advice: "Regenerate it: app.bannerbear.com, Account, Master API key."
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
    Rule(
      id: "blynk-organization-client",
      description: "OAuth client secret of a Blynk organization",
      reference: "https://docs.blynk.io/en/blynk.cloud/organization-https-api-overview",
      level: .high,
      keywords: ["oa2-client-id_"],
      pattern:
        #"oa2-client-id_[A-Za-z0-9_-]{32}(?::|["\x27,;\s]{1,6}(?:client_?secret)?["\x27=:\s]{0,6})(?<secret>[A-Za-z0-9_-]{40})"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Delete the client: blynk.cloud, Developer zone, OAuth 2.0.",
      examples: [
        "curl -u oa2-client-id_\(Example.random(32, .base64URL, seed: 1)):\(Example.random(40, .base64URL, seed: 2)) https://fra1.blynk.cloud\n",
        "client_id=oa2-client-id_\(Example.random(32, .base64URL, seed: 3))\nclient_secret=\(Example.random(40, .base64URL, seed: 4))\n",
      ],
      counterexamples: [
        "oa2-client-id_\(Example.random(32, .base64URL, seed: 1))\n",
        "oa2-client-id_<id>:<secret>\n",
      ]
    ),
    .service(
      id: "blynk-device-token",
      description: "Blynk device token",
      reference:
        "https://docs.blynk.io/en/getting-started/activating-devices/manual-device-activation",
      names: ["blynk"],
      variable: "BLYNK_AUTH_TOKEN",
      format: [.run(32, .base64URL)],
      advice: "Refresh it: blynk.cloud, the device, Device info."
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
      id: "canva-client-secret",
      description: "Canva Connect client secret",
      reference: "https://www.canva.dev/docs/connect/authentication/",
      format: ["cnvca", .run(51, .base64URL)],
      advice: "Regenerate it: canva.com/developers/integrations."
    ),
    .token(
      id: "clickup-personal-token",
      description: "ClickUp personal API token",
      reference: "https://developer.clickup.com/docs/authentication",
      format: ["pk_", .runs(6...10, .digits), "_", .run(32, .upperAlphanumeric)],
      advice: "Regenerate it: app.clickup.com, Settings, Apps."
    ),
    .service(
      id: "cloudinary-api-secret",
      description: "Cloudinary API secret",
      reference: "https://cloudinary.com/documentation/developer_onboarding_faq_find_credentials",
      level: .high,
      names: ["cloudinary"],
      variable: "CLOUDINARY_API_SECRET",
      format: [.run(27, .base64URL)],
      advice: "Make another key and disable this one: console.cloudinary.com/settings/api-keys."
    ),
    Rule(
      id: "cloudinary-url",
      description: "Cloudinary URL with its API secret",
      reference: "https://cloudinary.com/documentation/solution_overview",
      level: .high,
      keywords: ["cloudinary://"],
      pattern: #"cloudinary://[0-9]{10,18}:(?<secret>[A-Za-z0-9_-]{24,32})@[A-Za-z0-9_-]{2,60}"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Make another key and disable this one: console.cloudinary.com/settings/api-keys.",
      examples: [
        "CLOUDINARY_URL=cloudinary://\(Example.random(15, .digits, seed: 1)):\(Example.random(27, .base64URL, seed: 2))@demo\n",
        "\"cloudinary://\(Example.random(15, .digits, seed: 3)):\(Example.random(27, .base64URL, seed: 4))@app-prod\"\n",
      ],
      counterexamples: [
        "CLOUDINARY_URL=cloudinary://<api_key>:<api_secret>@<cloud_name>\n",
        "cloudinary://${KEY}:${SECRET}@demo\n",
      ]
    ),
    .service(
      id: "crowdin-access-token",
      description: "Crowdin access token",
      reference: "https://support.crowdin.com/account-settings/#api",
      level: .high,
      names: ["crowdin"],
      variable: "CROWDIN_PERSONAL_TOKEN",
      format: [.run(80, .hex)],
      advice: "Revoke it: crowdin.com/settings#api-key."
    ),
    .service(
      id: "contentful-management-token",
      description: "Contentful management token (old form)",
      reference: "https://www.contentful.com/developers/docs/references/authentication/",
      names: ["contentful"],
      variable: "CONTENTFUL_MANAGEMENT_TOKEN",
      format: [.run(64, .hex)],
      advice: "Revoke it: app.contentful.com/account/profile/cma_tokens."
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
      id: "duo-secret-key",
      description: "Duo secret key",
      reference: "https://duo.com/docs/authapi",
      level: .high,
      names: ["duo_secret", "duo_skey", "duo-skey", "duosecurity", "duo_auth"],
      variable: "DUO_SECRET_KEY",
      format: [.run(40, .alphanumeric)],
      checks: [.contains(.digit)],
      advice: "Reset it: admin.duosecurity.com, Applications, the application."
    ),
    .service(
      id: "etsy-api-key",
      description: "Etsy keystring",
      reference: "https://developers.etsy.com/documentation/essentials/authentication/",
      names: ["etsy"],
      whole: true,
      word: true,
      variable: "ETSY_API_KEY",
      format: [.run(24, .lowerAlphanumeric)],
      advice: "Ask Etsy for another: etsy.com/developers/your-apps."
    ),
    .service(
      id: "etsy-shared-secret",
      description: "Etsy shared secret",
      reference: "https://developers.etsy.com/documentation/essentials/authentication/",
      names: ["etsy_shared_secret", "etsy_secret", "etsy-secret"],
      variable: "ETSY_SHARED_SECRET",
      format: [.run(10, .lowerAlphanumeric)],
      advice: "Ask Etsy for another: etsy.com/developers/your-apps."
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
    .token(
      id: "figma-oauth-token",
      description: "Figma OAuth access token",
      reference: "https://www.figma.com/developers/api#access-tokens",
      level: .medium,
      format: ["figu_", .runs(36...44, .base64URL)],
      advice: "Revoke the app: figma.com, Settings, Connected apps."
    ),
    .token(
      id: "figma-oauth-refresh-token",
      description: "Figma OAuth token of an app",
      reference: "https://www.figma.com/developers/api#access-tokens",
      level: .medium,
      format: ["figo_", .runs(36...44, .base64URL)],
      advice: "Revoke the app: figma.com, Settings, Connected apps."
    ),
    .token(
      id: "figma-plan-token",
      description: "Figma plan access token",
      reference: "https://www.figma.com/developers/api#access-tokens",
      level: .medium,
      format: ["figp_", .runs(36...44, .base64URL)],
      advice: "Revoke it: figma.com, the plan, Admin, Access tokens."
    ),
    .service(
      id: "figma-legacy-token",
      description: "Figma personal access token (old form)",
      reference: "https://www.figma.com/developers/api#access-tokens",
      names: ["figma"],
      variable: "FIGMA_TOKEN",
      format: [.runs(4...7, .digits), "-", .uuid],
      advice: "Revoke it: figma.com, Settings, Security."
    ),
    .token(
      id: "fleetbase-live-key",
      description: "Fleetbase API key",
      reference: "https://docs.fleetbase.io/",
      level: .medium,
      format: ["flb_live_", .run(20, .alphanumeric)],
      advice: "Roll it: console.fleetbase.io, Developers, API keys."
    ),
    .token(
      id: "flexport-api-token",
      description: "Flexport API token",
      reference: "https://docs.logistics-api.flexport.com/",
      level: .medium,
      format: ["shltm_", .run(40, .base64URL)],
      advice: "Delete it: portal.flexport.com, Settings, API tokens."
    ),
    .service(
      id: "flickr-api-key",
      description: "Flickr API key",
      reference: "https://www.flickr.com/services/api/misc.api_keys.html",
      level: .low,
      names: ["flickr"],
      variable: "FLICKR_API_KEY",
      format: [.run(32, .hex)],
      advice: "Delete the app: flickr.com/services/apps/."
    ),
    .service(
      id: "flickr-api-secret",
      description: "Flickr API secret",
      reference: "https://www.flickr.com/services/api/misc.api_keys.html",
      names: ["flickr"],
      word: true,
      variable: "FLICKR_API_SECRET",
      format: [.run(16, .hex)],
      advice: "Delete the app: flickr.com/services/apps/."
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
  ]
}
