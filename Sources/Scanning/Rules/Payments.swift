// Stripe, Square, PayPal and other payment services.

extension BuiltinRules {
  static let payments: [Rule] = [
    .token(
      id: "stripe-secret-key",
      description: "Stripe secret key",
      reference: "https://docs.stripe.com/keys",
      format: ["sk_live_", .runs(16...247, .alphanumeric)],
      checks: stripeChecks,
      advice: "Roll it: dashboard.stripe.com/apikeys, Roll key.",
      counterexamples: ["key = pk_live_\(Example.random(24, .alphanumeric))\n"]
    ),
    .token(
      id: "stripe-restricted-key",
      description: "Stripe restricted key",
      reference: "https://docs.stripe.com/keys",
      format: ["rk_live_", .runs(16...247, .alphanumeric)],
      checks: stripeChecks,
      advice: "Roll it: dashboard.stripe.com/apikeys, Roll key."
    ),
    .token(
      id: "stripe-test-key",
      description: "Stripe test key",
      reference: "https://docs.stripe.com/keys",
      level: .low,
      format: ["sk_test_", .runs(16...247, .alphanumeric)],
      checks: stripeChecks,
      advice: "Roll it: dashboard.stripe.com/test/apikeys, Roll key.",
      counterexamples: ["key = pk_test_\(Example.random(24, .alphanumeric))\n"]
    ),
    .token(
      id: "stripe-restricted-test-key",
      description: "Stripe restricted test key",
      reference: "https://docs.stripe.com/keys",
      level: .low,
      format: ["rk_test_", .runs(16...247, .alphanumeric)],
      checks: stripeChecks,
      advice: "Roll it: dashboard.stripe.com/test/apikeys, Roll key."
    ),
    .token(
      id: "stripe-webhook-secret",
      description: "Stripe or Svix webhook signing secret",
      reference: "https://docs.stripe.com/webhooks/signature",
      level: .medium,
      format: ["whsec_", .runs(32...88, .base64)],
      advice: "Roll it: dashboard.stripe.com/webhooks, the endpoint, Roll secret."
    ),
    .token(
      id: "square-oauth-secret",
      description: "Square OAuth secret",
      reference: "https://developer.squareup.com/docs/build-basics/access-tokens",
      format: ["sq0csp-", .run(43, .base64URL)],
      advice: "Replace it: developer.squareup.com/apps, the application, OAuth, Replace secret.",
      counterexamples: ["id = sq0idp-\(Example.random(22, .base64URL))\n"]
    ),
    .token(
      id: "square-access-token",
      description: "Square access token (old form)",
      reference: "https://developer.squareup.com/docs/build-basics/access-tokens",
      format: ["sq0atp-", .run(22, .base64URL)],
      advice: "Replace it: developer.squareup.com/apps, the application, Credentials."
    ),
    .named(
      id: "square-personal-token",
      description: "Square access token",
      reference: "https://developer.squareup.com/docs/build-basics/access-tokens",
      keywords: [
        "square_access", "square-access", "squareaccess", "square_token", "square-token",
        "squaretoken", "square_api", "square_prod", "square_personal", "squareup",
      ],
      name: "square",
      variable: "SQUARE_ACCESS_TOKEN",
      format: ["EAAA", .run(60, .base64URL)],
      advice: "Replace it: developer.squareup.com/apps, the application, Credentials."
    ),
    .token(
      id: "braintree-access-token",
      description: "Braintree access token",
      reference:
        "https://developer.paypal.com/braintree/docs/guides/ec-braintree-sdk/testing-go-live",
      format: ["access_token$production$", .run(16, .lowerAlphanumeric), "$", .run(32, .hex)],
      advice: "Delete it and request another: PayPal console, Braintree SDK credentials."
    ),
    .named(
      id: "paypal-client-secret",
      description: "PayPal client secret",
      reference: "https://developer.paypal.com/api/rest/authentication/",
      level: .medium,
      keywords: ["paypal"],
      name: #"paypal[A-Za-z0-9_.-]{0,20}secret"#,
      variable: "PAYPAL_CLIENT_SECRET",
      format: ["E", .run(79, .base64URL)],
      advice: "Add another and disable this one: developer.paypal.com/dashboard/applications."
    ),
    .token(
      id: "flutterwave-secret-key",
      description: "Flutterwave secret key",
      reference: "https://developer.flutterwave.com/docs/authentication",
      format: ["FLWSECK-", .run(32, .hex), "-X"],
      advice: "Regenerate it: Flutterwave dashboard, Settings, API keys."
    ),
    .token(
      id: "razorpay-key-id",
      description: "Razorpay live key id",
      reference: "https://razorpay.com/docs/api/authentication/",
      level: .low,
      format: ["rzp_live_", .run(14, .alphanumeric)],
      advice:
        "An id alone opens nothing; where its secret stands beside it, regenerate both: dashboard.razorpay.com/app/keys."
    ),
    .token(
      id: "plaid-access-token",
      description: "Plaid access token",
      reference: "https://plaid.com/docs/api/items/#itemaccess_tokeninvalidate",
      format: ["access-production-", .uuid],
      advice: "Rotate it: POST /item/access_token/invalidate."
    ),
    .token(
      id: "shopify-access-token",
      description: "Shopify app access token",
      reference: "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens",
      format: ["shpat_", .run(32, .anyHex)],
      advice: "Uninstall the app from the shop or rotate the app's client secret."
    ),
    .token(
      id: "shopify-custom-app-token",
      description: "Shopify custom app access token",
      reference: "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens",
      format: ["shpca_", .run(32, .anyHex)],
      advice: "Uninstall the custom app: Shopify admin, Settings, Apps, Develop apps."
    ),
    .token(
      id: "shopify-private-app-token",
      description: "Shopify private app password",
      reference: "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens",
      format: ["shppa_", .run(32, .anyHex)],
      advice: "Rotate it: Shopify admin, Settings, Apps, the private app."
    ),
    .token(
      id: "shopify-shared-secret",
      description: "Shopify app shared secret",
      reference: "https://shopify.dev/docs/apps/build/authentication-authorization/client-secrets",
      format: ["shpss_", .run(32, .anyHex)],
      advice: "Rotate the client secret: Partner Dashboard, the app, Client credentials."
    ),
  ]

  /// As of every token, and that a short one is no word: `sk_test_` begins names, too.
  private static let stripeChecks: [Check] = [
    .notPlaceholder, (["sk_live_", .runs(16...247, .alphanumeric)] as TokenFormat).randomness,
    .custom { $0.value.count >= 32 || $0.value.contains(where: ASCII.isDigit) },
  ]
}
