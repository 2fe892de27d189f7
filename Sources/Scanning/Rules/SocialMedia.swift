// X, LinkedIn, Pinterest and Twitch.

extension BuiltinRules {
  static let socialMedia: [Rule] = [
    .named(
      id: "linkedin-client-secret",
      description: "LinkedIn client secret",
      reference: "https://learn.microsoft.com/en-us/linkedin/shared/authentication/authentication",
      level: .medium,
      keywords: ["linkedin"],
      name: #"linkedin[A-Za-z0-9_.-]{0,20}secret"#,
      variable: "LINKEDIN_CLIENT_SECRET",
      format: [.run(16, .alphanumeric)],
      advice: "Generate another: linkedin.com/developers/apps, the app, Auth."
    ),
    .token(
      id: "linkedin-prefixed-client-secret",
      description: "LinkedIn client secret (WPL_AP1)",
      reference: "https://learn.microsoft.com/en-us/linkedin/shared/authentication/authentication",
      level: .medium,
      format: ["WPL_AP1.", .runs(12...40, .dotted)],
      advice: "Generate another: linkedin.com/developers/apps, the app, Auth."
    ),
    .token(
      id: "pinterest-access-token",
      description: "Pinterest access token",
      reference:
        "https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/",
      level: .medium,
      format: ["pina_", .runs(20...200, .base64URL)],
      advice: "Revoke the app: pinterest.com/settings/security."
    ),
    .named(
      id: "twitch-oauth-token",
      description: "Twitch client secret or OAuth token",
      reference: "https://dev.twitch.tv/docs/authentication/",
      keywords: ["twitch"],
      name: #"twitch[A-Za-z0-9_.-]{0,20}(?:secret|token|oauth)"#,
      variable: "TWITCH_CLIENT_SECRET",
      format: [.run(30, .lowerAlphanumeric)],
      advice: "Replace it: dev.twitch.tv/console, the application."
    ),
    .token(
      id: "twitch-stream-key",
      description: "Twitch stream key",
      reference: "https://help.twitch.tv/s/article/twitch-stream-key-faq",
      format: ["live_", .runs(8...12, .digits), "_", .runs(30...36, .alphanumeric)],
      advice: "Reset it: dashboard.twitch.tv, Settings, Stream."
    ),
    .named(
      id: "twitter-api-key",
      description: "X (Twitter) API key",
      reference: "https://docs.x.com/fundamentals/authentication/overview",
      level: .medium,
      keywords: ["twitter"],
      name: #"twitter[A-Za-z0-9_.-]{0,20}key"#,
      variable: "TWITTER_API_KEY",
      format: [.run(25, .alphanumeric)],
      advice: "Regenerate it: developer.x.com, the app, Keys and tokens."
    ),
    .named(
      id: "twitter-api-secret",
      description: "X (Twitter) API secret",
      reference: "https://docs.x.com/fundamentals/authentication/overview",
      keywords: ["twitter", "consumer_secret", "consumersecret"],
      name: #"(?:twitter[A-Za-z0-9_.-]{0,20}|consumer_?)secret"#,
      variable: "TWITTER_API_SECRET",
      format: [.run(50, .alphanumeric)],
      advice: "Regenerate it: developer.x.com, the app, Keys and tokens."
    ),
    .named(
      id: "twitter-access-token",
      description: "X (Twitter) access token",
      reference: "https://docs.x.com/fundamentals/authentication/overview",
      keywords: ["twitter", "access_token", "accesstoken"],
      name: #"(?:twitter[A-Za-z0-9_.-]{0,20}|access_?)token"#,
      variable: "TWITTER_ACCESS_TOKEN",
      format: [.runs(15...20, .digits), "-", .runs(25...40, .alphanumeric)],
      advice: "Revoke it: developer.x.com, the app, Keys and tokens."
    ),
    .named(
      id: "twitter-access-token-secret",
      description: "X (Twitter) access token secret",
      reference: "https://docs.x.com/fundamentals/authentication/overview",
      keywords: ["twitter", "access_token_secret", "access_secret", "tokensecret"],
      name: #"(?:twitter[A-Za-z0-9_.-]{0,30}|access_?(?:token_?)?|token_?)secret"#,
      variable: "TWITTER_ACCESS_TOKEN_SECRET",
      format: [.run(45, .alphanumeric)],
      advice: "Revoke it: developer.x.com, the app, Keys and tokens."
    ),
  ]
}
