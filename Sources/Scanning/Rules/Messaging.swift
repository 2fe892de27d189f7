// More services that send mail, messages and calls.

extension BuiltinRules {
  static let messaging: [Rule] = [
    .named(
      id: "infobip-api-key",
      description: "Infobip API key",
      reference: "https://www.infobip.com/docs/essentials/api-essentials/api-authentication",
      level: .medium,
      keywords: ["infobip"],
      name: #"infobip[A-Za-z0-9_.-]{0,20}key"#,
      variable: "INFOBIP_API_KEY",
      format: [.run(32, .hex), "-", .uuid],
      advice: "Revoke it: portal.infobip.com/dev/api-keys."
    ),
    .named(
      id: "line-channel-token",
      description: "LINE channel access token",
      reference: "https://developers.line.biz/en/docs/basics/channel-access-token/",
      keywords: [
        "line_channel", "channel_access_token", "channelaccesstoken", "line_bot", "line-channel",
      ],
      name: #"(?:line[A-Za-z0-9_.-]{0,20}|channel_?access_?)token"#,
      variable: "LINE_CHANNEL_ACCESS_TOKEN",
      format: [.runs(170...172, .base64), "="],
      advice: "Reissue it: developers.line.biz/console, the channel, Messaging API."
    ),
    .named(
      id: "mandrill-api-key",
      description: "Mandrill API key",
      reference: "https://mailchimp.com/developer/transactional/guides/quick-start/",
      level: .medium,
      keywords: ["mandrill"],
      name: #"mandrill[A-Za-z0-9_.-]{0,20}(?:key|pass(?:word)?|token)"#,
      variable: "MANDRILL_API_KEY",
      format: [.runs(22...25, .base64URL)],
      advice: "Disable it: mandrillapp.com/settings."
    ),
    .named(
      id: "mailjet-api-secret",
      description: "Mailjet API secret",
      reference: "https://dev.mailjet.com/email/guides/",
      keywords: ["mailjet", "mj_api"],
      name: #"(?:mailjet|mj)[A-Za-z0-9_.-]{0,20}(?:secret|private|key)"#,
      variable: "MAILJET_API_SECRET",
      format: [.run(32, .hex)],
      advice: "Regenerate it: app.mailjet.com/account/apikeys."
    ),
    .named(
      id: "messagebird-access-key",
      description: "MessageBird access key",
      reference: "https://developers.messagebird.com/api/#authentication",
      keywords: ["messagebird", "message_bird"],
      name: #"message_?bird[A-Za-z0-9_.-]{0,20}(?:key|token)"#,
      variable: "MESSAGEBIRD_ACCESS_KEY",
      format: [.run(25, .alphanumeric)],
      advice: "Delete it: dashboard.messagebird.com/developers/access."
    ),
    .token(
      id: "onesignal-app-key",
      description: "OneSignal app API key",
      reference: "https://documentation.onesignal.com/docs/en/keys-and-ids",
      format: ["os_v2_app_", .run(103, .lowerBase32)],
      advice: "Delete it: dashboard.onesignal.com, the app, Keys and IDs."
    ),
    .token(
      id: "onesignal-organization-key",
      description: "OneSignal organization API key",
      reference: "https://documentation.onesignal.com/docs/en/keys-and-ids",
      format: ["os_v2_org_", .run(103, .lowerBase32)],
      advice: "Delete it: dashboard.onesignal.com, the organization, Keys and IDs."
    ),
    .named(
      id: "plivo-auth-token",
      description: "Plivo auth token",
      reference: "https://www.plivo.com/docs/voice/api/overview",
      keywords: ["plivo"],
      name: #"plivo[A-Za-z0-9_.-]{0,20}token"#,
      variable: "PLIVO_AUTH_TOKEN",
      format: [.run(40, .alphanumeric)],
      advice: "Regenerate it: console.plivo.com/dashboard."
    ),
    .token(
      id: "pubnub-publish-key",
      description: "PubNub publish key",
      reference: "https://www.pubnub.com/docs/general/setup/account-setup",
      level: .medium,
      format: ["pub-c-", .uuid],
      advice: "Reset it: admin.pubnub.com, the app, the keyset."
    ),
    .token(
      id: "pubnub-subscribe-key",
      description: "PubNub subscribe key",
      reference: "https://www.pubnub.com/docs/general/setup/account-setup",
      level: .low,
      format: ["sub-c-", .uuid],
      advice: "Reset it: admin.pubnub.com, the app, the keyset."
    ),
    .token(
      id: "pubnub-secret-key",
      description: "PubNub secret key",
      reference: "https://www.pubnub.com/docs/general/setup/account-setup",
      level: .medium,
      format: ["sec-c-", .run(48, .alphanumeric)],
      advice: "Reset it: admin.pubnub.com, the app, the keyset."
    ),
    .named(
      id: "pusher-app-secret",
      description: "Pusher app secret",
      reference: "https://pusher.com/docs/channels/library_auth_reference/rest-api/",
      keywords: ["pusher"],
      name: #"pusher[A-Za-z0-9_.-]{0,20}secret"#,
      variable: "PUSHER_APP_SECRET",
      format: [.run(20, .hex)],
      advice: "Replace it: dashboard.pusher.com, the app, App Keys."
    ),
    .named(
      id: "sendbird-api-token",
      description: "Sendbird API token",
      reference: "https://sendbird.com/docs/chat/platform-api/v3/prepare-to-use-api",
      keywords: ["sendbird"],
      name: #"sendbird[A-Za-z0-9_.-]{0,20}(?:token|key|secret)"#,
      variable: "SENDBIRD_API_TOKEN",
      format: [.run(40, .hex)],
      advice: "Revoke it: dashboard.sendbird.com, Settings, General."
    ),
    .named(
      id: "sparkpost-api-key",
      description: "SparkPost API key",
      reference: "https://developers.sparkpost.com/api/",
      keywords: ["sparkpost"],
      name: #"sparkpost[A-Za-z0-9_.-]{0,20}(?:key|pass(?:word)?|token)"#,
      variable: "SPARKPOST_API_KEY",
      format: [.run(40, .hex)],
      advice: "Delete it: app.sparkpost.com/account/api-keys."
    ),
    .named(
      id: "telegram-api-hash",
      description: "Telegram app api_hash",
      reference: "https://core.telegram.org/api/obtaining_api_id",
      level: .medium,
      keywords: ["api_hash", "api-hash", "apihash"],
      name: #"(?:telegram|tg)?[_.-]?api[_-]?hash"#,
      variable: "TELEGRAM_API_HASH",
      format: [.run(32, .hex)],
      checks: [.notPlaceholder, .randomness],
      advice: "It cannot be changed: guard the account and its sessions."
    ),
    .token(
      id: "telnyx-api-key",
      description: "Telnyx API key",
      reference: "https://developers.telnyx.com/docs/development/api-guide/authentication",
      format: ["KEY01", .run(53, .base64URL)],
      advice: "Delete it: portal.telnyx.com, API Keys."
    ),
    .named(
      id: "twilio-api-key-secret",
      description: "Twilio API key secret",
      reference: "https://www.twilio.com/docs/iam/api-keys",
      keywords: ["twilio"],
      name: #"twilio[A-Za-z0-9_.-]{0,20}(?:api|key)[_.-]?(?:key)?[_.-]?secret"#,
      variable: "TWILIO_API_KEY_SECRET",
      format: [.run(32, .alphanumeric)],
      advice: "Delete the API key: console.twilio.com, API keys and tokens."
    ),
    .named(
      id: "authy-api-key",
      description: "Authy API key",
      reference: "https://www.twilio.com/docs/authy",
      level: .medium,
      keywords: ["authy"],
      name: #"authy[A-Za-z0-9_.-]{0,20}key"#,
      variable: "AUTHY_API_KEY",
      format: [.run(32, .alphanumeric)],
      advice: "Reset it: console.twilio.com, Authy, the application."
    ),
    .named(
      id: "vonage-api-secret",
      description: "Vonage (Nexmo) API secret",
      reference: "https://developer.vonage.com/en/account/secret-management",
      level: .medium,
      keywords: ["nexmo", "vonage"],
      name: #"(?:nexmo|vonage)[A-Za-z0-9_.-]{0,20}secret"#,
      variable: "VONAGE_API_SECRET",
      format: [.run(16, .alphanumeric)],
      advice: "Revoke it: dashboard.nexmo.com/settings."
    ),
    .named(
      id: "mattermost-access-token",
      description: "Mattermost access token",
      reference: "https://developers.mattermost.com/integrate/reference/personal-access-token/",
      level: .medium,
      keywords: ["mattermost"],
      name: #"mattermost[A-Za-z0-9_.-]{0,20}token"#,
      variable: "MATTERMOST_TOKEN",
      format: [.run(26, .lowerAlphanumeric)],
      advice: "Delete it: Mattermost, Profile, Security, Personal Access Tokens."
    ),
    .named(
      id: "lark-app-secret",
      description: "Lark app secret",
      reference:
        "https://open.larksuite.com/document/home/introduction-to-custom-app-development/self-built-application-development-process",
      level: .medium,
      keywords: ["lark_", "lark-", "larkapp", "larksecret", "larksuite", "feishu"],
      name: #"(?:lark(?:suite)?|feishu)[A-Za-z0-9_.-]{0,20}secret"#,
      variable: "LARK_APP_SECRET",
      format: [.run(32, .alphanumeric)],
      advice: "Reset it: open.larksuite.com/app, the app, Credentials."
    ),
    .named(
      id: "pushover-token",
      description: "Pushover token",
      reference: "https://pushover.net/api",
      level: .medium,
      keywords: ["pushover"],
      name: #"pushover[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "PUSHOVER_API_TOKEN",
      format: [.run(30, .lowerAlphanumeric)],
      advice: "Delete the application: pushover.net/apps."
    ),
    .named(
      id: "pushbullet-token",
      description: "Pushbullet access token",
      reference: "https://docs.pushbullet.com/",
      level: .medium,
      keywords: ["pushbullet"],
      name: #"pushbullet[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "PUSHBULLET_TOKEN",
      format: ["o.", .run(32, .alphanumeric)],
      advice: "Reset it: pushbullet.com/#settings/account."
    ),
    .named(
      id: "intercom-access-token",
      description: "Intercom access token",
      reference:
        "https://developers.intercom.com/docs/build-an-integration/learn-more/authentication",
      level: .medium,
      keywords: ["intercom"],
      name: #"intercom[A-Za-z0-9_.-]{0,20}(?:token|key|secret)"#,
      variable: "INTERCOM_ACCESS_TOKEN",
      format: ["dG9rO", .runs(54...55, .base64), "="],
      advice: "Regenerate it: app.intercom.com, the app, Authentication."
    ),
    .named(
      id: "hubspot-legacy-api-key",
      description: "HubSpot API key (retired)",
      reference: "https://developers.hubspot.com/changelog/upcoming-api-key-sunset",
      level: .medium,
      keywords: ["hubspot", "hapikey"],
      name: #"(?:hubspot[A-Za-z0-9_.-]{0,20}key|hapikey)"#,
      variable: "HUBSPOT_API_KEY",
      format: [.uuid],
      advice: "Deactivate it: app.hubspot.com, Settings, Integrations."
    ),
  ]
}
