// Mail, chat and telephony.

extension BuiltinRules {
  static let communication: [Rule] = [
    .token(
      id: "sendgrid-api-key",
      description: "SendGrid API key",
      reference: "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
      format: ["SG.", .run(22, .base64URL), ".", .run(43, .base64URL)],
      advice: "Delete it: app.sendgrid.com/settings/api_keys."
    ),
    .named(
      id: "mailgun-api-key",
      description: "Mailgun API key",
      reference:
        "https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt",
      keywords: ["mailgun", "mg_api"],
      name: #"mailgun|mg_api"#,
      variable: "MAILGUN_API_KEY",
      format: [.run(32, .hex), "-", .run(8, .hex), "-", .run(8, .hex)],
      advice: "Delete it: app.mailgun.com/settings/api_security."
    ),
    .named(
      id: "mailgun-private-key",
      description: "Mailgun private API key (old form)",
      reference:
        "https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt",
      keywords: ["mailgun", "mg_api"],
      name: #"mailgun|mg_api"#,
      variable: "MAILGUN_KEY",
      format: ["key-", .run(32, .hex)],
      advice: "Delete it: app.mailgun.com/settings/api_security.",
      counterexamples: ["mailgun_key=pubkey-\(Example.random(32, .hex))\n"]
    ),
    .token(
      id: "mailchimp-api-key",
      description: "Mailchimp API key",
      reference: "https://mailchimp.com/help/about-api-keys/",
      keywords: (1...9).map { "-us\($0)" },
      format: [.run(32, .hex), "-us", .runs(1...2, .digits)],
      advice: "Revoke it: Mailchimp, Profile, Extras, API keys."
    ),
    .token(
      id: "brevo-api-key",
      description: "Brevo API key",
      reference: "https://developers.brevo.com/docs/getting-started",
      format: ["xkeysib-", .run(64, .hex), "-", .run(16, .alphanumeric)],
      advice: "Delete it: app.brevo.com/settings/keys/api."
    ),
    .token(
      id: "brevo-smtp-key",
      description: "Brevo SMTP key",
      reference: "https://help.brevo.com/hc/en-us/articles/7959631848850",
      format: ["xsmtpsib-", .run(64, .hex), "-", .run(16, .alphanumeric)],
      advice: "Delete it: app.brevo.com/settings/keys/smtp."
    ),
    .token(
      id: "mailersend-api-token",
      description: "MailerSend API token",
      reference: "https://developers.mailersend.com/general.html#authentication",
      format: ["mlsn.", .runs(30...100, .alphanumeric)],
      advice: "Delete it: app.mailersend.com, API tokens."
    ),
    .named(
      id: "twilio-api-key-sid",
      description: "Twilio API key SID",
      reference: "https://www.twilio.com/docs/iam/api-keys",
      level: .low,
      keywords: ["twilio"],
      name: #"twilio"#,
      variable: "TWILIO_API_KEY",
      format: ["SK", .run(32, .hex)],
      advice:
        "An id alone opens nothing; delete the key if its secret stood beside it: console.twilio.com, API keys & tokens."
    ),
    .named(
      id: "twilio-auth-token",
      description: "Twilio auth token",
      reference: "https://www.twilio.com/docs/iam/api-keys/keys-in-console",
      keywords: ["twilio"],
      name: #"twilio[A-Za-z0-9_.-]{0,20}(?:auth|token|secret)"#,
      variable: "TWILIO_AUTH_TOKEN",
      format: [.run(32, .hex)],
      advice: "Promote a secondary token: console.twilio.com, API keys & tokens.",
      counterexamples: ["TWILIO_ACCOUNT_SID=AC\(Example.random(32, .hex))\n"]
    ),
    Rule(
      id: "discord-bot-token",
      description: "Discord bot token",
      reference: "https://discord.com/developers/docs/reference#authentication",
      level: .high,
      keywords: [
        "discord", "bot_token", "bot-token", "bottoken", "bot token", "bot.run(", "client.run(",
        ".login(", "\"bot ", "'bot ", ": bot ",
      ],
      // The first part is base64 of the bot's numeric id: the letters follow from the digits.
      pattern:
        #"[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])"#,
      boundary: .alphanumeric,
      window: .lines(3),
      checks: [.notPlaceholder, .randomness, .custom(startsWithSnowflake)],
      advice: "Reset it: discord.com/developers/applications, the application, Bot, Reset Token.",
      examples: [
        "DISCORD_TOKEN=\(discordToken(seed: 1))\n",
        "bot.run('\(discordToken(seed: 2))')\n",
      ],
      counterexamples: [
        "DISCORD_TOKEN=M\(Example.random(23, .alphanumeric)).\(Example.random(6, .alphanumeric)).\(Example.random(27, .alphanumeric))\n",
        "DISCORD_TOKEN=\(discordToken(seed: 1).dropLast(12))\n",
      ]
    ),
    Rule(
      id: "discord-webhook-url",
      description: "Discord webhook URL",
      reference: "https://discord.com/developers/docs/resources/webhook",
      level: .high,
      keywords: ["/api/webhooks/"],
      pattern: #"discord(?:app)?\.com/api/webhooks/[0-9]{17,20}/(?<secret>[A-Za-z0-9_-]{60,80})"#,
      boundary: .word,
      window: .bytes(16),
      checks: [.notPlaceholder, .randomness],
      advice:
        "Delete the webhook: the channel's settings, Integrations, or DELETE on the URL itself.",
      examples: [
        "https://discord.com/api/webhooks/\(Example.random(18, .digits))/\(Example.random(68, .base64URL))\n",
        "url = 'https://canary.discordapp.com/api/webhooks/\(Example.random(19, .digits))/\(Example.random(68, .base64URL, seed: 2))'\n",
      ],
      counterexamples: [
        "https://discord.com/api/webhooks/123456789012345678/<token>\n",
        "https://discord.com/api/webhooks/\(Example.random(18, .digits))/\(Example.random(20, .base64URL))\n",
      ]
    ),
    Rule(
      id: "telegram-bot-token",
      description: "Telegram bot token",
      reference: "https://core.telegram.org/bots/features#botfather",
      level: .high,
      keywords: [":aa"],
      pattern: "[0-9]{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])",
      boundary: .none,
      window: .bytes(12),
      checks: [.notPlaceholder, .randomness, .custom(startsFreely)],
      advice: "Revoke it: send /revoke to @BotFather.",
      examples: [
        "TELEGRAM_TOKEN=\(Example.random(10, .digits, seed: 5)):AA\(Example.random(33, .base64URL))\n",
        "https://api.telegram.org/bot\(Example.random(9, .digits, seed: 6)):AA\(Example.random(33, .base64URL, seed: 2))/getMe\n",
      ],
      counterexamples: [
        "TELEGRAM_TOKEN=123456789:AA\(Example.random(32, .base64URL))\n",
        "TELEGRAM_TOKEN=12345:AA\(Example.random(33, .base64URL))\n",
        "TELEGRAM_TOKEN=x\(Example.random(9, .digits)):AA\(Example.random(33, .base64URL))\n",
      ]
    ),
    .named(
      id: "postmark-server-token",
      description: "Postmark server token",
      reference: "https://postmarkapp.com/developer/api/overview",
      level: .medium,
      keywords: ["postmark"],
      name: #"postmark"#,
      variable: "POSTMARK_SERVER_TOKEN",
      format: [.uuid],
      advice: "Regenerate it: Postmark, the server, API Tokens."
    ),
  ]

  /// The numeric id of a Discord account in base64, as a bot token begins.
  private static let startsWithSnowflake: @Sendable (Match) -> Bool = { match in
    let part = match.value.prefix { $0 != UInt8(ascii: ".") }
    guard let digits = Base64.decode(part) else { return false }
    return digits.count >= 17 && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Whether no digit stands before the value, nor a word other than the `bot` of a URL.
  private static let startsFreely: @Sendable (Match) -> Bool = { match in
    let before = match.text[..<match.range.lowerBound].suffix(5)
    guard let last = before.last else { return true }
    switch last {
    case 0x30...0x39, 0x2D, 0x5F: return false
    case 0x41...0x5A, 0x61...0x7A:
      return String(decoding: before.suffix(4), as: UTF8.self) == "/bot"
        || before.suffix(2).elementsEqual("\\n".utf8)
    default: return true
    }
  }

  private static func discordToken(seed: UInt64) -> String {
    let id = Example.base64("1" + Example.random(17, .digits, seed: seed))
    return
      "\(id).\(Example.random(6, .alphanumeric, seed: seed)).\(Example.random(38, .alphanumeric, seed: seed))"
  }
}
