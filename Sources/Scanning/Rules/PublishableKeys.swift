// Keys that are made for browsers and apps: worth knowing, and no secrets.

extension BuiltinRules {
  static let publishableKeys: [Rule] = [
    .token(
      id: "stripe-publishable-key",
      description: "Stripe publishable key",
      reference: "https://docs.stripe.com/keys",
      level: .info,
      format: ["pk_live_", .runs(20...247, .alphanumeric)],
      advice: "Nothing to do: it is made for browsers; the secret key starts with sk_."
    ),
    .token(
      id: "stripe-test-publishable-key",
      description: "Stripe publishable test key",
      reference: "https://docs.stripe.com/keys",
      level: .info,
      format: ["pk_test_", .runs(20...247, .alphanumeric)],
      advice: "Nothing to do: it is made for browsers; the secret key starts with sk_."
    ),
    .token(
      id: "mapbox-public-token",
      description: "Mapbox public token",
      reference: "https://docs.mapbox.com/help/dive-deeper/access-tokens/",
      level: .info,
      format: ["pk.eyJ", .runs(40...300, .base64URL), ".", .runs(20...30, .base64URL)],
      advice: "Nothing to do: it is made for browsers. Restrict it to your URLs."
    ),
    .token(
      id: "posthog-project-key",
      description: "PostHog project API key",
      reference: "https://posthog.com/docs/api",
      level: .info,
      format: ["phc_", .runs(41...44, .base64URL)],
      advice: "Nothing to do: it is made for browsers and only takes events."
    ),
    .token(
      id: "langfuse-public-key",
      description: "Langfuse public key",
      reference: "https://langfuse.com/faq/all/where-are-langfuse-api-keys",
      level: .info,
      format: ["pk-lf-", .uuid],
      advice: "Nothing to do: it names the project; the secret key starts with sk-lf-."
    ),
    .token(
      id: "mailgun-validation-key",
      description: "Mailgun public validation key",
      reference:
        "https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt",
      level: .info,
      format: ["pubkey-", .run(32, .hex)],
      advice: "Nothing to do: it is made for browsers."
    ),
    .token(
      id: "supabase-publishable-key",
      description: "Supabase publishable key",
      reference: "https://supabase.com/docs/guides/api/api-keys",
      level: .info,
      format: ["sb_publishable_", .run(31, .base64URL)],
      advice: "Nothing to do: it is made for browsers. Row level security must guard the data."
    ),
    .token(
      id: "square-application-id",
      description: "Square application id",
      reference: "https://developer.squareup.com/docs/build-basics/access-tokens",
      level: .info,
      format: ["sq0idp-", .run(22, .base64URL)],
      advice: "Nothing to do: it is public; the secret starts with sq0csp-."
    ),
    .token(
      id: "launchdarkly-mobile-key",
      description: "LaunchDarkly mobile key",
      reference: "https://launchdarkly.com/docs/sdk/concepts/client-side-server-side",
      level: .info,
      format: ["mob-", .uuid],
      advice: "Nothing to do: it is in the app that is shipped."
    ),
    .token(
      id: "mongodb-atlas-service-account-id",
      description: "MongoDB Atlas service account id",
      reference: "https://www.mongodb.com/docs/atlas/api/service-accounts-overview/",
      level: .info,
      format: ["mdb_sa_id_", .run(24, .hex)],
      advice: "Nothing to do: it is no secret without the mdb_sa_sk_ secret."
    ),
    .token(
      id: "salesforce-consumer-key",
      description: "Salesforce consumer key",
      reference:
        "https://help.salesforce.com/s/articleView?id=xcloud.connected_app_rotate_consumer_details.htm",
      level: .info,
      format: ["3MVG9", .runs(80...251, .dotted)],
      advice: "Nothing to do: it names the connected app; the consumer secret must stay secret."
    ),
    .token(
      id: "midtrans-client-key",
      description: "Midtrans client key",
      reference: "https://docs.midtrans.com/docs/midtrans-account",
      level: .info,
      format: ["Mid-client-", .runs(10...20, .base64URL)],
      advice: "Nothing to do: it is made for browsers; the secret starts with Mid-server-."
    ),
    .token(
      id: "lob-publishable-key",
      description: "Lob publishable key",
      reference: "https://docs.lob.com/",
      level: .info,
      format: ["live_pub_", .run(31, .hex)],
      advice: "Nothing to do: it is made for browsers."
    ),
  ]
}
