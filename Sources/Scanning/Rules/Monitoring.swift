// Services for metrics, logs, errors and alerts.

extension BuiltinRules {
  static let monitoring: [Rule] = [
    Rule(
      id: "grafana-service-account-token",
      description: "Grafana service account token",
      reference: "https://grafana.com/docs/grafana/latest/administration/service-accounts/",
      level: .high,
      keywords: ["glsa_"],
      pattern: "glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [
        .notPlaceholder,
        .doubts { Checksum.endsWithGrafanaChecksum($0.value) ? nil : .wrongChecksum },
      ],
      advice: "Delete it: Grafana, Administration, Service accounts, the account.",
      examples: [
        "GRAFANA_TOKEN=\(grafanaToken(seed: 1))\n",
        "Authorization: Bearer \(grafanaToken(seed: 2))\n",
        #"{"body": "first\n\#(grafanaToken(seed: 3))\nlast"}"#,
      ],
      counterexamples: [
        "GRAFANA_TOKEN=\(grafanaToken(seed: 1).dropLast())\n",
        "GRAFANA_TOKEN=glsa_\(String(repeating: "x", count: 32))_00000000\n",
      ]
    ),
    .token(
      id: "grafana-cloud-token",
      description: "Grafana Cloud access policy token",
      reference:
        "https://grafana.com/docs/grafana-cloud/account-management/authentication-and-permissions/access-policies/",
      format: ["glc_eyJ", .runs(40...400, .base64)],
      advice: "Delete it: grafana.com, Security, Access Policies."
    ),
    .token(
      id: "grafana-api-key",
      description: "Grafana API key (old form)",
      reference:
        "https://grafana.com/docs/grafana/latest/administration/service-accounts/migrate-api-keys/",
      format: ["eyJrIjoi", .runs(70...400, .base64)],
      advice: "Delete it: Grafana, Administration, API keys; move to service accounts."
    ),
    .token(
      id: "sentry-organization-token",
      description: "Sentry organization auth token",
      reference: "https://docs.sentry.io/account/auth-tokens/",
      format: ["sntrys_eyJ", .runs(80...600, .base64), "_", .run(43, .base64)],
      advice: "Revoke it: Sentry, Settings, Auth Tokens."
    ),
    .token(
      id: "sentry-user-token",
      description: "Sentry user auth token",
      reference: "https://docs.sentry.io/account/auth-tokens/",
      format: ["sntryu_", .run(64, .hex)],
      advice: "Revoke it: Sentry, User settings, Auth Tokens."
    ),
    .named(
      id: "datadog-api-key",
      description: "Datadog API key",
      reference: "https://docs.datadoghq.com/account_management/api-app-keys/",
      keywords: ["datadog", "dd_api", "dd-api"],
      name: #"(?:datadog|dd)[A-Za-z0-9_.-]{0,20}api[_.-]?key"#,
      variable: "DATADOG_API_KEY",
      format: [.run(32, .hex)],
      advice: "Revoke it: app.datadoghq.com/organization-settings/api-keys."
    ),
    .named(
      id: "datadog-application-key",
      description: "Datadog application key",
      reference: "https://docs.datadoghq.com/account_management/api-app-keys/",
      keywords: ["datadog", "dd_app", "dd-app"],
      name: #"(?:datadog|dd)[A-Za-z0-9_.-]{0,20}app(?:lication)?[_.-]?key"#,
      variable: "DATADOG_APP_KEY",
      format: [.run(40, .hex)],
      advice: "Revoke it: app.datadoghq.com/organization-settings/application-keys."
    ),
    .token(
      id: "dynatrace-api-token",
      description: "Dynatrace API token",
      reference:
        "https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens",
      format: ["dt0c01.", .run(24, .upperAlphanumeric), ".", .run(64, .upperAlphanumeric)],
      advice: "Delete it: Dynatrace, Access Tokens."
    ),
    .named(
      id: "pagerduty-api-key",
      description: "PagerDuty API key",
      reference: "https://support.pagerduty.com/main/docs/api-access-keys",
      keywords: ["pagerduty", "pd_api"],
      name: #"(?:pagerduty|pd_api)"#,
      variable: "PAGERDUTY_API_KEY",
      format: ["u+", .run(18, .base64URL)],
      advice: "Remove it: PagerDuty, Integrations, API Access Keys."
    ),
    .named(
      id: "splunk-hec-token",
      description: "Splunk HTTP Event Collector token",
      reference:
        "https://help.splunk.com/en/splunk-cloud-platform/get-started/get-data-in/get-data-with-http-event-collector/set-up-and-use-http-event-collector-in-splunk-web",
      keywords: ["splunk", "hec_token"],
      name: #"splunk[A-Za-z0-9_.-]{0,20}token|hec_token|Authorization["\']?: ?Splunk"#,
      variable: "SPLUNK_HEC_TOKEN",
      format: [.uuid],
      advice: "Delete it: Splunk, Settings, Data inputs, HTTP Event Collector."
    ),
    .named(
      id: "sumo-logic-access-key",
      description: "Sumo Logic access key",
      reference: "https://www.sumologic.com/help/docs/manage/security/access-keys/",
      keywords: ["sumo"],
      name: #"sumo[A-Za-z0-9_.-]{0,20}(?:access)?[_.-]?key"#,
      variable: "SUMO_LOGIC_ACCESS_KEY",
      format: [.run(64, .alphanumeric)],
      advice: "Deactivate it: Sumo Logic, Administration, Security, Access Keys."
    ),
    .token(
      id: "rootly-api-key",
      description: "Rootly API key",
      reference: "https://docs.rootly.com/api-reference/overview",
      format: ["rootly_", .run(64, .hex)],
      advice: "Delete it: rootly.com/account/api_keys."
    ),
    .token(
      id: "posthog-personal-key",
      description: "PostHog personal API key",
      reference: "https://posthog.com/docs/api",
      format: ["phx_", .runs(41...49, .base64URL)],
      advice: "Delete it: app.posthog.com/settings/user-api-keys.",
      counterexamples: ["key = phc_\(Example.random(43, .base64URL))\n"]
    ),
  ]

  private static func grafanaToken(seed: UInt64) -> String {
    let body = "glsa_" + Example.random(32, .alphanumeric, seed: seed)
    return "\(body)_\(String(decoding: Checksum.grafana(body.utf8), as: UTF8.self))"
  }
}
