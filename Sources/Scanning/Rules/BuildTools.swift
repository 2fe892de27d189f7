// More tools for code, builds, packages and releases.

extension BuiltinRules {
  static let buildTools: [Rule] = [
    .named(
      id: "ionic-token",
      description: "Ionic personal access token",
      reference: "https://ionic.io/docs/appflow/personal-access-tokens",
      level: .medium,
      keywords: ["ionic"],
      name: #"ionic[A-Za-z0-9_.-]{0,20}token"#,
      variable: "IONIC_TOKEN",
      format: ["ion_", .run(42, .alphanumeric)],
      advice: "Revoke it: dashboard.ionicframework.com/settings/personal-access-tokens."
    ),
    .named(
      id: "portainer-access-token",
      description: "Portainer access token",
      reference: "https://docs.portainer.io/api/access",
      keywords: ["portainer"],
      name: #"portainer[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "PORTAINER_TOKEN",
      format: ["ptr_", .runs(20...60, .base64), "="],
      advice: "Remove it: Portainer, My account, Access tokens."
    ),
    .named(
      id: "portainer-unpadded-access-token",
      description: "Portainer access token (without padding)",
      reference: "https://docs.portainer.io/api/access",
      level: .medium,
      keywords: ["portainer"],
      name: #"portainer[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "PORTAINER_TOKEN",
      format: ["ptr_", .runs(20...60, .base64URL)],
      advice: "Remove it: Portainer, My account, Access tokens."
    ),
    .token(
      id: "octopus-deploy-api-key",
      description: "Octopus Deploy API key",
      reference: "https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key",
      format: ["API-", .runs(26...32, .upperAlphanumeric)],
      advice: "Revoke it: Octopus, your profile, My API Keys."
    ),
    .token(
      id: "postman-collection-key",
      description: "Postman collection access key",
      reference: "https://learning.postman.com/docs/developer/postman-api/authentication/",
      level: .medium,
      format: ["PMAT-", .run(26, .upperAlphanumeric)],
      advice: "Delete it: Postman, Settings, API keys."
    ),
    .token(
      id: "readme-api-key",
      description: "ReadMe API key",
      reference: "https://docs.readme.com/main/reference/authentication",
      format: ["rdme_", .run(70, .lowerAlphanumeric)],
      advice: "Delete it: dash.readme.com, the project, API Keys."
    ),
    .named(
      id: "quay-robot-token",
      description: "Quay robot account token",
      reference: "https://docs.quay.io/glossary/robot-accounts.html",
      level: .medium,
      keywords: ["quay"],
      name: #"quay[A-Za-z0-9_.-]{0,30}(?:token|password|pass|key)"#,
      variable: "QUAY_ROBOT_TOKEN",
      format: [.run(64, .upperAlphanumeric)],
      advice: "Regenerate it: quay.io, the organization, Robot Accounts."
    ),
    .named(
      id: "packagecloud-token",
      description: "packagecloud token",
      reference: "https://packagecloud.io/docs/api",
      keywords: ["packagecloud"],
      name: #"packagecloud[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "PACKAGECLOUD_TOKEN",
      format: [.run(48, .hex)],
      advice: "Regenerate it: packagecloud.io/api_token."
    ),
    .named(
      id: "hex-pm-api-key",
      description: "Hex.pm API key",
      reference: "https://hex.pm/docs/publish",
      level: .medium,
      keywords: ["hex_api_key", "hex.pm", "hexpm"],
      name: #"hex(?:pm)?_api_key|hex\.pm[A-Za-z0-9_.-]{0,20}key"#,
      variable: "HEX_API_KEY",
      format: [.run(32, .hex)],
      advice: "Revoke it: mix hex.user key revoke NAME."
    ),
    .named(
      id: "npm-legacy-token",
      description: "npm access token (old form)",
      reference: "https://docs.npmjs.com/about-access-tokens",
      keywords: ["npm"],
      name: #"npm[A-Za-z0-9_.-]{0,20}token"#,
      variable: "NPM_TOKEN",
      format: [.uuid],
      advice: "Delete it: npm token revoke ID, or npmjs.com/settings/USER/tokens."
    ),
    .named(
      id: "sonarqube-legacy-token",
      description: "SonarQube token (old form)",
      reference: "https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/",
      keywords: ["sonar"],
      name: #"sonar[A-Za-z0-9_.-]{0,30}(?:token|login|key)"#,
      variable: "SONAR_TOKEN",
      format: [.run(40, .hex)],
      advice: "Revoke it: SonarQube, My Account, Security."
    ),
    .token(
      id: "sonarcloud-token",
      description: "SonarQube Cloud token",
      reference:
        "https://docs.sonarsource.com/sonarqube-cloud/managing-your-account/managing-tokens/",
      format: ["sqco_", .run(59, .alphanumeric)],
      advice: "Revoke it: sonarcloud.io/account/security."
    ),
    .token(
      id: "sonarqube-global-token",
      description: "SonarQube global analysis token",
      reference: "https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/",
      format: ["sqa_", .run(40, .hex)],
      advice: "Revoke it: SonarQube, My Account, Security."
    ),
    .named(
      id: "sonatype-user-token",
      description: "Sonatype user token",
      reference: "https://central.sonatype.org/publish/generate-portal-token/",
      level: .medium,
      keywords: ["sonatype", "ossrh", "mavencentral", "maven_central"],
      name: #"(?:sonatype|ossrh|maven_?central)[A-Za-z0-9_.-]{0,20}(?:token|password|pass)"#,
      variable: "OSSRH_TOKEN",
      format: [.run(44, .base64)],
      advice: "Reset it: central.sonatype.com/account."
    ),
    .token(
      id: "sourcegraph-cody-key",
      description: "Sourcegraph Cody gateway key",
      reference: "https://sourcegraph.com/docs/cody/core-concepts/cody-gateway",
      level: .medium,
      format: ["slk_", .run(64, .hex)],
      advice: "Ask Sourcegraph to replace the license key."
    ),
    .token(
      id: "sourcegraph-legacy-token",
      description: "Sourcegraph access token (old form)",
      reference: "https://sourcegraph.com/docs/cli/how-tos/creating-an-access-token",
      format: ["sgp_", .run(40, .hex)],
      advice: "Delete it: Sourcegraph, Settings, Access tokens."
    ),
    .token(
      id: "segment-public-api-token",
      description: "Segment public API token",
      reference: "https://segment.com/docs/api/public-api/",
      format: ["sgp_", .run(64, .alphanumeric)],
      advice: "Revoke it: app.segment.com, Settings, Workspace settings, Access Management."
    ),
    .token(
      id: "settlemint-personal-token",
      description: "SettleMint personal access token",
      reference: "https://console.settlemint.com/documentation/",
      level: .medium,
      format: ["sm_pat_", .run(16, .alphanumeric)],
      advice: "Delete it: console.settlemint.com, Personal Access Tokens."
    ),
    .token(
      id: "settlemint-application-token",
      description: "SettleMint application access token",
      reference: "https://console.settlemint.com/documentation/",
      level: .medium,
      format: ["sm_aat_", .run(16, .alphanumeric)],
      advice: "Delete it: console.settlemint.com, the application, Access Tokens."
    ),
    .token(
      id: "teamcity-access-token",
      description: "TeamCity access token",
      reference:
        "https://www.jetbrains.com/help/teamcity/configuring-your-user-profile.html#Managing+Access+Tokens",
      format: ["eyJ0eXAiOiAiVENWMiJ9.", .run(36, .base64URL), ".", .run(48, .base64URL)],
      advice: "Revoke it: TeamCity, your profile, Access Tokens."
    ),
    .named(
      id: "travis-ci-token",
      description: "Travis CI API token",
      reference: "https://docs.travis-ci.com/user/developer/",
      level: .medium,
      keywords: ["travis"],
      name: #"travis[A-Za-z0-9_.-]{0,20}token"#,
      variable: "TRAVIS_API_TOKEN",
      format: [.run(22, .base64URL)],
      advice: "Regenerate it: app.travis-ci.com/account/preferences."
    ),
    .token(
      id: "trufflehog-enterprise-secret",
      description: "TruffleHog Enterprise secret",
      reference: "https://docs.trufflesecurity.com/",
      format: ["thog-secret-", .run(32, .hex)],
      advice: "Replace it: TruffleHog Enterprise, Settings, Scanners."
    ),
    .token(
      id: "mergify-application-key",
      description: "Mergify application key",
      reference: "https://docs.mergify.com/api/",
      format: ["mergify_application_key_", .runs(40...200, .base64URL)],
      advice: "Delete it: dashboard.mergify.com, Applications."
    ),
    .token(
      id: "unkey-root-key",
      description: "Unkey root key",
      reference: "https://www.unkey.com/docs/security/root-keys",
      format: ["unkey_", .runs(20...32, .alphanumeric)],
      advice: "Delete it: app.unkey.com/settings/root-keys."
    ),
    .token(
      id: "val-town-api-token",
      description: "Val Town API token",
      reference: "https://docs.val.town/reference/api/authentication/",
      level: .medium,
      format: ["vtwn_", .runs(20...80, .base64URL)],
      advice: "Delete it: val.town/settings/api."
    ),
    .token(
      id: "prefect-service-account-key",
      description: "Prefect service account key",
      reference: "https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys",
      format: ["pnb_", .run(36, .alphanumeric)],
      advice: "Rotate it: app.prefect.cloud, Service accounts."
    ),
    .named(
      id: "localstack-api-key",
      description: "LocalStack auth token",
      reference: "https://docs.localstack.cloud/aws/getting-started/auth-token/",
      level: .medium,
      keywords: ["localstack"],
      name: #"localstack[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "LOCALSTACK_AUTH_TOKEN",
      format: ["ls-", .runs(30...60, .base64URL)],
      advice: "Reset it: app.localstack.cloud/workspace/auth-tokens."
    ),
    .named(
      id: "lokalise-api-token",
      description: "Lokalise API token",
      reference: "https://developers.lokalise.com/reference/api-authentication",
      level: .medium,
      keywords: ["lokalise"],
      name: #"lokalise[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "LOKALISE_API_TOKEN",
      format: [.run(40, .hex)],
      advice: "Delete it: app.lokalise.com/profile."
    ),
    .named(
      id: "percy-token",
      description: "Percy project token",
      reference: "https://www.browserstack.com/docs/percy/integrate/percy-sdk-workflow",
      level: .medium,
      keywords: ["percy"],
      name: #"percy[A-Za-z0-9_.-]{0,10}token"#,
      variable: "PERCY_TOKEN",
      format: [.run(64, .hex)],
      advice: "Regenerate it: percy.io, the project, Project settings."
    ),
    .named(
      id: "pivotal-tracker-token",
      description: "Pivotal Tracker API token",
      reference: "https://www.pivotaltracker.com/help/api",
      level: .medium,
      keywords: ["pivotal"],
      name: #"pivotal[A-Za-z0-9_.-]{0,20}token"#,
      variable: "PIVOTAL_TRACKER_TOKEN",
      format: [.run(32, .hex)],
      advice: "Delete it in the profile of the user."
    ),
    .named(
      id: "hockeyapp-token",
      description: "HockeyApp or App Center API token",
      reference: "https://learn.microsoft.com/en-us/appcenter/api-docs/",
      level: .medium,
      keywords: ["hockeyapp", "hockey_app", "appcenter", "app_center"],
      name: #"(?:hockey_?app|app_?center)[A-Za-z0-9_.-]{0,20}token"#,
      variable: "APPCENTER_API_TOKEN",
      format: [.run(40, .hex)],
      advice: "Delete it: appcenter.ms/settings/apitokens."
    ),
  ]
}
