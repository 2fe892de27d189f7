extension BuiltinRules {
  static let gitHub: [Rule] = [
    gitHubToken(
      "ghp_",
      "github-personal-access-token",
      "GitHub personal access token (classic)",
      advice:
        "Delete it: github.com/settings/tokens. GitHub revokes what is found in public repositories."
    ),
    gitHubToken(
      "gho_",
      "github-oauth-token",
      "GitHub OAuth access token",
      advice: "Revoke it: github.com/settings/applications, Authorized OAuth Apps."
    ),
    gitHubToken(
      "ghu_",
      "github-app-user-token",
      "GitHub App user access token",
      advice: "Revoke it: github.com/settings/apps/authorizations. It ends after 8 hours by itself."
    ),
    gitHubToken(
      "ghs_",
      "github-app-installation-token",
      "GitHub App installation token",
      advice: "It ends after one hour. To end it now: gh api -X DELETE /installation/token."
    ),
    Rule(
      id: "github-app-installation-jwt",
      description: "GitHub App installation token (JWT form)",
      reference: gitHubReference,
      level: .high,
      keywords: ["ghs_"],
      pattern:
        #"ghs_[0-9]{1,12}_(?<jwt>eyJ[A-Za-z0-9_-]{10,2000})\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{20,1000}"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder],
      advice: "It ends after one hour. To end it now: gh api -X DELETE /installation/token.",
      examples: [
        "GITHUB_TOKEN=ghs_12345_\(Example.jsonWebToken(payload: #"{"iss":"github","n":1}"#))\n",
        "token: \"ghs_987_\(Example.jsonWebToken(payload: #"{"iss":"github","exp":1}"#))\"\n",
      ],
      counterexamples: [
        "GITHUB_TOKEN=ghs_12345_eyJhbGciOi…\n",
        "GITHUB_TOKEN=ghs_\(Example.jsonWebToken(payload: #"{"iss":"github"}"#))\n",
      ]
    ),
    Rule(
      id: "github-token-without-checksum",
      description: "what looks like a GitHub token, but its checksum is wrong",
      reference: gitHubReference,
      level: .low,
      keywords: ["ghp_", "gho_", "ghu_", "ghs_"],
      pattern: "gh[opsu]_[A-Za-z0-9]{36}",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [
        .notPlaceholder, .randomness,
        .custom { match in !Checksum.endsWithChecksum(match.value, skipping: 4) },
      ],
      advice: "Probably made up, or damaged in copying. Where it was real, revoke it: "
        + "github.com/settings/tokens.",
      examples: [
        "token = ghp_\(Example.random(36, .alphanumeric))\n",
        "token = \"gho_\(Example.random(36, .alphanumeric, seed: 2))\"\n",
      ],
      counterexamples: [
        "token = \(Example.checked("ghp_"))\n",
        "token = ghp_\(Example.random(30, .alphanumeric))\n",
        "token = ghp_\(String(repeating: "x", count: 36))\n",
      ]
    ),
    .token(
      id: "github-refresh-token",
      description: "GitHub App refresh token",
      reference: gitHubReference,
      format: ["ghr_", .runs(36...76, .alphanumeric)],
      advice: "Revoke the authorization: github.com/settings/apps/authorizations."
    ),
    .token(
      id: "github-fine-grained-token",
      description: "GitHub fine-grained personal access token",
      reference: gitHubReference,
      format: ["github_pat_", .run(22, .alphanumeric), "_", .run(59, .alphanumeric)],
      advice: "Delete it: github.com/settings/personal-access-tokens."
    ),
    .named(
      id: "github-client-secret",
      description: "GitHub app or OAuth client secret, or a token from before 2021",
      reference:
        "https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/best-practices-for-creating-an-oauth-app",
      level: .medium,
      keywords: [
        "github_", "github-", "github.client", "github.secret", "github.token", "github.oauth",
        "github.api", "githubclient", "githubsecret", "githubtoken", "githuboauth", "githubapi",
        "githubaccess", "githubkey", "githubpat", "githubpersonal", "gh_token", "gh_pat",
        "gh_secret", "gh_client", "gh_key", "gh_api",
      ],
      name: #"(?:github|gh)[A-Za-z0-9_.-]{0,20}(?:secret|token|pat(?![a-z])|key)"#,
      variable: "GITHUB_CLIENT_SECRET",
      format: [.run(40, .hex)],
      advice: "Make a new client secret and delete this one: github.com/settings/developers.",
      counterexamples: ["github_sha: \(Example.random(40, .hex))\n"]
    ),
  ]

  private static let gitHubReference =
    "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats"

  /// A token of the form of 2021, which ends in a checksum.
  private static func gitHubToken(
    _ prefix: String,
    _ id: String,
    _ description: String,
    advice: String
  ) -> Rule {
    Rule(
      id: id,
      description: description,
      reference: gitHubReference,
      level: .high,
      keywords: [prefix],
      pattern: "\(prefix)[A-Za-z0-9]{36}",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.crc32Base62(skipping: 4)],
      advice: advice,
      examples: [
        "export GITHUB_TOKEN=\(Example.checked(prefix, seed: 1))\n",
        "git clone https://\(Example.checked(prefix, seed: 2))@github.com/o/r\n",
        #"{"log": "line\n\#(Example.checked(prefix, seed: 3))"}"#,
      ],
      counterexamples: [
        // Right in form, wrong in checksum: made up.
        "export GITHUB_TOKEN=\(prefix)\(Example.random(36, .alphanumeric))\n",
        "export GITHUB_TOKEN=\(Example.checked(prefix).dropLast())\n",
        "export GITHUB_TOKEN=\(Example.checked(prefix))x\n",
        "export GITHUB_TOKEN=\(prefix)\(String(repeating: "x", count: 36))\n",
      ]
    )
  }
}
