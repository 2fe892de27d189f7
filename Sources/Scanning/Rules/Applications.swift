// More applications: customers, shops, documents, media.

extension BuiltinRules {
  static let applications: [Rule] = [
    .token(
      id: "intra42-client-secret",
      description: "42 intranet client secret",
      reference: "https://api.intra.42.fr/apidoc/guides/getting_started",
      level: .medium,
      format: ["s-s4t2ud-", .run(64, .hex)],
      advice: "Generate another: profile.intra.42.fr/oauth/applications."
    ),
    .token(
      id: "intra42-next-client-secret",
      description: "42 intranet client secret (next)",
      reference: "https://api.intra.42.fr/apidoc/guides/getting_started",
      level: .medium,
      format: ["s-s4t2af-", .run(64, .hex)],
      advice: "Generate another: profile.intra.42.fr/oauth/applications."
    ),
    .named(
      id: "kagi-api-token",
      description: "Kagi API or session token",
      reference: "https://help.kagi.com/kagi/api/overview.html",
      level: .medium,
      keywords: [
        "kagi_", "kagi-", "kagi.com", "kagi/", "kagiapi", "kagikey", "kagitoken", "kagisearch",
        "kagisession",
      ],
      name: #"kagi[A-Za-z0-9_./?-]{0,30}(?:key|token)"#,
      variable: "KAGI_API_KEY",
      format: [.run(11, .base64URL), ".", .run(43, .base64URL)],
      advice: "Replace it: kagi.com/settings/api."
    ),
    .token(
      id: "klaviyo-private-key",
      description: "Klaviyo private API key",
      reference: "https://developers.klaviyo.com/en/docs/authenticate_",
      format: ["pk_", .run(34, .hex)],
      advice: "Delete it: klaviyo.com/settings/account/api-keys."
    ),
    .token(
      id: "klaviyo-scoped-private-key",
      description: "Klaviyo private API key with its account",
      reference: "https://developers.klaviyo.com/en/docs/authenticate_",
      format: ["pk_", .run(6, .alphanumeric), "_", .run(34, .hex)],
      advice: "Delete it: klaviyo.com/settings/account/api-keys."
    ),
    .token(
      id: "lichess-token",
      description: "Lichess personal token",
      reference: "https://lichess.org/api#section/Introduction/Authentication",
      level: .low,
      format: ["lip_", .runs(16...60, .alphanumeric)],
      advice: "Delete it: lichess.org/account/oauth/token."
    ),
    .named(
      id: "linear-client-secret",
      description: "Linear OAuth client secret",
      reference: "https://linear.app/developers/oauth-2-0-authentication",
      level: .medium,
      keywords: [
        "linear_client", "linear-client", "linear_secret", "linear_oauth", "linear_webhook",
        "linear_app", "linear_api",
      ],
      name: #"linear[_.-][A-Za-z0-9_.-]{0,20}secret"#,
      variable: "LINEAR_CLIENT_SECRET",
      format: [.run(32, .hex)],
      advice: "Rotate it: linear.app/settings/api, the application."
    ),
    .named(
      id: "monday-api-token",
      description: "monday.com API token",
      reference: "https://developer.monday.com/api-reference/docs/authentication",
      level: .medium,
      keywords: ["monday"],
      name: #"monday[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "MONDAY_API_TOKEN",
      format: ["eyJhbGciOiJIUzI1NiJ9.", .runs(100...500, .base64URL), ".", .run(43, .base64URL)],
      advice: "Regenerate it: monday.com, Developers, My access tokens."
    ),
    .named(
      id: "nytimes-api-key",
      description: "New York Times API key",
      reference: "https://developer.nytimes.com/get-started",
      level: .low,
      keywords: ["nytimes", "nyt_"],
      name: #"(?:nytimes|new_?york_?times|nyt)[A-Za-z0-9_.-]{0,20}key"#,
      variable: "NYTIMES_API_KEY",
      format: [.run(32, .alphanumeric)],
      advice: "Delete the app: developer.nytimes.com/my-apps."
    ),
    .token(
      id: "redirect-pizza-token",
      description: "redirect.pizza API token",
      reference: "https://redirect.pizza/docs/api",
      level: .medium,
      format: ["rpa_", .run(30, .alphanumeric)],
      advice: "Delete it: redirect.pizza/api."
    ),
    .token(
      id: "salad-cloud-api-key",
      description: "SaladCloud API key",
      reference: "https://docs.salad.com/reference/api-usage",
      format: ["salad_cloud_", .runs(1...7, .alphanumeric), "_", .runs(20...235, .alphanumeric)],
      advice: "Reset it: portal.salad.com/api-key."
    ),
    .token(
      id: "salesforce-refresh-token",
      description: "Salesforce refresh token",
      reference:
        "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_refresh_token_flow.htm",
      format: ["5Aep861", .runs(70...200, .dotted)],
      advice: "Revoke it: POST /services/oauth2/revoke, or Setup, Connected Apps OAuth Usage."
    ),
    .named(
      id: "sanity-auth-token",
      description: "Sanity auth token",
      reference: "https://www.sanity.io/docs/content-lake/http-auth",
      keywords: ["sanity"],
      name: #"sanity[A-Za-z0-9_.-]{0,30}token"#,
      variable: "SANITY_AUTH_TOKEN",
      format: ["sk", .runs(79...200, .alphanumeric)],
      advice: "Delete it: sanity.io/manage, the project, API, Tokens."
    ),
    .named(
      id: "segment-write-key",
      description: "Segment API key (old form)",
      reference: "https://segment.com/docs/api/config-api/authentication/",
      keywords: [
        "segment_write", "segment-write", "segmentwrite", "segment_key", "segmentkey",
        "segment_api", "segment-api", "segmentapi", "segment_token", "segment_access",
        "segment-access", "segmentaccess", "segment.write", "segment_public",
      ],
      name: #"segment[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "SEGMENT_ACCESS_TOKEN",
      format: [.run(43, .base64URL), ".", .run(43, .base64URL)],
      advice: "Delete it: app.segment.com, Settings, Access Management."
    ),
    .named(
      id: "shortcut-api-token",
      description: "Shortcut API token",
      reference: "https://developer.shortcut.com/api/rest/v3#Authentication",
      level: .medium,
      keywords: [
        "shortcut_api", "shortcut-api", "shortcutapi", "shortcut_token", "shortcut-token",
        "shortcuttoken", "clubhouse",
      ],
      name: #"(?:shortcut|clubhouse)[A-Za-z0-9_.-]{0,20}token"#,
      variable: "SHORTCUT_API_TOKEN",
      format: [.uuid],
      advice: "Delete it: app.shortcut.com/settings/account/api-tokens."
    ),
    .named(
      id: "spotify-client-secret",
      description: "Spotify client secret",
      reference: "https://developer.spotify.com/documentation/web-api/concepts/apps",
      level: .medium,
      keywords: ["spotify", "spotipy"],
      name: #"spoti(?:fy|py)[A-Za-z0-9_.-]{0,20}secret"#,
      variable: "SPOTIFY_CLIENT_SECRET",
      format: [.run(32, .hex)],
      advice: "Rotate it: developer.spotify.com/dashboard, the app, Settings."
    ),
    .named(
      id: "squarespace-api-key",
      description: "Squarespace API key",
      reference: "https://developers.squarespace.com/commerce-apis/authentication-and-permissions",
      level: .medium,
      keywords: ["squarespace"],
      name: #"squarespace[A-Za-z0-9_.-]{0,20}(?:key|token)"#,
      variable: "SQUARESPACE_API_KEY",
      format: [.uuid],
      advice: "Revoke it: Squarespace, Settings, Developer API keys."
    ),
    .named(
      id: "smooch-app-secret",
      description: "Sunshine Conversations (Smooch) secret",
      reference:
        "https://developer.zendesk.com/documentation/conversations/getting-started/api-authentication/",
      level: .medium,
      keywords: ["smooch", "sunshine"],
      name: #"(?:smooch|sunshine)[A-Za-z0-9_.-]{0,30}(?:secret|key)"#,
      variable: "SMOOCH_APP_SECRET",
      format: [.run(86, .base64URL)],
      advice: "Delete the key: Zendesk Admin Center, Conversations API."
    ),
    .token(
      id: "thunderstore-token",
      description: "Thunderstore API token",
      reference: "https://thunderstore.io/api/docs/",
      level: .low,
      format: ["tss_", .runs(20...80, .alphanumeric)],
      advice: "Delete it: thunderstore.io, the team, Service accounts."
    ),
    .token(
      id: "ubidots-api-key",
      description: "Ubidots API key",
      reference: "https://docs.ubidots.com/reference/authentication",
      level: .medium,
      format: ["BBFF-", .run(30, .alphanumeric)],
      advice: "Delete it: Ubidots, the account, API Credentials."
    ),
    .token(
      id: "voiceflow-api-key",
      description: "Voiceflow API key",
      reference: "https://docs.voiceflow.com/reference/authentication-1",
      level: .medium,
      format: ["VF.DM.", .run(24, .anyHex), ".", .run(16, .alphanumeric)],
      advice: "Regenerate it: creator.voiceflow.com, the agent, Settings, API keys."
    ),
    .token(
      id: "voiceflow-workspace-key",
      description: "Voiceflow workspace API key",
      reference: "https://docs.voiceflow.com/reference/authentication-1",
      level: .medium,
      format: ["VF.WS.", .run(24, .anyHex), ".", .run(16, .alphanumeric)],
      advice: "Regenerate it: creator.voiceflow.com, the workspace, Settings."
    ),
    .token(
      id: "wakatime-api-key",
      description: "WakaTime API key",
      reference: "https://wakatime.com/developers",
      level: .low,
      format: ["waka_", .uuid],
      advice: "Replace it: wakatime.com/settings/account."
    ),
    .named(
      id: "zendesk-api-token",
      description: "Zendesk API token",
      reference: "https://developer.zendesk.com/api-reference/introduction/security-and-auth/",
      keywords: ["zendesk"],
      name: #"zendesk[A-Za-z0-9_.-]{0,20}(?:token|key|secret)"#,
      variable: "ZENDESK_API_TOKEN",
      format: [.run(40, .alphanumeric)],
      advice: "Delete it: Zendesk Admin Center, Apps and integrations, APIs."
    ),
  ]
}
