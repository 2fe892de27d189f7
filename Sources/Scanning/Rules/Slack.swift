extension BuiltinRules {
  static let slack: [Rule] = [
    slackToken(
      "slack-bot-token",
      "Slack bot token",
      [
        "xoxb-", .runs(10...13, .digits), "-", .runs(10...13, .digits), "-",
        .run(24, .alphanumeric),
      ]
    ),
    slackToken(
      "slack-bot-token-legacy",
      "Slack bot token (legacy)",
      ["xoxb-", .runs(8...14, .digits), "-", .runs(18...26, .alphanumeric)]
    ),
    slackToken(
      "slack-user-token",
      "Slack user token",
      [
        "xoxp-", .runs(10...13, .digits), "-", .runs(10...13, .digits), "-",
        .runs(10...13, .digits), "-", .runs(28...34, .alphanumeric),
      ]
    ),
    slackToken(
      "slack-app-token",
      "Slack app-level token",
      [
        "xapp-", .run(1, .digits), "-A", .runs(8...12, .upperAlphanumeric), "-",
        .runs(10...15, .digits), "-", .run(64, .hex),
      ]
    ),
    slackToken(
      "slack-configuration-token",
      "Slack configuration access token",
      ["xoxe.xoxp-", .run(1, .digits), "-", .runs(163...166, .alphanumeric)]
    ),
    slackToken(
      "slack-configuration-refresh-token",
      "Slack configuration refresh token",
      ["xoxe-", .run(1, .digits), "-", .run(146, .alphanumeric)]
    ),
    slackToken(
      "slack-browser-token",
      "Slack browser session token",
      [
        "xoxc-", .runs(9...15, .digits), "-", .runs(9...15, .digits), "-", .runs(9...15, .digits),
        "-", .run(64, .hex),
      ]
    ),
    Rule(
      id: "slack-webhook-url",
      description: "Slack webhook URL",
      reference: "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks",
      level: .high,
      keywords: ["hooks.slack.com/"],
      pattern:
        #"hooks\.slack\.com/(?:services/T[A-Z0-9]{7,12}/B[A-Z0-9]{7,12}|(?:workflows|triggers)/[TE][A-Z0-9]{7,12}/(?:A[A-Z0-9]{7,12}/)?[0-9]{10,20})/(?<secret>[A-Za-z0-9]{20,32})"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "Remove the webhook on the app's page, api.slack.com/apps, Incoming Webhooks, and add another.",
      examples: [
        "url: https://hooks.slack.com/services/T\(Example.random(8, .upperAlphanumeric))/B\(Example.random(10, .upperAlphanumeric))/\(Example.random(24, .alphanumeric))\n",
        "curl -d x https://hooks.slack.com/workflows/T\(Example.random(8, .upperAlphanumeric))/A\(Example.random(10, .upperAlphanumeric))/\(Example.random(18, .digits))/\(Example.random(24, .alphanumeric))\n",
      ],
      counterexamples: [
        "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX\n",
        "https://hooks.slack.com/services/TXXXXXXXX/BXXXXXXXX/YOUR_TOKEN\n",
      ]
    ),
    .named(
      id: "slack-signing-secret",
      description: "Slack signing or client secret",
      reference: "https://docs.slack.dev/authentication/verifying-requests-from-slack",
      level: .medium,
      keywords: ["slack"],
      name: #"slack[A-Za-z0-9_.-]{0,20}(?:signing|client)[_.-]?secret"#,
      variable: "SLACK_SIGNING_SECRET",
      format: [.run(32, .hex)],
      advice: "Regenerate it: api.slack.com/apps, the app, Basic Information."
    ),
  ]

  private static func slackToken(
    _ id: String,
    _ description: String,
    _ format: TokenFormat
  ) -> Rule {
    .token(
      id: id,
      description: description,
      reference: "https://docs.slack.dev/authentication/tokens",
      format: format,
      advice:
        "Revoke it: call auth.revoke with it, or api.slack.com/apps, the app, OAuth & Permissions, Revoke."
    )
  }
}
