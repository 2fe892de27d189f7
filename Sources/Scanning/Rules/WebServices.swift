// Data, search, maps, monitoring and security for money or for free.

extension BuiltinRules {
  static let webServices: [Rule] = [
    .service(
      id: "clearbit-api-key",
      description: "Clearbit API key",
      reference: "https://dashboard.clearbit.com/docs#authentication",
      level: .high,
      names: ["clearbit"],
      variable: "CLEARBIT_API_KEY",
      format: ["sk_", .run(32, .hex)],
      advice: "Roll it: dashboard.clearbit.com/api."
    ),
    .service(
      id: "calendly-token",
      description: "Calendly personal access token",
      reference: "https://developer.calendly.com/how-to-authenticate-with-personal-access-tokens",
      names: ["calendly"],
      variable: "CALENDLY_TOKEN",
      format: [
        "eyJ", .runs(17...80, .base64URL), ".", .runs(60...800, .base64URL), ".",
        .runs(40...120, .base64URL),
      ],
      advice: "Revoke it: calendly.com/integrations/api_webhooks."
    ),
    .service(
      id: "calendarific-api-key",
      description: "Calendarific API key",
      reference: "https://calendarific.com/api-documentation",
      names: ["calendarific"],
      variable: "CALENDARIFIC_API_KEY",
      format: [.run(40, .lowerAlphanumeric)],
      advice: "Reset it: calendarific.com/account."
    ),
    .service(
      id: "abuseipdb-api-key",
      description: "AbuseIPDB API key",
      reference: "https://docs.abuseipdb.com/#introduction",
      names: ["abuseipdb", "abuse_ipdb"],
      variable: "ABUSEIPDB_API_KEY",
      format: [.run(80, .hex)],
      advice: "Delete it: abuseipdb.com/account/api."
    ),
    .service(
      id: "alienvault-otx-key",
      description: "AlienVault OTX key",
      reference: "https://otx.alienvault.com/api",
      names: ["alienvault", "otx_api", "otx_key"],
      variable: "OTX_API_KEY",
      format: [.run(64, .hex)],
      advice: "Reset it: otx.alienvault.com/settings."
    ),
    .service(
      id: "greynoise-api-key",
      description: "GreyNoise API key",
      reference: "https://docs.greynoise.io/reference/get_v3-community-ip",
      names: ["greynoise"],
      variable: "GREYNOISE_API_KEY",
      format: [.run(64, .alphanumeric)],
      advice: "Reset it: viz.greynoise.io/account."
    ),
    .service(
      id: "accuweather-api-key",
      description: "AccuWeather API key",
      reference: "https://developer.accuweather.com/getting-started",
      names: ["accuweather"],
      variable: "ACCUWEATHER_API_KEY",
      format: [.run(32, .alphanumeric)],
      advice: "Delete the app: developer.accuweather.com/user/me/apps."
    ),
    .service(
      id: "datagov-api-key",
      description: "api.data.gov API key",
      reference: "https://api.data.gov/docs/developer-manual/",
      names: ["data.gov", "data_gov", "datagov"],
      word: true,
      variable: "DATA_GOV_API_KEY",
      format: [.run(40, .alphanumeric)],
      advice: "Ask for another: api.data.gov/signup."
    ),
    .service(
      id: "diffbot-token",
      description: "Diffbot token",
      reference: "https://docs.diffbot.com/reference/authentication",
      names: ["diffbot"],
      variable: "DIFFBOT_TOKEN",
      format: [.run(32, .lowerAlphanumeric)],
      advice: "Reset it: app.diffbot.com, Account."
    ),
    .service(
      id: "disqus-api-key",
      description: "Disqus API key or secret",
      reference: "https://disqus.com/api/docs/auth/",
      names: ["disqus"],
      variable: "DISQUS_API_SECRET",
      format: [.run(64, .alphanumeric)],
      advice: "Reset it: disqus.com/api/applications/."
    ),
    .service(
      id: "edamam-app-key",
      description: "Edamam application key",
      reference: "https://developer.edamam.com/edamam-docs-recipe-api",
      names: ["edamam"],
      variable: "EDAMAM_APP_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: developer.edamam.com/admin/applications."
    ),
    .service(
      id: "foursquare-client-secret",
      description: "Foursquare client id or secret",
      reference: "https://docs.foursquare.com/developer/reference/authentication",
      names: ["foursquare"],
      variable: "FOURSQUARE_CLIENT_SECRET",
      format: [.run(48, .upperAlphanumeric)],
      advice: "Reset it: foursquare.com/developers."
    ),
    .service(
      id: "geoapify-api-key",
      description: "Geoapify API key",
      reference: "https://apidocs.geoapify.com/",
      names: ["geoapify"],
      variable: "GEOAPIFY_API_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: myprojects.geoapify.com."
    ),
    .service(
      id: "geocodio-api-key",
      description: "Geocodio API key",
      reference: "https://www.geocod.io/docs/#authentication",
      names: ["geocodio"],
      variable: "GEOCODIO_API_KEY",
      format: [.run(39, .hex)],
      advice: "Delete it: dash.geocod.io/apikey."
    ),
    .service(
      id: "gtmetrix-api-key",
      description: "GTmetrix API key",
      reference: "https://gtmetrix.com/api/docs/2.0/",
      names: ["gtmetrix"],
      variable: "GTMETRIX_API_KEY",
      format: [.run(32, .hex)],
      advice: "Reset it: gtmetrix.com/dashboard/account."
    ),
    .service(
      id: "gitguardian-api-token",
      description: "GitGuardian token",
      reference: "https://docs.gitguardian.com/api-docs/authentication",
      level: .high,
      names: ["gitguardian"],
      variable: "GITGUARDIAN_API_KEY",
      format: [.run(71, .anyHex)],
      advice: "Revoke it: dashboard.gitguardian.com/api."
    ),
    .service(
      id: "detectify-api-key",
      description: "Detectify API key",
      reference: "https://developer.detectify.com/",
      names: ["detectify"],
      variable: "DETECTIFY_API_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: detectify.com, Settings, API keys."
    ),
    .service(
      id: "deepl-api-key",
      description: "DeepL API key",
      reference: "https://developers.deepl.com/docs/getting-started/auth",
      names: ["deepl"],
      variable: "DEEPL_AUTH_KEY",
      format: [.uuid],
      advice: "Deactivate it: deepl.com/your-account/keys."
    ),
    .service(
      id: "deepl-free-api-key",
      description: "DeepL API Free key",
      reference: "https://developers.deepl.com/docs/getting-started/auth",
      level: .high,
      names: ["deepl"],
      variable: "DEEPL_AUTH_KEY",
      format: [.uuid, ":fx"],
      advice: "Deactivate it: deepl.com/your-account/keys."
    ),
    .service(
      id: "appveyor-api-token",
      description: "AppVeyor API token",
      reference: "https://www.appveyor.com/docs/api/",
      level: .high,
      names: ["appveyor"],
      variable: "APPVEYOR_API_TOKEN",
      format: ["v2.", .run(20, .lowerAlphanumeric)],
      advice: "Reset it: ci.appveyor.com/api-keys."
    ),
    .service(
      id: "airbrake-project-key",
      description: "Airbrake project key",
      reference: "https://docs.airbrake.io/docs/devops-tools/api/",
      names: ["airbrake"],
      variable: "AIRBRAKE_PROJECT_KEY",
      format: [.run(32, .hex)],
      advice: "Regenerate it: airbrake.io, the project, Settings."
    ),
    .service(
      id: "airbrake-user-key",
      description: "Airbrake user key",
      reference: "https://docs.airbrake.io/docs/devops-tools/api/",
      names: ["airbrake"],
      variable: "AIRBRAKE_USER_KEY",
      format: [.run(40, .hex)],
      advice: "Regenerate it: airbrake.io, Profile."
    ),
    .service(
      id: "appdynamics-access-key",
      description: "AppDynamics agent access key",
      reference:
        "https://docs.appdynamics.com/appd/23.x/latest/en/application-monitoring/install-app-server-agents",
      names: ["appdynamics"],
      word: true,
      variable: "APPDYNAMICS_AGENT_ACCOUNT_ACCESS_KEY",
      format: [.runs(12...24, .lowerAlphanumeric)],
      advice: "Reset it: the AppDynamics licence page."
    ),
    .service(
      id: "coralogix-api-key",
      description: "Coralogix API key",
      reference: "https://coralogix.com/docs/user-guides/account-management/api-keys/api-keys/",
      level: .high,
      names: ["coralogix"],
      variable: "CORALOGIX_API_KEY",
      format: ["cxtp_", .run(30, .alphanumeric)],
      advice: "Delete it: Coralogix, Settings, API keys."
    ),
    .service(
      id: "coralogix-legacy-key",
      description: "Coralogix private key (old form)",
      reference: "https://coralogix.com/docs/user-guides/account-management/api-keys/api-keys/",
      names: ["coralogix"],
      word: true,
      variable: "CORALOGIX_PRIVATE_KEY",
      format: [.uuid],
      advice: "Delete it: Coralogix, Settings, API keys."
    ),
    .service(
      id: "cronitor-api-key",
      description: "Cronitor API key",
      reference: "https://cronitor.io/docs/api-keys",
      names: ["cronitor"],
      variable: "CRONITOR_API_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: cronitor.io/app/settings/api."
    ),
    .token(
      id: "dynatrace-platform-token",
      description: "Dynatrace platform token",
      reference:
        "https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/platform-tokens",
      format: ["dt0s16.", .run(8, .upperAlphanumeric), ".", .run(64, .upperAlphanumeric)],
      advice: "Delete it: Dynatrace, Account Management, Platform tokens."
    ),
    .token(
      id: "dynatrace-platform-token-long",
      description: "Dynatrace platform token (long id)",
      reference:
        "https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/platform-tokens",
      level: .medium,
      format: ["dt0s16.", .run(24, .upperAlphanumeric), ".", .run(64, .upperAlphanumeric)],
      advice: "Delete it: Dynatrace, Account Management, Platform tokens."
    ),
    .token(
      id: "dynatrace-oauth-client-secret",
      description: "Dynatrace OAuth client secret",
      reference:
        "https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/oauth-clients",
      format: ["dt0s02.", .run(8, .upperAlphanumeric), ".", .run(64, .upperAlphanumeric)],
      advice: "Delete the client: Dynatrace, Account Management, OAuth clients."
    ),
    .token(
      id: "devcycle-server-sdk-key",
      description: "DevCycle server SDK key",
      reference: "https://docs.devcycle.com/essentials/keys",
      level: .medium,
      format: ["dvc_server_", .runs(8...64, .base64URL)],
      advice: "Rotate it: app.devcycle.com, Environments."
    ),
    Rule(
      id: "gcnotify-api-key",
      description: "GC Notify API key",
      reference: "https://documentation.notification.canada.ca/en/start.html#api-keys",
      level: .high,
      keywords: ["gcntfy-"],
      pattern:
        #"gcntfy-[A-Za-z0-9_-]{1,120}?-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}-(?<secret>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .minimumEntropy(2.5)],
      advice: "Revoke it: notification.canada.ca, API integration.",
      examples: [
        "Authorization: ApiKey-v1 gcntfy-app-\(Example.uuid(seed: 1))-\(Example.uuid(seed: 2))\n",
        "NOTIFY_KEY=\"gcntfy-my-app-\(Example.uuid(seed: 3))-\(Example.uuid(seed: 4))\"\n",
      ],
      counterexamples: [
        "gcntfy-app-\(Example.uuid(seed: 1))\n",
        "gcntfy-<name>-<id>-<secret>\n",
      ]
    ),
    .token(
      id: "endor-labs-api-key",
      description: "Endor Labs API key or secret",
      reference: "https://docs.endorlabs.com/administration/api-keys/",
      format: ["endr+", .run(16, .base64URL)],
      advice: "Delete it: app.endorlabs.com, Access control, API keys."
    ),
  ]
}
