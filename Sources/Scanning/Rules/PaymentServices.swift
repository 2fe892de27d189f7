// Money: payments, cards, banks, invoices.

extension BuiltinRules {
  static let paymentServices: [Rule] = [
    Rule(
      id: "adyen-api-key",
      description: "Adyen API key",
      reference: "https://docs.adyen.com/development-resources/api-credentials/",
      level: .high,
      keywords: ["aqe"],
      pattern:
        #"AQE[A-Za-z0-9+/]{40,240}={0,2}-[A-Za-z0-9+/]{30,80}={0,2}-[!-~]{8,32}(?=["\x27\s,]|$)"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.minimumEntropy(4.5)],
      advice: "Generate a new one: Adyen Customer Area, Developers, API credentials.",
      examples: [
        "ADYEN_API_KEY=AQE\(Example.random(90, .base64, seed: 1))==-\(Example.random(43, .base64, seed: 2))=-W+t7NF;s4}%=kUq\n",
        "x-api-key: 'AQE\(Example.random(94, .base64, seed: 3))-\(Example.random(43, .base64, seed: 4))=-\(Example.random(16, .alphanumeric, seed: 5))'\n",
      ],
      counterexamples: [
        "ADYEN_API_KEY=AQE…\n",
        "AQE\(Example.random(90, .base64, seed: 1))\n",
      ]
    ),
    .token(
      id: "asaas-api-token",
      description: "Asaas API token",
      reference: "https://docs.asaas.com/docs/authentication-2",
      level: .medium,
      format: ["$aact_prod_", .runs(20...240, .base64URL)],
      advice: "Revoke it: asaas.com, Integrations, API keys."
    ),
    .token(
      id: "asaas-sandbox-token",
      description: "Asaas API token (sandbox)",
      reference: "https://docs.asaas.com/docs/authentication-2",
      level: .low,
      format: ["$aact_hmlg_", .runs(20...240, .base64URL)],
      advice: "Revoke it: sandbox.asaas.com, Integrations, API keys."
    ),
    .service(
      id: "braintree-private-key",
      description: "Braintree private key",
      reference:
        "https://developer.paypal.com/braintree/articles/control-panel/important-gateway-credentials",
      level: .high,
      names: ["braintree"],
      word: true,
      variable: "BRAINTREE_PRIVATE_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: the Braintree Control Panel, API, API Keys."
    ),
    .service(
      id: "checkout-com-secret-key",
      description: "Checkout.com secret key",
      reference: "https://www.checkout.com/docs/developer-resources/api/manage-your-api-keys",
      level: .high,
      names: [
        "checkout_secret", "checkout_api", "checkout_key", "checkout_com", "checkoutcom",
        "checkout.com", "checkoutsecret", "checkoutapi", "cko_secret", "cko-secret", "cko_sk",
      ],
      variable: "CHECKOUT_SECRET_KEY",
      format: ["sk_", .uuid],
      advice: "Delete it: dashboard.checkout.com, Developers, Keys."
    ),
    .service(
      id: "checkout-com-sandbox-key",
      description: "Checkout.com secret key (sandbox)",
      reference: "https://www.checkout.com/docs/developer-resources/api/manage-your-api-keys",
      level: .low,
      names: [
        "checkout_secret", "checkout_api", "checkout_key", "checkout_com", "checkoutcom",
        "checkout.com", "checkoutsecret", "checkoutapi", "cko_secret", "cko-secret", "cko_sk",
      ],
      variable: "CHECKOUT_SECRET_KEY",
      format: ["sk_test_", .uuid],
      advice: "Delete it: dashboard.sandbox.checkout.com, Developers, Keys."
    ),
    .service(
      id: "checkout-com-key",
      description: "Checkout.com secret key (sandbox, newer form)",
      reference: "https://www.checkout.com/docs/developer-resources/api/manage-your-api-keys",
      level: .low,
      names: [
        "checkout_secret", "checkout_api", "checkout_key", "checkout_com", "checkoutcom",
        "checkout.com", "checkoutsecret", "checkoutapi", "cko_secret", "cko-secret", "cko_sk",
      ],
      variable: "CHECKOUT_SECRET_KEY",
      format: ["sk_sbox_", .runs(24...34, .lowerAlphanumeric)],
      advice: "Delete it: dashboard.sandbox.checkout.com, Developers, Keys."
    ),
    .token(
      id: "duffel-live-token",
      description: "Duffel API token",
      reference: "https://duffel.com/docs/api/overview/authentication",
      format: ["duffel_live_", .run(43, .base64URL)],
      advice: "Delete it: app.duffel.com, Developers, Access tokens."
    ),
    .token(
      id: "duffel-test-token",
      description: "Duffel API token (test)",
      reference: "https://duffel.com/docs/api/overview/authentication",
      level: .low,
      format: ["duffel_test_", .run(43, .base64URL)],
      advice: "Delete it: app.duffel.com, Developers, Access tokens."
    ),
    .token(
      id: "easypost-production-key",
      description: "EasyPost API key",
      reference: "https://docs.easypost.com/docs/authentication",
      format: ["EZAK", .run(54, .alphanumeric)],
      advice: "Delete it: easypost.com/account/api-keys."
    ),
    .token(
      id: "easypost-test-key",
      description: "EasyPost API key (test)",
      reference: "https://docs.easypost.com/docs/authentication",
      level: .low,
      format: ["EZTK", .run(54, .alphanumeric)],
      advice: "Delete it: easypost.com/account/api-keys."
    ),
    Rule(
      id: "ebay-client-secret",
      description: "eBay client secret",
      reference: "https://developer.ebay.com/api-docs/static/oauth-credentials.html",
      level: .high,
      keywords: ["prd-"],
      pattern: #"PRD-[0-9a-f]{8,12}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4,12}"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .minimumEntropy(2.5)],
      advice: "Rotate it: developer.ebay.com/my/keys.",
      examples: [
        "cert_id = PRD-\(Example.random(12, .hex, seed: 1))-\(Example.random(4, .hex, seed: 2))-\(Example.random(4, .hex, seed: 3))-\(Example.random(4, .hex, seed: 4))-\(Example.random(4, .hex, seed: 5))\n",
        "\"PRD-\(Example.random(12, .hex, seed: 6))-\(Example.random(4, .hex, seed: 7))-\(Example.random(4, .hex, seed: 8))-\(Example.random(4, .hex, seed: 9))-\(Example.random(4, .hex, seed: 10))\"\n",
      ],
      counterexamples: [
        "cert_id = PRD-xxxxxxxxxxxx-xxxx-xxxx-xxxx-xxxx\n",
        "ticket PRD-1234-abcd\n",
      ]
    ),
    .service(
      id: "finicity-partner-secret",
      description: "Finicity partner secret",
      reference: "https://developer.mastercard.com/open-finance-us/documentation/",
      names: ["finicity"],
      word: true,
      variable: "FINICITY_PARTNER_SECRET",
      format: [.run(20, .alphanumeric)],
      advice: "Modify it: POST /aggregation/v2/partners/authentication with a new secret."
    ),
    .service(
      id: "finicity-app-key",
      description: "Finicity app key",
      reference: "https://developer.mastercard.com/open-finance-us/documentation/",
      names: ["finicity"],
      word: true,
      variable: "FINICITY_APP_KEY",
      format: [.run(32, .hex)],
      advice: "Regenerate it in the Finicity developer portal."
    ),
    .token(
      id: "flutterwave-test-secret-key",
      description: "Flutterwave secret key (test)",
      reference: "https://developer.flutterwave.com/docs/authentication",
      level: .low,
      format: ["FLWSECK_TEST-", .run(32, .hex), "-X"],
      advice: "Regenerate it: the Flutterwave dashboard, Settings, API keys."
    ),
    .token(
      id: "flutterwave-encryption-key",
      description: "Flutterwave encryption key (test)",
      reference: "https://developer.flutterwave.com/docs/encryption",
      level: .low,
      format: ["FLWSECK_TEST", .run(12, .hex)],
      advice: "Regenerate it: the Flutterwave dashboard, Settings, API keys."
    ),
    .service(
      id: "freemius-secret-key",
      description: "Freemius secret key",
      reference: "https://freemius.com/help/documentation/wordpress-sdk/",
      names: ["freemius"],
      variable: "FREEMIUS_SECRET_KEY",
      format: ["sk_", .run(29, .alphanumeric)],
      advice: "Regenerate it: dashboard.freemius.com, the product, Settings, Keys."
    ),
    .service(
      id: "freshbooks-access-token",
      description: "FreshBooks access token",
      reference: "https://www.freshbooks.com/api/authentication",
      names: ["freshbooks"],
      variable: "FRESHBOOKS_TOKEN",
      format: [.run(64, .hex)],
      advice: "Revoke it: FreshBooks, Settings, Developer portal."
    ),
    Rule(
      id: "gocardless-access-token",
      description: "GoCardless access token",
      reference: "https://developer.gocardless.com/api-reference/#api-usage-making-requests",
      level: .high,
      keywords: ["live_"],
      pattern: #"live_[A-Za-z0-9_-]{40}(?![A-Za-z0-9_-])"#,
      boundary: .word,
      window: .atKeyword,
      context: .near(["gocardless"], .lines(8)),
      checks: [.notPlaceholder, .randomness],
      advice: "Revoke it: manage.gocardless.com/developers.",
      examples: [
        "GOCARDLESS_ACCESS_TOKEN=live_\(Example.random(40, .base64URL, seed: 1))\n",
        "gocardless: { token: \"live_\(Example.random(40, .alphanumeric, seed: 2))\" }\n",
      ],
      counterexamples: [
        "GOCARDLESS_ACCESS_TOKEN=live_\(Example.random(20, .alphanumeric, seed: 1))\n",
        "token: \"live_\(Example.random(40, .alphanumeric, seed: 2))\"\n",
      ]
    ),
    .service(
      id: "gumroad-access-token",
      description: "Gumroad access token",
      reference: "https://gumroad.com/api",
      names: ["gumroad"],
      variable: "GUMROAD_ACCESS_TOKEN",
      format: [.runs(43...64, .base64URL)],
      advice: "Revoke it: gumroad.com/settings/advanced."
    ),
    .service(
      id: "chargebee-api-key",
      description: "Chargebee API key",
      reference: "https://www.chargebee.com/docs/billing/2.0/integrations/api_keys",
      level: .high,
      names: ["chargebee"],
      variable: "CHARGEBEE_API_KEY",
      format: ["live_", .run(35, .alphanumeric)],
      advice: "Revoke it: Chargebee, Settings, Configure Chargebee, API keys."
    ),
    .service(
      id: "chargebee-test-key",
      description: "Chargebee API key (test)",
      reference: "https://www.chargebee.com/docs/billing/2.0/integrations/api_keys",
      level: .low,
      names: ["chargebee"],
      variable: "CHARGEBEE_API_KEY",
      format: ["test_", .run(35, .alphanumeric)],
      advice: "Revoke it: Chargebee, Settings, Configure Chargebee, API keys."
    ),
    .service(
      id: "chartmogul-api-key",
      description: "ChartMogul API key",
      reference: "https://dev.chartmogul.com/docs/authentication",
      names: ["chartmogul"],
      word: true,
      variable: "CHARTMOGUL_API_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: app.chartmogul.com, Profile, API keys."
    ),
    .service(
      id: "dwolla-client-secret",
      description: "Dwolla application key or secret",
      reference: "https://developers.dwolla.com/docs/api-reference/authorization",
      names: ["dwolla"],
      variable: "DWOLLA_SECRET",
      format: [.run(50, .alphanumeric)],
      advice: "Revoke the application: dashboard.dwolla.com/applications."
    ),
    .service(
      id: "currencycloud-api-key",
      description: "Currencycloud API key",
      reference: "https://developer.currencycloud.com/api-reference/",
      names: ["currencycloud", "currency_cloud"],
      variable: "CURRENCYCLOUD_API_KEY",
      format: [.run(64, .hex)],
      advice: "Rotate it in the Currencycloud developer centre."
    ),
    .service(
      id: "baremetrics-api-key",
      description: "Baremetrics API key",
      reference: "https://developers.baremetrics.com/reference/authentication",
      names: ["baremetrics"],
      variable: "BAREMETRICS_API_KEY",
      format: ["lk_", .runs(20...26, .base64URL)],
      advice: "Replace it: app.baremetrics.com/settings/api."
    ),
    .service(
      id: "exchangerate-api-key",
      description: "ExchangeRate-API key",
      reference: "https://www.exchangerate-api.com/docs/authentication",
      names: [
        "exchangerate_api", "exchangerate-api", "exchangerateapi", "exchange_rate_api",
        "exchange-rate-api", "exchange_rate_key",
      ],
      variable: "EXCHANGERATE_API_KEY",
      format: [.run(24, .hex)],
      advice: "Replace it: app.exchangerate-api.com."
    ),
    .service(
      id: "fixer-api-key",
      description: "Fixer or APILayer access key",
      reference: "https://fixer.io/documentation",
      names: [
        "fixer_api", "fixer-api", "fixer_key", "fixer_access", "fixerapi", "fixer.io", "apilayer",
        "currencylayer", "aviationstack", "mediastack", "marketstack", "weatherstack",
        "numverify", "exchangeratesapi",
      ],
      variable: "FIXER_ACCESS_KEY",
      format: [.run(32, .hex)],
      advice: "Reset it: the account page of the service."
    ),
    .service(
      id: "apilayer-key",
      description: "APILayer key",
      reference: "https://apilayer.com/docs",
      names: ["apilayer", "fixer_api", "fixer-api", "fixer_key", "fixer_access", "fixerapi"],
      variable: "APILAYER_API_KEY",
      format: [.run(32, .alphanumeric)],
      advice: "Reset it: apilayer.com/account."
    ),
    .service(
      id: "finnhub-api-key",
      description: "Finnhub API key",
      reference: "https://finnhub.io/docs/api/authentication",
      names: ["finnhub"],
      variable: "FINNHUB_API_KEY",
      format: [.runs(20...40, .lowerAlphanumeric)],
      advice: "Regenerate it: finnhub.io/dashboard."
    ),
    .service(
      id: "alpha-vantage-api-key",
      description: "Alpha Vantage API key",
      reference: "https://www.alphavantage.co/documentation/",
      names: ["alphavantage", "alpha_vantage", "alpha-vantage"],
      variable: "ALPHAVANTAGE_API_KEY",
      format: [.run(16, .upperAlphanumeric)],
      advice: "Ask for another: alphavantage.co/support/#api-key."
    ),
    .service(
      id: "alpaca-api-secret",
      description: "Alpaca API secret key",
      reference: "https://docs.alpaca.markets/docs/authentication",
      names: ["alpaca", "apca"],
      word: true,
      variable: "ALPACA_SECRET_KEY",
      format: [.runs(40...44, .alphanumeric)],
      advice: "Regenerate it: app.alpaca.markets, API keys."
    ),
    .service(
      id: "alpaca-api-key-id",
      description: "Alpaca API key id",
      reference: "https://docs.alpaca.markets/docs/authentication",
      level: .low,
      names: ["alpaca", "apca"],
      variable: "ALPACA_API_KEY",
      format: ["AK", .run(18, .upperAlphanumeric)],
      advice: "Regenerate it: app.alpaca.markets, API keys."
    ),
    .service(
      id: "financialmodelingprep-api-key",
      description: "Financial Modeling Prep API key",
      reference: "https://site.financialmodelingprep.com/developer/docs",
      names: ["financialmodelingprep", "fmp_api", "fmp_key"],
      variable: "FMP_API_KEY",
      format: [.run(32, .alphanumeric)],
      advice: "Reset it: site.financialmodelingprep.com, Dashboard."
    ),
    .token(
      id: "finage-api-key",
      description: "Finage API key",
      reference: "https://finage.co.uk/docs/api/getting-started",
      level: .medium,
      format: ["API_KEY", .run(32, .upperAlphanumeric)],
      advice: "Delete it: moon.finage.co.uk, API keys."
    ),
  ]
}
