// More payment and finance services.

extension BuiltinRules {
  static let paymentProviders: [Rule] = [
    .token(
      id: "mercury-api-token",
      description: "Mercury API token",
      reference: "https://docs.mercury.com/reference/getting-started-with-your-api",
      format: [
        "mercury_production_", .runs(3...6, .letters), "_", .runs(40...50, .alphanumeric),
        "_yrucrem",
      ],
      advice: "Revoke it: app.mercury.com/settings/tokens."
    ),
    .token(
      id: "midtrans-server-key",
      description: "Midtrans server key",
      reference: "https://docs.midtrans.com/docs/midtrans-account",
      format: ["Mid-server-", .runs(10...24, .base64URL)],
      advice: "Ask Midtrans to change it: dashboard.midtrans.com."
    ),
    .named(
      id: "mollie-api-key",
      description: "Mollie API key",
      reference: "https://docs.mollie.com/reference/authentication",
      level: .medium,
      keywords: ["mollie"],
      name: #"mollie"#,
      variable: "MOLLIE_API_KEY",
      format: ["live_", .run(30, .alphanumeric)],
      advice: "Reset it: my.mollie.com/dashboard/developers/api-keys."
    ),
    .token(
      id: "lob-api-key",
      description: "Lob API key",
      reference: "https://docs.lob.com/",
      level: .medium,
      format: ["live_", .run(35, .hex)],
      advice: "Revoke it: dashboard.lob.com/settings/api-keys."
    ),
    .token(
      id: "paddle-api-key",
      description: "Paddle API key",
      reference: "https://developer.paddle.com/api-reference/about/authentication",
      format: [
        "pdl_live_apikey_", .run(26, .lowerAlphanumeric), "_", .run(22, .alphanumeric), "_",
        .run(3, .alphanumeric),
      ],
      advice: "Revoke it: vendors.paddle.com/authentication."
    ),
    .token(
      id: "paddle-sandbox-api-key",
      description: "Paddle sandbox API key",
      reference: "https://developer.paddle.com/api-reference/about/authentication",
      level: .low,
      format: [
        "pdl_sdbx_apikey_", .run(26, .lowerAlphanumeric), "_", .run(22, .alphanumeric), "_",
        .run(3, .alphanumeric),
      ],
      advice: "Revoke it: sandbox-vendors.paddle.com/authentication."
    ),
    .token(
      id: "pagarme-live-key",
      description: "Pagar.me live key",
      reference: "https://docs.pagar.me/docs/chaves-de-acesso",
      format: ["ak_live_", .run(30, .alphanumeric)],
      advice: "Replace it: Pagar.me dashboard, API keys."
    ),
    .token(
      id: "paypal-access-token",
      description: "PayPal access token",
      reference: "https://developer.paypal.com/api/rest/authentication/",
      level: .medium,
      format: ["A21AA", .runs(80...130, .base64URL)],
      advice: "It ends by itself within nine hours; rotate the client secret if that leaked, too."
    ),
    .token(
      id: "stripe-ephemeral-key",
      description: "Stripe ephemeral key",
      reference: "https://docs.stripe.com/issuing/elements",
      level: .medium,
      format: ["ek_live_", .runs(24...400, .alphanumeric)],
      advice: "It ends by itself within an hour; rotate the secret key if that leaked, too."
    ),
    .named(
      id: "plaid-secret",
      description: "Plaid secret",
      reference: "https://plaid.com/docs/api/",
      keywords: ["plaid"],
      name: #"plaid[A-Za-z0-9_.-]{0,20}(?:secret|key)"#,
      variable: "PLAID_SECRET",
      format: [.run(30, .hex)],
      advice: "Rotate it: dashboard.plaid.com/developers/keys."
    ),
    .named(
      id: "razorpay-key-secret",
      description: "Razorpay key secret",
      reference: "https://razorpay.com/docs/payments/dashboard/account-settings/api-keys/",
      keywords: ["razorpay", "rzp_"],
      name: #"(?:razorpay|rzp)[A-Za-z0-9_.-]{0,20}secret"#,
      variable: "RAZORPAY_KEY_SECRET",
      format: [.run(24, .alphanumeric)],
      advice: "Regenerate it: dashboard.razorpay.com, Account and settings, API keys."
    ),
    .token(
      id: "ramp-client-secret",
      description: "Ramp client secret",
      reference: "https://docs.ramp.com/developer-api/v1/authorization",
      format: ["ramp_sec_", .run(48, .alphanumeric)],
      advice: "Rotate it: app.ramp.com, Developer, the app."
    ),
    .token(
      id: "robinhood-crypto-key",
      description: "Robinhood crypto API key",
      reference: "https://docs.robinhood.com/crypto/trading/",
      format: ["rh-api-", .uuid],
      advice: "Delete it: robinhood.com/account/crypto."
    ),
    .named(
      id: "kraken-private-key",
      description: "Kraken private key",
      reference: "https://docs.kraken.com/api/docs/guides/spot-rest-auth",
      keywords: ["kraken"],
      name: #"kraken[A-Za-z0-9_.-]{0,20}(?:private|secret)"#,
      variable: "KRAKEN_PRIVATE_KEY",
      format: [.run(86, .base64), "=="],
      advice: "Delete it: kraken.com, Settings, API."
    ),
    .named(
      id: "kucoin-api-secret",
      description: "KuCoin API secret",
      reference:
        "https://www.kucoin.com/docs/basics/connection-method/authentication/creating-a-request",
      keywords: ["kucoin"],
      name: #"kucoin[A-Za-z0-9_.-]{0,20}secret"#,
      variable: "KUCOIN_API_SECRET",
      format: [.uuid],
      advice: "Delete it: kucoin.com/account/api."
    ),
    .named(
      id: "wise-api-token",
      description: "Wise API token",
      reference: "https://docs.wise.com/api-docs/features/authentication-access/personal-tokens",
      level: .medium,
      keywords: [
        "wise_api", "wise-api", "wise_token", "wise-token", "wise_access", "wise_live",
        "wise_sandbox", "wise_key", "transferwise",
      ],
      name: #"(?:transfer)?wise[_.-][A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "WISE_API_TOKEN",
      format: [.uuid],
      advice: "Revoke it: wise.com/settings/api-tokens."
    ),
    .token(
      id: "polar-access-token",
      description: "Polar access token",
      reference: "https://polar.sh/docs/integrate/oat",
      format: ["polar_oat_", .runs(20...100, .base64URL)],
      advice: "Revoke it: polar.sh, the organization, Settings."
    ),
    .token(
      id: "polar-personal-token",
      description: "Polar personal access token",
      reference: "https://polar.sh/docs/integrate/authentication",
      format: ["polar_pat_", .runs(20...100, .base64URL)],
      advice: "Revoke it: polar.sh/settings."
    ),
    .token(
      id: "shippo-live-token",
      description: "Shippo API token",
      reference: "https://docs.goshippo.com/docs/guides_general/authentication/",
      format: ["shippo_live_", .run(40, .hex)],
      advice: "Delete it: apps.goshippo.com/settings/api."
    ),
    .token(
      id: "shippo-test-token",
      description: "Shippo test API token",
      reference: "https://docs.goshippo.com/docs/guides_general/authentication/",
      level: .low,
      format: ["shippo_test_", .run(40, .hex)],
      advice: "Delete it: apps.goshippo.com/settings/api."
    ),
    .token(
      id: "persona-api-key",
      description: "Persona API key",
      reference: "https://docs.withpersona.com/api-keys",
      format: ["persona_production_", .runs(20...80, .base64URL)],
      advice: "Expire it: app.withpersona.com/dashboard/api-keys."
    ),
    .token(
      id: "persona-sandbox-api-key",
      description: "Persona sandbox API key",
      reference: "https://docs.withpersona.com/api-keys",
      level: .low,
      format: ["persona_sandbox_", .runs(20...80, .base64URL)],
      advice: "Expire it: app.withpersona.com/dashboard/api-keys."
    ),
    .token(
      id: "onfido-api-token",
      description: "Onfido API token",
      reference: "https://documentation.onfido.com/api/latest/",
      format: ["api_live.", .runs(20...80, .base64URL)],
      advice: "Revoke it: dashboard.onfido.com/api/tokens."
    ),
    .token(
      id: "onfido-us-api-token",
      description: "Onfido API token of the US",
      reference: "https://documentation.onfido.com/api/latest/",
      format: ["api_live_us.", .runs(20...80, .base64URL)],
      advice: "Revoke it: dashboard.us.onfido.com/api/tokens."
    ),
    .token(
      id: "workos-api-key",
      description: "WorkOS API key",
      reference: "https://workos.com/docs/reference/api-keys",
      format: ["sk_live_a2V5Xz", .runs(60...72, .base64)],
      advice: "Revoke it: dashboard.workos.com/api-keys."
    ),
    .token(
      id: "workos-test-api-key",
      description: "WorkOS test API key",
      reference: "https://workos.com/docs/reference/api-keys",
      level: .low,
      format: ["sk_test_a2V5Xz", .runs(60...72, .base64)],
      advice: "Revoke it: dashboard.workos.com/api-keys."
    ),
    .named(
      id: "paystack-secret-key",
      description: "Paystack secret key",
      reference: "https://paystack.com/docs/api/authentication/",
      keywords: ["paystack"],
      name: #"paystack[A-Za-z0-9_.-]{0,20}(?:secret|key)"#,
      variable: "PAYSTACK_SECRET_KEY",
      format: ["sk_live_", .run(40, .hex)],
      advice: "Generate another: dashboard.paystack.com/#/settings/developers."
    ),
  ]
}
