// Services for building, testing, planning and designing software.

extension BuiltinRules {
  static let developerTools: [Rule] = [
    .token(
      id: "atlassian-api-token",
      description: "Atlassian API token",
      reference:
        "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",
      format: ["ATATT3xFfGF0", .runs(100...260, .base64URL), "=", .run(8, .upperHex)],
      advice: "Revoke it: id.atlassian.com/manage-profile/security/api-tokens."
    ),
    .token(
      id: "atlassian-organization-key",
      description: "Atlassian organization key or Bitbucket access token",
      reference: "https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/",
      format: ["ATCTT3xFf", .runs(150...250, .base64URL), "=", .run(8, .upperHex)],
      advice:
        "Revoke it: admin.atlassian.com, Settings, API keys; or the repository, project or workspace settings, Access tokens."
    ),
    .token(
      id: "bitbucket-app-password",
      description: "Bitbucket app password",
      reference: "https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/",
      format: ["ATBB", .run(32, .alphanumeric)],
      advice: "Revoke it: bitbucket.org/account/settings/app-passwords."
    ),
    .token(
      id: "bitbucket-data-center-token",
      description: "Bitbucket Data Center HTTP access token",
      reference:
        "https://confluence.atlassian.com/bitbucketserver/http-access-tokens-939515499.html",
      format: ["BBDC-", .runs(40...50, .base64)],
      advice: "Revoke it: Bitbucket, Manage account, HTTP access tokens."
    ),
    .token(
      id: "circleci-personal-token",
      description: "CircleCI personal API token",
      reference: "https://circleci.com/docs/managing-api-tokens/",
      format: ["CCIPAT_", .run(22, .alphanumeric), "_", .run(40, .hex)],
      advice: "Delete it: app.circleci.com/settings/user/tokens."
    ),
    .token(
      id: "circleci-project-token",
      description: "CircleCI project API token",
      reference: "https://circleci.com/docs/managing-api-tokens/",
      level: .medium,
      format: ["CCIPRJ_", .run(22, .alphanumeric), "_", .run(40, .hex)],
      advice: "Delete it: CircleCI, Project Settings, API Permissions."
    ),
    .token(
      id: "buildkite-token",
      description: "Buildkite API access token",
      reference: "https://buildkite.com/docs/apis/managing-api-tokens",
      format: ["bkua_", .run(40, .hex)],
      advice: "Revoke it: buildkite.com/user/api-access-tokens."
    ),
    .token(
      id: "sonarqube-user-token",
      description: "SonarQube user token",
      reference: "https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens",
      format: ["squ_", .run(40, .hex)],
      advice: "Revoke it: SonarQube, My Account, Security."
    ),
    .token(
      id: "sonarqube-project-token",
      description: "SonarQube project token",
      reference: "https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens",
      format: ["sqp_", .run(40, .hex)],
      advice: "Revoke it: SonarQube, My Account, Security."
    ),
    .token(
      id: "pulumi-access-token",
      description: "Pulumi access token",
      reference: "https://www.pulumi.com/docs/administration/access-identity/access-tokens/",
      format: ["pul-", .run(40, .hex)],
      advice: "Delete it: app.pulumi.com/account/tokens."
    ),
    .token(
      id: "linear-api-key",
      description: "Linear API key",
      reference: "https://linear.app/developers/graphql",
      format: ["lin_api_", .run(40, .alphanumeric)],
      advice: "Delete it: linear.app/settings/account/security."
    ),
    .token(
      id: "linear-oauth-token",
      description: "Linear OAuth access token",
      reference: "https://linear.app/developers/oauth-2-0-authentication",
      format: ["lin_oauth_", .run(64, .hex)],
      advice: "Revoke it: POST https://api.linear.app/oauth/revoke."
    ),
    .token(
      id: "notion-token",
      description: "Notion integration token",
      reference: "https://developers.notion.com/docs/authorization",
      format: ["ntn_", .run(11, .digits), .run(35, .alphanumeric)],
      advice: "Refresh it: notion.so/profile/integrations, the integration."
    ),
    .token(
      id: "notion-legacy-token",
      description: "Notion integration token (old form)",
      reference: "https://developers.notion.com/docs/authorization",
      level: .medium,
      format: ["secret_", .run(43, .alphanumeric)],
      checks: [.notPlaceholder, .randomness, .contains([.digit, .lowercase, .uppercase])],
      advice: "Refresh it: notion.so/profile/integrations, the integration."
    ),
    .token(
      id: "postman-api-key",
      description: "Postman API key",
      reference: "https://learning.postman.com/docs/developer/postman-api/authentication/",
      format: ["PMAK-", .run(24, .hex), "-", .run(34, .hex)],
      advice: "Revoke it: Postman, Settings, API keys."
    ),
    .token(
      id: "hubspot-private-app-token",
      description: "HubSpot private app token",
      reference: "https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview",
      format: ["pat-na1-", .uuid],
      advice: "Rotate it: HubSpot, Settings, Integrations, Private Apps."
    ),
    .token(
      id: "hubspot-private-app-token-eu",
      description: "HubSpot private app token (EU)",
      reference: "https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview",
      format: ["pat-eu1-", .uuid],
      advice: "Rotate it: HubSpot, Settings, Integrations, Private Apps."
    ),
    Rule(
      id: "mapbox-secret-token",
      description: "Mapbox secret token",
      reference: "https://docs.mapbox.com/help/dive-deeper/access-tokens/",
      level: .high,
      keywords: ["sk.eyj", "tk.eyj"],
      pattern: #"[st]k\.eyJ[A-Za-z0-9_-]{20,300}\.[A-Za-z0-9_-]{20,30}(?![A-Za-z0-9_-])"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Rotate or delete it: console.mapbox.com/account/access-tokens.",
      examples: [
        "MAPBOX=sk.eyJ\(Example.random(60, .alphanumeric)).\(Example.random(22, .base64URL))\n",
        "token: \"sk.eyJ\(Example.random(72, .alphanumeric)).\(Example.random(22, .base64URL, seed: 2))\"\n",
      ],
      counterexamples: [
        "MAPBOX=pk.eyJ\(Example.random(60, .alphanumeric)).\(Example.random(22, .base64URL))\n",
        "MAPBOX=sk.eyJ\(Example.random(60, .alphanumeric))\n",
      ]
    ),
    .named(
      id: "algolia-admin-key",
      description: "Algolia admin API key",
      reference: "https://www.algolia.com/doc/guides/security/api-keys/",
      keywords: ["algolia"],
      name: #"algolia[A-Za-z0-9_.-]{0,20}(?:admin|write|secret|private)"#,
      variable: "ALGOLIA_ADMIN_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: dashboard.algolia.com/account/api-keys. Search-only keys may be public."
    ),
    .named(
      id: "snyk-token",
      description: "Snyk API token",
      reference: "https://docs.snyk.io/snyk-api/authentication-for-api",
      level: .medium,
      keywords: ["snyk"],
      name: #"snyk"#,
      variable: "SNYK_TOKEN",
      format: [.uuid],
      advice: "Revoke it: app.snyk.io/account."
    ),
    .named(
      id: "sauce-labs-access-key",
      description: "Sauce Labs access key",
      reference: "https://docs.saucelabs.com/basics/acct-team-mgmt/managing-user-info/",
      level: .medium,
      keywords: ["sauce"],
      name: #"sauce"#,
      variable: "SAUCE_ACCESS_KEY",
      format: [.uuid],
      advice: "Regenerate it: app.saucelabs.com/user-settings."
    ),
    .named(
      id: "jenkins-api-token",
      description: "Jenkins API token",
      reference:
        "https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients/",
      level: .medium,
      keywords: ["jenkins"],
      name: #"jenkins[A-Za-z0-9_.-]{0,20}(?:token|key|pass(?:word)?|crumb)"#,
      variable: "JENKINS_API_TOKEN",
      format: ["11", .run(32, .hex)],
      advice: "Revoke it: Jenkins, the user, Security, API Token."
    ),
    .token(
      id: "dependency-track-api-key",
      description: "Dependency-Track API key",
      reference: "https://docs.dependencytrack.org/integrations/rest-api/",
      format: ["odt_", .runs(32...255, .alphanumeric)],
      advice: "Delete it: Dependency-Track, Administration, Access Management, Teams."
    ),
    .token(
      id: "stackhawk-api-key",
      description: "StackHawk API key",
      reference: "https://docs.stackhawk.com/apidocs.html",
      format: ["hawk.", .run(20, .base64URL), ".", .run(20, .base64URL)],
      advice: "Delete it: app.stackhawk.com/settings/apikeys."
    ),
    .token(
      id: "sourcegraph-access-token",
      description: "Sourcegraph access token",
      reference: "https://sourcegraph.com/docs/cli/how-tos/creating-an-access-token",
      format: ["sgp_", .run(16, .hex), "_", .run(40, .hex)],
      advice: "Delete it: Sourcegraph, Settings, Access tokens."
    ),
    .token(
      id: "typeform-token",
      description: "Typeform personal access token",
      reference: "https://www.typeform.com/developers/get-started/personal-access-token/",
      format: ["tfp_", .runs(40...59, .base64URL)],
      advice: "Delete it: admin.typeform.com/user/tokens."
    ),
    .token(
      id: "adobe-client-secret",
      description: "Adobe OAuth client secret",
      reference: "https://developer.adobe.com/developer-console/docs/guides/credentials",
      format: ["p8e-", .run(32, .base64URL)],
      advice: "Rotate it: developer.adobe.com/console, the project, the credential."
    ),
    .token(
      id: "prefect-api-key",
      description: "Prefect API key",
      reference: "https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys",
      format: ["pnu_", .run(36, .alphanumeric)],
      advice: "Delete it: app.prefect.cloud/my/api-keys."
    ),
    .token(
      id: "infracost-api-key",
      description: "Infracost API key",
      reference: "https://www.infracost.io/docs/",
      level: .medium,
      format: ["ico-", .run(32, .alphanumeric)],
      advice: "Rotate it: dashboard.infracost.io, Org Settings."
    ),
    .token(
      id: "harness-token",
      description: "Harness personal or service account token",
      reference:
        "https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys",
      format: ["pat.", .run(22, .base64URL), ".", .run(24, .hex), ".", .run(20, .alphanumeric)],
      advice: "Delete it: Harness, the profile or service account, API keys."
    ),
    .token(
      id: "maxmind-license-key",
      description: "MaxMind license key",
      reference: "https://dev.maxmind.com/license-key/",
      level: .medium,
      format: [.run(6, .alphanumeric), "_", .run(29, .alphanumeric), "_mmk"],
      advice: "Delete it: maxmind.com/en/accounts/current/license-key."
    ),
  ]
}
