// More services for accounts, security and devices.

extension BuiltinRules {
  static let accounts: [Rule] = [
    .named(
      id: "hcp-client-secret",
      description: "HCP client secret",
      reference: "https://developer.hashicorp.com/hcp/docs/hcp/iam/service-principal",
      level: .medium,
      keywords: ["hcp_client", "hcp-client"],
      name: #"hcp[_-]client[_-]secret"#,
      variable: "HCP_CLIENT_SECRET",
      format: [.run(64, .base64URL)],
      advice: "Delete the key: portal.cloud.hashicorp.com, Access control, Service principals."
    ),
    .named(
      id: "jumpcloud-api-key",
      description: "JumpCloud API key",
      reference: "https://jumpcloud.com/support/jumpcloud-apis1",
      keywords: ["jumpcloud"],
      name: #"jumpcloud[A-Za-z0-9_.-]{0,20}(?:key|token)"#,
      variable: "JUMPCLOUD_API_KEY",
      format: [.run(40, .hex)],
      advice: "Regenerate it: console.jumpcloud.com, the user, My API Key."
    ),
    .token(
      id: "jumpcloud-prefixed-api-key",
      description: "JumpCloud API key (jca_)",
      reference: "https://jumpcloud.com/support/jumpcloud-apis1",
      level: .medium,
      format: ["jca_", .run(36, .alphanumeric)],
      advice: "Regenerate it: console.jumpcloud.com, the user, My API Key."
    ),
    .token(
      id: "launchdarkly-sdk-key",
      description: "LaunchDarkly SDK key",
      reference: "https://launchdarkly.com/docs/home/account/environment/keys",
      format: ["sdk-", .uuid],
      advice: "Reset it: LaunchDarkly, Projects, the environment."
    ),
    .named(
      id: "launchdarkly-access-token",
      description: "LaunchDarkly access token",
      reference: "https://launchdarkly.com/docs/home/account/api",
      keywords: [
        "launchdarkly", "ld_api", "ld_access", "ld_token", "ld_rest", "ld-api", "ld-access",
      ],
      name: #"(?:launchdarkly|ld)[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "LAUNCHDARKLY_ACCESS_TOKEN",
      format: ["api-", .uuid],
      advice: "Reset it: LaunchDarkly, Account settings, Authorization."
    ),
    .token(
      id: "nightfall-api-key",
      description: "Nightfall API key",
      reference: "https://help.nightfall.ai/developer-api/introduction_to_apis/creating_api_key",
      format: ["NF-", .run(32, .alphanumeric)],
      advice: "Delete it: app.nightfall.ai, Developer platform, API keys."
    ),
    .named(
      id: "okta-client-secret",
      description: "Okta OAuth client secret",
      reference: "https://developer.okta.com/docs/guides/client-secret-rotation-key/main/",
      level: .medium,
      keywords: ["okta"],
      name: #"okta[A-Za-z0-9_.-]{0,20}secret"#,
      variable: "OKTA_CLIENT_SECRET",
      format: [.run(64, .base64URL)],
      advice: "Rotate it: Okta, Applications, the app, General."
    ),
    .named(
      id: "okta-short-client-secret",
      description: "Okta OAuth client secret (old form)",
      reference: "https://developer.okta.com/docs/guides/client-secret-rotation-key/main/",
      level: .medium,
      keywords: ["okta"],
      name: #"okta[A-Za-z0-9_.-]{0,20}secret"#,
      variable: "OKTA_CLIENT_SECRET",
      format: [.run(40, .base64URL)],
      advice: "Rotate it: Okta, Applications, the app, General."
    ),
    .named(
      id: "onelogin-client-secret",
      description: "OneLogin client secret",
      reference:
        "https://developers.onelogin.com/api-docs/2/getting-started/working-with-api-credentials",
      keywords: ["onelogin"],
      name: #"onelogin[A-Za-z0-9_.-]{0,20}secret"#,
      variable: "ONELOGIN_CLIENT_SECRET",
      format: [.run(64, .hex)],
      advice: "Delete it: OneLogin, Developers, API Credentials."
    ),
    .named(
      id: "shodan-api-key",
      description: "Shodan API key",
      reference: "https://developer.shodan.io/api/requirements",
      level: .medium,
      keywords: ["shodan"],
      name: #"shodan[A-Za-z0-9_.-]{0,20}(?:key|token)"#,
      variable: "SHODAN_API_KEY",
      format: [.run(32, .alphanumeric)],
      advice: "Reset it: account.shodan.io."
    ),
    .named(
      id: "virustotal-api-key",
      description: "VirusTotal API key",
      reference: "https://docs.virustotal.com/reference/authentication",
      level: .medium,
      keywords: ["virustotal", "vt_api"],
      name: #"(?:virus_?total|vt)[A-Za-z0-9_.-]{0,20}key"#,
      variable: "VIRUSTOTAL_API_KEY",
      format: [.run(64, .hex)],
      advice: "Regenerate it: virustotal.com, the user, API key."
    ),
    .named(
      id: "truenas-api-key",
      description: "TrueNAS API key",
      reference: "https://www.truenas.com/docs/scale/toptoolbar/managingapikeys/",
      keywords: ["truenas"],
      name: #"truenas[A-Za-z0-9_.-]{0,20}(?:key|token)"#,
      variable: "TRUENAS_API_KEY",
      format: [.runs(1...4, .digits), "-", .run(64, .alphanumeric)],
      advice: "Delete it: TrueNAS, API Keys."
    ),
    .named(
      id: "ngrok-token",
      description: "ngrok authtoken or API key",
      reference: "https://ngrok.com/docs/agent/#authtokens",
      level: .medium,
      keywords: ["ngrok"],
      name: #"ngrok[A-Za-z0-9_.\s-]{0,30}(?:token|key)"#,
      variable: "NGROK_AUTHTOKEN",
      format: ["2", .run(26, .alphanumeric), "_", .run(21, .alphanumeric)],
      advice: "Delete it: dashboard.ngrok.com/authtokens."
    ),
    .named(
      id: "infura-api-secret",
      description: "Infura project key or secret",
      reference: "https://docs.metamask.io/services/get-started/infura/",
      level: .medium,
      keywords: ["infura"],
      name: #"infura[A-Za-z0-9_.-]{0,20}(?:key|secret|project_?id)"#,
      variable: "INFURA_API_KEY",
      format: [.run(32, .hex)],
      advice: "Replace it: developer.metamask.io, the key, Settings."
    ),
    .token(
      id: "samsara-api-token",
      description: "Samsara API token",
      reference: "https://developers.samsara.com/docs/authentication",
      format: ["samsara_api_", .runs(26...32, .alphanumeric)],
      advice: "Revoke it: cloud.samsara.com, Settings, API tokens."
    ),
    .token(
      id: "proof-api-key",
      description: "Proof API key",
      reference: "https://dev.proof.com/docs/authentication",
      level: .medium,
      format: ["prf_", .runs(32...80, .base64URL)],
      advice: "Delete it: app.proof.com, Settings, API Keys."
    ),
    .token(
      id: "workato-developer-token",
      description: "Workato developer token",
      reference: "https://docs.workato.com/workato-api/api-clients.html",
      level: .medium,
      format: ["wrkaus-eyJ", .runs(40...2000, .dotted)],
      advice: "Delete the API client: app.workato.com, Workspace admin, API clients."
    ),
    .token(
      id: "workato-eu-developer-token",
      description: "Workato developer token of the EU",
      reference: "https://docs.workato.com/workato-api/api-clients.html",
      level: .medium,
      format: ["wrkaeu-eyJ", .runs(40...2000, .dotted)],
      advice: "Delete the API client: app.eu.workato.com, Workspace admin, API clients."
    ),
    .token(
      id: "zuplo-api-key",
      description: "Zuplo consumer API key",
      reference: "https://zuplo.com/docs/articles/api-key-leak-detection",
      level: .medium,
      format: ["zpka_", .run(32, .lowerAlphanumeric), "_", .run(8, .hex)],
      advice: "Roll it: portal.zuplo.com, the project, API Keys."
    ),
    .named(
      id: "rapidapi-key",
      description: "RapidAPI key",
      reference: "https://docs.rapidapi.com/docs/keys",
      level: .medium,
      keywords: ["rapidapi", "rapid_api"],
      name: #"(?:x-)?rapid_?api[A-Za-z0-9_.-]{0,20}key"#,
      variable: "RAPIDAPI_KEY",
      format: [.run(50, .base64URL)],
      advice: "Rotate it: rapidapi.com/developer/apps."
    ),
  ]
}
