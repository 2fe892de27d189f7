// Chat, mail, calls and the customers at the other end.

extension BuiltinRules {
  static let chatServices: [Rule] = [
    .service(
      id: "discord-client-secret",
      description: "Discord client secret",
      reference: "https://discord.com/developers/docs/topics/oauth2",
      level: .high,
      names: ["discord"],
      word: true,
      variable: "DISCORD_CLIENT_SECRET",
      format: [.run(32, .base64URL)],
      advice: "Reset it: discord.com/developers/applications, the application, OAuth2."
    ),
    .token(
      id: "discord-mfa-token",
      description: "Discord user token (old form)",
      reference: "https://discord.com/developers/docs/reference#authentication",
      level: .medium,
      format: ["mfa.", .run(84, .base64URL)],
      advice: "Change the password of the account: that ends all its sessions."
    ),
    Rule(
      id: "cisco-webex-bot-token",
      description: "Cisco Webex bot or access token",
      reference: "https://developer.webex.com/docs/bots",
      level: .high,
      keywords: ["webex"],
      pattern: #"[A-Za-z0-9]{64}_[A-Za-z0-9]{4}_[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"#,
      boundary: .word,
      window: .bytes(160),
      checks: [.notPlaceholder, .randomness],
      advice: "Regenerate it: developer.webex.com/my-apps, the bot.",
      examples: [
        "WEBEX_TOKEN=\(Example.random(64, .alphanumeric, seed: 1))_P0A1_\(Example.uuid(seed: 1))\n",
        "webex: { accessToken: \"\(Example.random(64, .alphanumeric, seed: 2))_PF84_\(Example.uuid(seed: 2))\" }\n",
      ],
      counterexamples: [
        "WEBEX_TOKEN=${TOKEN}\n",
        "WEBEX_TOKEN=\(Example.random(64, .alphanumeric, seed: 1))\n",
      ]
    ),
    .service(
      id: "facebook-app-secret",
      description: "Facebook app secret",
      reference: "https://developers.facebook.com/docs/facebook-login/security/#appsecret",
      level: .high,
      names: ["facebook", "fb_app", "fb-app", "fb_secret", "fbapp", "meta_app"],
      word: true,
      variable: "FACEBOOK_APP_SECRET",
      format: [.run(32, .hex)],
      advice: "Reset it: developers.facebook.com/apps, the app's Settings, Basic."
    ),
    Rule(
      id: "facebook-app-access-token",
      description: "Facebook app access token",
      reference:
        "https://developers.facebook.com/docs/facebook-login/guides/access-tokens#apptokens",
      level: .high,
      keywords: ["facebook", "access_token", "fb_"],
      pattern:
        #"[0-9]{15,16}(?:\||%7[Cc])[A-Za-z0-9_-]{27}(?:[A-Za-z0-9_-]{1,13})?(?![A-Za-z0-9_-])"#,
      boundary: .word,
      window: .bytes(80),
      checks: [.notPlaceholder, .minimumEntropy(3.6)],
      advice: "Reset the app secret: developers.facebook.com/apps, the app's Settings, Basic.",
      examples: [
        "FACEBOOK_ACCESS_TOKEN=\(Example.random(16, .digits, seed: 1))|\(Example.random(27, .base64URL, seed: 2))\n",
        "https://graph.facebook.com/app?access_token=\(Example.random(15, .digits, seed: 3))%7C\(Example.random(27, .alphanumeric, seed: 4))\n",
      ],
      counterexamples: [
        "access_token={app-id}|{app-secret}\n",
        "facebook \(Example.random(16, .digits, seed: 1))|short\n",
      ]
    ),
    .service(
      id: "freshdesk-api-key",
      description: "Freshdesk API key",
      reference: "https://developers.freshdesk.com/api/#authentication",
      names: ["freshdesk"],
      word: true,
      variable: "FRESHDESK_API_KEY",
      format: [.run(20, .alphanumeric)],
      advice: "Reset it: Freshdesk, Profile settings, View API key."
    ),
    .service(
      id: "close-api-key",
      description: "Close API key",
      reference: "https://developer.close.com/topics/authentication/",
      names: ["close_api", "close.com", "close-api", "closeio", "close_crm"],
      variable: "CLOSE_API_KEY",
      format: ["api_", .run(22, .alphanumeric), ".", .run(22, .alphanumeric)],
      advice: "Delete it: app.close.com/settings/developer."
    ),
    .service(
      id: "beamer-api-key",
      description: "Beamer API key",
      reference: "https://www.getbeamer.com/api",
      names: ["beamer"],
      variable: "BEAMER_API_KEY",
      format: ["b_", .run(44, .base64)],
      advice: "Reset it: app.getbeamer.com, Settings, API."
    ),
    .service(
      id: "customerio-api-key",
      description: "Customer.io API key",
      reference: "https://docs.customer.io/accounts-and-workspaces/managing-credentials/",
      names: ["customerio", "customer_io", "customer.io"],
      word: true,
      variable: "CUSTOMERIO_API_KEY",
      format: [.runs(20...32, .hex)],
      advice: "Delete it: fly.customer.io/settings/api_credentials."
    ),
    .service(
      id: "courier-auth-token",
      description: "Courier authorization token",
      reference: "https://www.courier.com/docs/platform/workspaces/environments-api-keys",
      names: ["courier"],
      variable: "COURIER_AUTH_TOKEN",
      format: ["pk_prod_", .run(28, .upperAlphanumeric)],
      advice: "Rotate it: app.courier.com/settings/api-keys."
    ),
    .service(
      id: "clicksend-api-key",
      description: "ClickSend API key",
      reference: "https://developers.clicksend.com/docs/",
      names: ["clicksend"],
      variable: "CLICKSEND_API_KEY",
      format: [.uuid],
      advice: "Regenerate it: dashboard.clicksend.com, API credentials."
    ),
    .service(
      id: "elastic-email-api-key",
      description: "Elastic Email API key",
      reference: "https://help.elasticemail.com/en/articles/4799160-api-settings",
      names: ["elasticemail", "elastic_email", "elastic-email"],
      variable: "ELASTIC_EMAIL_API_KEY",
      format: [.run(96, .upperAlphanumeric)],
      advice: "Revoke it: app.elasticemail.com/api/settings."
    ),
    .service(
      id: "drift-access-token",
      description: "Drift access token",
      reference: "https://devdocs.drift.com/docs/authentication-and-scopes",
      names: [
        "drift_access", "drift-access", "drift_token", "drift-token", "drift_api", "drift-api",
        "drift_oauth", "driftapi", "drifttoken", "driftt.com",
      ],
      variable: "DRIFT_ACCESS_TOKEN",
      format: [.run(32, .alphanumeric)],
      advice: "Delete the app: dev.drift.com."
    ),
    .service(
      id: "front-api-token",
      description: "Front API token",
      reference: "https://dev.frontapp.com/docs/create-and-revoke-api-tokens",
      names: ["frontapp", "front_api", "front-api"],
      variable: "FRONT_API_TOKEN",
      format: [
        "eyJ", .runs(17...60, .base64URL), ".", .runs(60...400, .base64URL), ".",
        .runs(40...100, .base64URL),
      ],
      advice: "Delete it: app.frontapp.com, Settings, Developers."
    ),
    .service(
      id: "getresponse-api-key",
      description: "GetResponse API key",
      reference: "https://apidocs.getresponse.com/v3/authentication/apikey",
      names: ["getresponse", "get_response"],
      word: true,
      variable: "GETRESPONSE_API_KEY",
      format: [.run(32, .lowerAlphanumeric)],
      advice: "Delete it: app.getresponse.com/api."
    ),
    .service(
      id: "activecampaign-api-key",
      description: "ActiveCampaign API key",
      reference: "https://developers.activecampaign.com/reference/authentication",
      names: ["activecampaign", "active_campaign"],
      variable: "ACTIVECAMPAIGN_API_KEY",
      format: [.run(72, .hex)],
      advice: "Reset it: ActiveCampaign, Settings, Developer."
    ),
    .service(
      id: "aweber-access-token",
      description: "AWeber client secret",
      reference: "https://api.aweber.com/",
      names: ["aweber"],
      word: true,
      variable: "AWEBER_CLIENT_SECRET",
      format: [.run(32, .alphanumeric)],
      advice: "Reset it: labs.aweber.com/apps."
    ),
    .service(
      id: "campaign-monitor-api-key",
      description: "Campaign Monitor API key",
      reference: "https://www.campaignmonitor.com/api/v3-3/getting-started/",
      names: ["campaignmonitor", "campaign_monitor", "createsend"],
      variable: "CAMPAIGN_MONITOR_API_KEY",
      format: [.run(32, .hex)],
      advice: "Regenerate it: Campaign Monitor, Account settings, API keys."
    ),
    .service(
      id: "convertkit-api-secret",
      description: "ConvertKit API secret",
      reference: "https://developers.kit.com/api-reference/authentication",
      names: ["convertkit"],
      word: true,
      variable: "CONVERTKIT_API_SECRET",
      format: [.runs(22...43, .base64URL)],
      advice: "Regenerate it: app.kit.com/account_settings/developer_settings."
    ),
    .service(
      id: "ably-api-key",
      description: "Ably API key",
      reference: "https://ably.com/docs/auth/basic",
      level: .high,
      names: ["ably_", "ably-", "ablyapi", "ablykey", "ably.re", "ably.io"],
      variable: "ABLY_API_KEY",
      format: [.run(6, .alphanumeric), ".", .run(6, .alphanumeric), ":", .run(43, .base64URL)],
      advice: "Revoke it: ably.com/accounts, the app, API keys."
    ),
    .service(
      id: "agora-app-certificate",
      description: "Agora app certificate",
      reference: "https://docs.agora.io/en/video-calling/get-started/manage-agora-account",
      names: [
        "agora_app_cert", "agora-app-cert", "agoraappcert", "agora_cert", "agora_primary_cert",
        "app_certificate", "appcertificate",
      ],
      variable: "AGORA_APP_CERTIFICATE",
      format: [.run(32, .hex)],
      advice: "Reset it: console.agora.io, the project."
    ),
    .service(
      id: "bandwidth-api-token",
      description: "Bandwidth API token or secret",
      reference: "https://dev.bandwidth.com/docs/account/credentials/",
      names: ["bandwidth_api", "bandwidth-api", "bandwidth_token", "bandwidth_secret"],
      variable: "BANDWIDTH_API_SECRET",
      format: [.run(32, .alphanumeric)],
      advice: "Delete the user: dashboard.bandwidth.com, Users."
    ),
    .service(
      id: "chatwork-api-token",
      description: "Chatwork API token",
      reference: "https://developer.chatwork.com/docs",
      names: ["chatwork"],
      variable: "CHATWORK_API_TOKEN",
      format: [.run(32, .hex)],
      advice: "Regenerate it: chatwork.com, Service integration, API token."
    ),
    .service(
      id: "daily-api-key",
      description: "Daily API key",
      reference: "https://docs.daily.co/reference/rest-api/your-domain/config",
      names: ["daily_api", "daily.co", "dailyco", "daily-api"],
      variable: "DAILY_API_KEY",
      format: [.run(64, .hex)],
      advice: "Regenerate it: dashboard.daily.co/developers."
    ),
    .service(
      id: "expo-access-token",
      description: "Expo access token",
      reference: "https://docs.expo.dev/accounts/programmatic-access/",
      level: .high,
      names: ["expo_token", "expo-token", "expo_access", "expotoken"],
      variable: "EXPO_TOKEN",
      format: [.run(40, .base64URL)],
      advice: "Delete it: expo.dev/settings/access-tokens."
    ),
  ]
}
