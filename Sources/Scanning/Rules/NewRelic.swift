// New Relic.

extension BuiltinRules {
  static let newRelic: [Rule] = [
    .token(
      id: "new-relic-admin-key",
      description: "New Relic admin API key",
      reference: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
      format: ["NRAA-", .run(27, .hex)],
      advice: "Delete it: one.newrelic.com/api-keys."
    ),
    .token(
      id: "new-relic-rest-key",
      description: "New Relic REST API key",
      reference: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
      format: ["NRRA-", .run(42, .hex)],
      advice: "Delete it: one.newrelic.com/api-keys."
    ),
    .token(
      id: "new-relic-query-key",
      description: "New Relic insights query key",
      reference: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
      level: .medium,
      format: ["NRIQ-", .runs(25...32, .base64URL)],
      advice: "Delete it: one.newrelic.com/api-keys."
    ),
    .token(
      id: "new-relic-eu-license-key",
      description: "New Relic license key of the EU",
      reference: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
      level: .medium,
      format: ["eu01xx", .run(26, .hex), "FFFFNRAL"],
      advice: "Rotate it: one.newrelic.com/api-keys."
    ),
    .token(
      id: "new-relic-browser-key",
      description: "New Relic browser key",
      reference: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
      level: .info,
      format: ["NRJS-", .run(19, .hex)],
      advice: "Nothing to do: every visitor of the page reads it."
    ),
    .token(
      id: "new-relic-mobile-token",
      description: "New Relic mobile app token",
      reference: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
      level: .info,
      format: ["AA", .run(40, .hex), "-NRMA"],
      advice: "Nothing to do: it is in the app that is shipped."
    ),
    .token(
      id: "pixie-api-key",
      description: "Pixie API key",
      reference: "https://docs.px.dev/using-pixie/api-quick-start/",
      level: .medium,
      format: ["px-api-", .uuid],
      advice: "Delete it: px api-key delete ID."
    ),
    .token(
      id: "pixie-deploy-key",
      description: "Pixie deploy key",
      reference: "https://docs.px.dev/reference/admin/deploy-keys/",
      level: .medium,
      format: ["px-dep-", .uuid],
      advice: "Delete it: px deploy-key delete ID."
    ),
    .token(
      id: "new-relic-user-key",
      description: "New Relic user API key",
      reference: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
      format: ["NRAK-", .run(27, .upperAlphanumeric)],
      advice: "Delete it: one.newrelic.com/api-keys."
    ),
    .token(
      id: "new-relic-license-key",
      description: "New Relic license key",
      reference: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
      level: .medium,
      format: [.run(32, .hex), "FFFFNRAL"],
      advice: "Rotate it: one.newrelic.com/api-keys."
    ),
    .token(
      id: "new-relic-insert-key",
      description: "New Relic insights insert key",
      reference: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
      level: .medium,
      format: ["NRII-", .runs(25...32, .base64URL)],
      advice: "Delete it: one.newrelic.com/api-keys."
    ),
  ]
}
