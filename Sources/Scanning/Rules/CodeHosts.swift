// What GitHub, GitLab, Gitea and Google Cloud issue beside their common tokens.

extension BuiltinRules {
  static let codeHosts: [Rule] = [
    .service(
      id: "gitea-access-token",
      description: "Gitea or Forgejo access token",
      reference: "https://docs.gitea.com/development/api-usage",
      level: .high,
      names: ["gitea", "forgejo", "codeberg"],
      variable: "GITEA_TOKEN",
      format: [.run(40, .hex)],
      advice: "Delete it: the user settings, Applications."
    ),
    Rule(
      id: "github-runner-registration-token",
      description: "registration token of a GitHub Actions runner",
      reference: "https://docs.github.com/en/rest/actions/self-hosted-runners",
      level: .medium,
      keywords: ["runner_token", "--token", "registration_token", "runner-token"],
      pattern:
        #"(?:config\.sh[^\r\n]{0,200}--token|(?i:runner_?(?:registration_?)?token))["\x27]?(?:\s{0,4}[=:]\s{0,4}|\s{1,4})["\x27]?(?<secret>A[A-Z0-9]{28})"#,
      boundary: .alphanumeric,
      window: .bytes(220),
      checks: [.notPlaceholder, .randomness],
      advice: "It ends after an hour by itself.",
      examples: [
        "./config.sh --url https://github.com/o/r --token A\(Example.random(28, .upperAlphanumeric, seed: 1))\n",
        "RUNNER_TOKEN=A\(Example.random(28, .upperAlphanumeric, seed: 2))\n",
      ],
      counterexamples: [
        "./config.sh --url https://github.com/o/r --token ${TOKEN}\n",
        "RUNNER_TOKEN=AXXXXXXXXXXXXXXXXXXXXXXXXXXXX\n",
      ]
    ),
    Rule(
      id: "github-legacy-installation-token",
      description: "GitHub App installation token (before 2021)",
      reference:
        "https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/",
      level: .medium,
      keywords: ["x-access-token", "github_token", "installation_token"],
      pattern:
        #"(?i:x-access-token|github_token|installation_token)["\x27]?\s{0,4}[=:]\s{0,4}["\x27]?(?<secret>v1\.[0-9a-f]{40})"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .minimumEntropy(3)],
      advice: "It ended long ago. Delete it.",
      examples: [
        "https://x-access-token:v1.\(Example.random(40, .hex, seed: 1))@github.com/o/r\n",
        "GITHUB_TOKEN=v1.\(Example.random(40, .hex, seed: 2))\n",
      ],
      counterexamples: [
        "GITHUB_TOKEN=v1.2.3\n",
        "GITHUB_TOKEN=v1.\(Example.random(30, .hex, seed: 1))\n",
      ]
    ),
    Rule(
      id: "github-webhook-secret",
      description: "signing secret of a webhook",
      reference: "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
      level: .medium,
      keywords: ["webhook_secret", "webhooksecret", "webhook-secret"],
      pattern:
        #"(?i:webhook[_-]?secret)["\x27\]]{0,2}\s{0,4}(?:=>|:=|[=:,])\s{0,4}["\x27]?(?<secret>[A-Za-z0-9+/=_-]{16,100})(?=["\x27\s,;)]|$)"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, LiteralValue.check, .contains(.digit), .randomness],
      advice: "Set another secret: the webhook in the settings of the repository.",
      examples: [
        "GITHUB_WEBHOOK_SECRET=\(Example.random(40, .hex, seed: 1))\n",
        "webhookSecret: '\(Example.random(32, .alphanumeric, seed: 2))',\n",
      ],
      counterexamples: [
        "WEBHOOK_SECRET=${WEBHOOK_SECRET}\n",
        "webhook_secret = \"my-webhook-secret-name\"\n",
      ]
    ),
    .token(
      id: "gitlab-feature-flags-token",
      description: "GitLab feature flags client token",
      reference: "https://docs.gitlab.com/security/tokens/#token-prefixes",
      level: .low,
      format: ["glffct-", .run(20, .base64URL)],
      advice: "Reset it: the project's Deploy, Feature flags, Configure."
    ),
    .token(
      id: "gitlab-feed-token-signed",
      description: "GitLab feed token (newer form)",
      reference: "https://docs.gitlab.com/security/tokens/#token-prefixes",
      level: .low,
      format: ["glft-", .run(64, .hex), "-", .runs(1...10, .digits)],
      advice: "Reset it: user settings, Access tokens, Feed token."
    ),
    .token(
      id: "gitlab-runner-token-registered",
      description: "GitLab runner token (made from a registration token)",
      reference: "https://docs.gitlab.com/security/tokens/#token-prefixes",
      level: .medium,
      format: ["glrtr-", .run(20, .base64URL)],
      advice: "Reset it: the runner's page, or POST /runners/:id/reset_authentication_token."
    ),
    .token(
      id: "gitlab-workspace-token",
      description: "GitLab workspace token",
      reference: "https://docs.gitlab.com/security/tokens/#token-prefixes",
      level: .medium,
      format: ["glwt-", .runs(20...64, .base64URL)],
      advice: "Stop the workspace."
    ),
    Rule(
      id: "gitlab-session-cookie",
      description: "session of a GitLab user",
      reference: "https://docs.gitlab.com/security/tokens/#token-prefixes",
      level: .high,
      keywords: ["_gitlab_session="],
      pattern: #"_gitlab_session=(?<secret>[0-9a-z]{32})"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "End the session: user settings, Active sessions.",
      examples: [
        "Cookie: _gitlab_session=\(Example.random(32, .hex, seed: 1))\n",
        "curl -b '_gitlab_session=\(Example.random(32, .hex, seed: 2))' https://gitlab.example.org\n",
      ],
      counterexamples: [
        "_gitlab_session=<session>\n",
        "_gitlab_session=abc\n",
      ]
    ),
    .service(
      id: "gitlab-legacy-token",
      description: "GitLab access token (before prefixes)",
      reference: "https://docs.gitlab.com/user/profile/personal_access_tokens/",
      level: .medium,
      names: [
        "gitlab_token", "gitlab-token", "private-token", "private_token", "gitlab_private",
        "gitlab_access", "gitlab_api", "gitlab_pat",
      ],
      variable: "GITLAB_TOKEN",
      format: [.run(20, .base64URL)],
      checks: [.contains(.digit)],
      advice: "Revoke it: user settings, Access tokens."
    ),
  ]
}
