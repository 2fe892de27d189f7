// Identity providers and managers of secrets.

extension BuiltinRules {
  static let identity: [Rule] = [
    .token(
      id: "1password-service-account-token",
      description: "1Password service account token",
      reference: "https://developer.1password.com/docs/service-accounts/",
      format: ["ops_eyJ", .runs(200...2000, .base64)],
      advice: "Revoke it: 1Password.com, Developer, the service account.",
      counterexamples: ["key = op://vault/item/field\n"]
    ),
    .token(
      id: "1password-secret-key",
      description: "1Password account secret key",
      reference: "https://support.1password.com/secret-key-security/",
      format: [
        "A3-", .run(6, .upperAlphanumeric), "-", .run(6, .upperAlphanumeric), "-",
        .run(5, .upperAlphanumeric), "-", .run(5, .upperAlphanumeric), "-",
        .run(5, .upperAlphanumeric), "-", .run(5, .upperAlphanumeric),
      ],
      advice: "Regenerate it: 1password.com, the profile, More actions, Regenerate Secret Key."
    ),
    Rule(
      id: "doppler-token",
      description: "Doppler token",
      reference: "https://docs.doppler.com/reference/auth-token-formats",
      level: .high,
      keywords: ["dp.pt.", "dp.ct.", "dp.sa.", "dp.st.", "dp.scim.", "dp.audit."],
      pattern: #"dp\.(?:pt|ct|sa|scim|audit|st(?:\.[a-z0-9_-]{2,35})?)\.[A-Za-z0-9]{40,44}"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Revoke it: dashboard.doppler.com, Tokens, or doppler configs tokens revoke.",
      examples: [
        "DOPPLER_TOKEN=dp.pt.\(Example.random(43, .alphanumeric))\n",
        "token: dp.st.prd_eu.\(Example.random(43, .alphanumeric, seed: 2))\n",
        "token: 'dp.audit.\(Example.random(40, .alphanumeric, seed: 3))'\n",
      ],
      counterexamples: [
        "DOPPLER_TOKEN=dp.pt.\(Example.random(30, .alphanumeric))\n",
        "DOPPLER_TOKEN=dp.st.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
        "const dp.pt.x = 1\n",
      ]
    ),
    .named(
      id: "okta-api-token",
      description: "Okta API token",
      reference: "https://developer.okta.com/docs/guides/create-an-api-token/main/",
      keywords: ["okta", "ssws"],
      name: #"okta[A-Za-z0-9_.-]{0,30}token|ssws"#,
      variable: "OKTA_API_TOKEN",
      format: ["00", .run(40, .base64URL)],
      advice: "Revoke it: Okta Admin Console, Security, API, Tokens."
    ),
    .named(
      id: "auth0-client-secret",
      description: "Auth0 client secret",
      reference: "https://auth0.com/docs/get-started/applications/rotate-client-secret",
      keywords: ["auth0"],
      name: #"auth0[A-Za-z0-9_.-]{0,30}secret"#,
      variable: "AUTH0_CLIENT_SECRET",
      format: [.run(64, .base64URL)],
      advice: "Rotate it: manage.auth0.com, Applications, the application, Rotate secret."
    ),
    .token(
      id: "salesforce-access-token",
      description: "Salesforce session id",
      reference:
        "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_access_tokens.htm",
      format: ["00D", .run(12, .alphanumeric), "!", .runs(80...260, .dotted)],
      advice: "Revoke it: Setup, Session Management, or POST /services/oauth2/revoke."
    ),
    .token(
      id: "facebook-access-token",
      description: "Meta user or page access token",
      reference: "https://developers.facebook.com/docs/facebook-login/guides/access-tokens/",
      level: .medium,
      format: ["EAA", .runs(100...400, .alphanumeric)],
      advice: "Invalidate it: DELETE /me/permissions, or the app dashboard, Reset app secret."
    ),
    .token(
      id: "zoho-oauth-token",
      description: "Zoho OAuth token",
      reference: "https://www.zoho.com/accounts/protocol/oauth/",
      format: ["1000.", .run(32, .hex), ".", .run(32, .hex)],
      advice: "Revoke it: POST https://accounts.zoho.com/oauth/v2/token/revoke."
    ),
    Rule(
      id: "1password-connect-credentials",
      description: "1Password Connect credentials file",
      reference: "https://developer.1password.com/docs/connect/get-started/",
      level: .high,
      keywords: ["\"enccredentials\""],
      pattern:
        #""encCredentials"\s{0,4}:\s{0,4}\{[^{}]{0,600}?"data"\s{0,4}:\s{0,4}"(?<secret>[A-Za-z0-9_-]{40,20000})""#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Delete the server: 1password.com, Developer, the environment's Connect server.",
      examples: [
        "{\"verifier\": {}, \"encCredentials\": {\"kid\": \"localauthv2keykid\", \"enc\": \"A256GCM\", \"iv\": \"x\", \"data\": \"\(Example.random(400, .base64URL, seed: 1))\"}}\n",
        "\"encCredentials\":{\"cty\":\"b5+jwk+json\",\"data\":\"\(Example.random(300, .base64URL, seed: 2))\"}\n",
      ],
      counterexamples: [
        "\"encCredentials\": {\"data\": \"…\"}\n",
        "\"encCredentials\": {\"kid\": \"x\"}\n",
      ]
    ),
    Rule(
      id: "1password-connect-token",
      description: "1Password Connect token",
      reference: "https://developer.1password.com/docs/connect/manage-connect/",
      level: .high,
      keywords: ["op_connect_token"],
      pattern:
        #"OP_CONNECT_TOKEN["\x27\]]?\s{0,4}(?:[=:,]|\s)\s{0,4}["\x27]?(?<secret>eyJ[A-Za-z0-9_-]{16,400}\.[A-Za-z0-9_-]{40,2000}\.[A-Za-z0-9_-]{40,400})"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Revoke it: 1password.com, Developer, the environment, Access tokens.",
      examples: [
        "export OP_CONNECT_TOKEN=\(Example.jsonWebToken(payload: #"{"sub":"A1B2","aud":["com.1password.connect"]}"#))\n",
        "OP_CONNECT_TOKEN: \"eyJ\(Example.random(40, .base64URL, seed: 1)).\(Example.random(200, .base64URL, seed: 2)).\(Example.random(86, .base64URL, seed: 3))\"\n",
      ],
      counterexamples: [
        "OP_CONNECT_TOKEN=${TOKEN}\n",
        "OP_CONNECT_TOKEN: eyJ…\n",
      ]
    ),
    .token(
      id: "authress-access-key",
      description: "Authress service client access key",
      reference: "https://authress.io/knowledge-base/docs/authorization/service-clients/",
      format: [
        "sc_", .runs(5...30, .lowerAlphanumeric), ".", .runs(4...6, .lowerAlphanumeric), ".acc_",
        .runs(10...32, .lowerAlphanumeric), ".", .runs(30...120, .base64),
      ],
      advice: "Delete it: authress.io, Service clients, the client."
    ),
    .token(
      id: "authress-extension-access-key",
      description: "Authress extension access key",
      reference: "https://authress.io/knowledge-base/docs/authorization/service-clients/",
      format: [
        "ext_", .runs(5...30, .lowerAlphanumeric), ".", .runs(4...6, .lowerAlphanumeric), ".acc_",
        .runs(10...32, .lowerAlphanumeric), ".", .runs(30...120, .base64),
      ],
      advice: "Delete it: authress.io, Extensions, the extension."
    ),
    .service(
      id: "duo-secret-key",
      description: "Duo secret key",
      reference: "https://duo.com/docs/authapi",
      level: .high,
      names: ["duo_secret", "duo_skey", "duo-skey", "duosecurity", "duo_auth"],
      variable: "DUO_SECRET_KEY",
      format: [.run(40, .alphanumeric)],
      checks: [.contains(.digit)],
      advice: "Reset it: admin.duosecurity.com, Applications, the application."
    ),
  ]
}
