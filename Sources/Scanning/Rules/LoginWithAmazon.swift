// Login with Amazon and the APIs for its sellers.

extension BuiltinRules {
  static let loginWithAmazon: [Rule] = [
    Rule(
      id: "aws-login-with-amazon-access-token",
      description: "Login with Amazon access token",
      reference: "https://developer.amazon.com/docs/login-with-amazon/access-token.html",
      level: .medium,
      keywords: ["atza|"],
      pattern: #"Atza(?:\||%7C)(?<secret>[A-Za-z0-9+/_-]{80,1200}={0,2})"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "It ends after one hour by itself.",
      examples: [
        "access_token=Atza|\(Example.random(300, .base64URL, seed: 1))\n",
        "\"Atza|\(Example.random(400, .base64, seed: 2))==\"\n",
      ],
      counterexamples: [
        "Atza|IwEBI…\n",
        "Atza|\(Example.random(30, .base64, seed: 2))\n",
      ]
    ),
    Rule(
      id: "aws-login-with-amazon-refresh-token",
      description: "Login with Amazon refresh token",
      reference: "https://developer.amazon.com/docs/login-with-amazon/refresh-token.html",
      level: .high,
      keywords: ["atzr|"],
      pattern: #"Atzr(?:\||%7C)(?<secret>[A-Za-z0-9+/_-]{80,1200}={0,2})"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "Revoke the access of the application: amazon.com, Account, Login with Amazon, or make a new client secret.",
      examples: [
        "refresh_token=Atzr|\(Example.random(300, .base64URL, seed: 1))\n",
        "\"Atzr|\(Example.random(400, .base64, seed: 2))==\"\n",
      ],
      counterexamples: [
        "Atzr|IwEBI…\n",
        "Atzr|\(Example.random(30, .base64, seed: 2))\n",
      ]
    ),
    .token(
      id: "aws-lwa-client-secret",
      description: "Login with Amazon client secret",
      reference:
        "https://developer-docs.amazon.com/sp-api/docs/rotate-your-applications-client-secret",
      format: ["amzn1.oa2-cs.v1.", .run(64, .hex)],
      advice:
        "Rotate it: Solution Provider Portal, the application, LWA credentials, Rotate secret."
    ),
    .token(
      id: "aws-mws-auth-token",
      description: "Amazon MWS authorization token",
      reference: "https://developer-docs.amazon.com/sp-api/docs/sp-api-registration-overview",
      level: .medium,
      format: ["amzn.mws.", .uuid],
      advice: "Revoke the developer's access: Seller Central, User Permissions, Manage Your Apps."
    ),
  ]
}
