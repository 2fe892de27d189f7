// More services for metrics, logs, errors and alerts.

extension BuiltinRules {
  static let telemetry: [Rule] = [
    .named(
      id: "honeycomb-api-key",
      description: "Honeycomb API key",
      reference: "https://docs.honeycomb.io/api/authentication",
      level: .medium,
      keywords: ["honeycomb"],
      name: #"honeycomb[A-Za-z0-9_.-]{0,20}(?:key|team|token)"#,
      variable: "HONEYCOMB_API_KEY",
      format: [.run(22, .alphanumeric)],
      advice: "Delete it: Honeycomb, Environments, API Keys."
    ),
    .named(
      id: "honeycomb-classic-key",
      description: "Honeycomb Classic API key",
      reference: "https://docs.honeycomb.io/api/authentication",
      level: .medium,
      keywords: ["honeycomb"],
      name: #"honeycomb[A-Za-z0-9_.-]{0,20}(?:key|team|token)"#,
      variable: "HONEYCOMB_API_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: Honeycomb, Team settings, API Keys."
    ),
    .named(
      id: "sentry-legacy-token",
      description: "Sentry auth token (old form)",
      reference: "https://docs.sentry.io/account/auth-tokens/",
      keywords: ["sentry"],
      name: #"sentry[A-Za-z0-9_.-]{0,20}token"#,
      variable: "SENTRY_AUTH_TOKEN",
      format: [.run(64, .hex)],
      advice: "Revoke it: Sentry, User settings, Auth Tokens."
    ),
    .named(
      id: "pagerduty-routing-key",
      description: "PagerDuty Events routing key",
      reference: "https://developer.pagerduty.com/docs/events-api-v2-overview",
      level: .medium,
      keywords: ["pagerduty", "routing_key"],
      name: #"(?:pagerduty[A-Za-z0-9_.-]{0,20}key|pd_routing_key|\brouting_key)"#,
      variable: "PAGERDUTY_ROUTING_KEY",
      format: [.run(32, .lowerAlphanumeric)],
      context: .near(["pagerduty", "pager_duty", "pd_"], .lines(8)),
      advice: "Replace it: PagerDuty, the service, Integrations."
    ),
    .named(
      id: "splunk-observability-token",
      description: "Splunk Observability access token",
      reference: "https://dev.splunk.com/observability/docs/administration/authtokens/",
      level: .medium,
      keywords: ["signalfx", "x-sf-token", "splunk"],
      name: #"(?:signalfx|sfx|splunk[_.-]?(?:access|observability)|x-sf)[A-Za-z0-9_.-]{0,20}token"#,
      variable: "SIGNALFX_ACCESS_TOKEN",
      format: [.run(22, .base64URL)],
      advice: "Delete it: Splunk Observability, Settings, Access Tokens."
    ),
    .named(
      id: "rollbar-access-token",
      description: "Rollbar access token",
      reference: "https://docs.rollbar.com/docs/access-tokens",
      level: .medium,
      keywords: ["rollbar"],
      name: #"rollbar[A-Za-z0-9_.-]{0,20}token"#,
      variable: "ROLLBAR_ACCESS_TOKEN",
      format: [.run(32, .hex)],
      advice: "Disable it: rollbar.com, the project, Settings, Project Access Tokens."
    ),
    .named(
      id: "loggly-token",
      description: "Loggly customer token",
      reference:
        "https://documentation.solarwinds.com/en/success_center/loggly/content/admin/customer-token-authentication-token.htm",
      level: .medium,
      keywords: ["loggly"],
      name: #"loggly[A-Za-z0-9_.-]{0,20}token"#,
      variable: "LOGGLY_TOKEN",
      format: [.uuid],
      advice: "Retire it: Loggly, Source Setup, Customer Tokens."
    ),
    .named(
      id: "logzio-token",
      description: "Logz.io shipping token",
      reference: "https://docs.logz.io/docs/user-guide/admin/authentication-tokens/",
      level: .medium,
      keywords: ["logzio", "logz_io", "logz.io"],
      name: #"logz[_.-]?io[A-Za-z0-9_.-]{0,20}token"#,
      variable: "LOGZIO_TOKEN",
      format: [.run(32, .letters)],
      advice: "Delete it: app.logz.io, Settings, Manage tokens."
    ),
    .named(
      id: "papertrail-api-token",
      description: "Papertrail API token",
      reference: "https://www.papertrail.com/help/http-api/",
      level: .medium,
      keywords: ["papertrail"],
      name: #"papertrail[A-Za-z0-9_.-]{0,20}token"#,
      variable: "PAPERTRAIL_API_TOKEN",
      format: [.run(20, .alphanumeric)],
      advice: "Reset it: papertrailapp.com/account/profile."
    ),
    .named(
      id: "uptimerobot-api-key",
      description: "UptimeRobot API key",
      reference: "https://uptimerobot.com/api/",
      level: .medium,
      keywords: ["uptimerobot", "uptime_robot"],
      name: #"uptime_?robot[A-Za-z0-9_.-]{0,20}key"#,
      variable: "UPTIMEROBOT_API_KEY",
      format: ["u", .runs(5...8, .digits), "-", .run(24, .hex)],
      advice: "Delete it: UptimeRobot, Integrations and API."
    ),
    .named(
      id: "statuscake-api-key",
      description: "StatusCake API key",
      reference: "https://developers.statuscake.com/api/",
      level: .medium,
      keywords: ["statuscake"],
      name: #"statuscake[A-Za-z0-9_.-]{0,20}(?:key|token)"#,
      variable: "STATUSCAKE_API_KEY",
      format: [.runs(20...30, .alphanumeric)],
      advice: "Delete it: app.statuscake.com/User.php."
    ),
    .named(
      id: "mixpanel-api-secret",
      description: "Mixpanel project secret",
      reference: "https://developer.mixpanel.com/reference/project-secret",
      level: .medium,
      keywords: ["mixpanel"],
      name: #"mixpanel[A-Za-z0-9_.-]{0,20}secret"#,
      variable: "MIXPANEL_API_SECRET",
      format: [.run(32, .hex)],
      advice: "Rotate it: Mixpanel, Settings, Project Settings."
    ),
    .named(
      id: "lightstep-access-token",
      description: "ServiceNow Cloud Observability access token",
      reference: "https://docs.lightstep.com/docs/create-and-manage-access-tokens",
      level: .medium,
      keywords: ["lightstep"],
      name: #"lightstep[A-Za-z0-9_.-]{0,20}token"#,
      variable: "LIGHTSTEP_ACCESS_TOKEN",
      format: [.runs(80...200, .base64)],
      advice: "Delete it: Cloud Observability, Settings, Access tokens."
    ),
  ]
}
