extension BuiltinRules {
  static let gitLab: [Rule] = [
    gitLabToken(
      "gitlab-personal-access-token",
      "GitLab personal, project or group access token",
      format: ["glpat-", .run(20, .base64URL)],
      advice: "Revoke it: the user's, project's or group's Settings, Access tokens."
    ),
    gitLabRoutable(
      "gitlab-personal-access-token-routable",
      "GitLab access token (routable)",
      prefix: "glpat-",
      keyword: "glpat-",
      pattern: #"glpat-[A-Za-z0-9_-]{27,300}\.[0-9a-z]{2}\.[0-9a-z]{9}"#,
      version: "01.",
      advice: "Revoke it: the user's, project's or group's Settings, Access tokens."
    ),
    gitLabRoutable(
      "gitlab-personal-access-token-routable-short",
      "GitLab access token (routable, without a version)",
      prefix: "glpat-",
      keyword: "glpat-",
      pattern: #"glpat-[A-Za-z0-9_-]{27,300}\.[0-9a-z]{9}"#,
      version: "",
      advice: "Revoke it: the user's, project's or group's Settings, Access tokens."
    ),
    gitLabToken(
      "gitlab-deploy-token",
      "GitLab deploy token",
      format: ["gldt-", .run(20, .base64URL)],
      advice: "Revoke it: the project's Settings, Repository, Deploy tokens."
    ),
    gitLabToken(
      "gitlab-runner-token",
      "GitLab runner authentication token",
      format: ["glrt-", .run(20, .base64URL)],
      advice: "Reset it: the runner's page, or POST /runners/:id/reset_authentication_token."
    ),
    gitLabRoutable(
      "gitlab-runner-token-routable",
      "GitLab runner authentication token (routable)",
      prefix: "glrt-t1_",
      keyword: "glrt-t",
      pattern: #"glrt-t[0-9]_[A-Za-z0-9_-]{27,300}\.[0-9a-z]{2}\.[0-9a-z]{9}"#,
      version: "01.",
      advice: "Reset it: the runner's page, or POST /runners/:id/reset_authentication_token."
    ),
    gitLabToken(
      "gitlab-runner-registration-token",
      "GitLab runner registration token",
      format: ["GR1348941", .run(20, .base64URL)],
      advice: "Reset it: Settings, CI/CD, Runners, Reset registration token."
    ),
    gitLabToken(
      "gitlab-job-token",
      "GitLab CI/CD job token",
      level: .medium,
      format: ["glcbt-", .runs(1...5, .alphanumeric), "_", .run(20, .base64URL)],
      advice: "It ends with the job."
    ),
    gitLabToken(
      "gitlab-trigger-token",
      "GitLab pipeline trigger token",
      format: ["glptt-", .run(40, .hex)],
      advice: "Revoke it: the project's Settings, CI/CD, Pipeline trigger tokens."
    ),
    gitLabToken(
      "gitlab-agent-token",
      "GitLab agent for Kubernetes token",
      format: ["glagent-", .runs(50...1024, .base64URL)],
      advice: "Revoke it: the project's Operate, Kubernetes clusters, the agent."
    ),
    gitLabToken(
      "gitlab-oauth-secret",
      "GitLab OAuth application secret",
      format: ["gloas-", .run(64, .base64URL)],
      advice: "Renew it: the application's page, Renew secret."
    ),
    gitLabToken(
      "gitlab-scim-token",
      "GitLab SCIM token",
      format: ["glsoat-", .run(20, .base64URL)],
      advice: "Reset it: the group's Settings, SAML SSO."
    ),
    gitLabToken(
      "gitlab-feed-token",
      "GitLab feed token",
      level: .low,
      format: ["glft-", .run(20, .base64URL)],
      advice: "Reset it: user settings, Access tokens, Feed token."
    ),
    gitLabToken(
      "gitlab-incoming-mail-token",
      "GitLab incoming email token",
      level: .low,
      format: ["glimt-", .run(25, .base64URL)],
      advice: "Reset it: user settings, Access tokens, Incoming email token."
    ),
  ]

  private static func gitLabToken(
    _ id: String,
    _ description: String,
    level: Level = .high,
    format: TokenFormat,
    advice: String
  ) -> Rule {
    .token(
      id: id,
      description: description,
      reference: "https://docs.gitlab.com/security/tokens/#token-prefixes",
      level: level,
      format: format,
      advice: advice
    )
  }

  /// A token that says for whom it is and ends in a checksum.
  private static func gitLabRoutable(
    _ id: String,
    _ description: String,
    prefix: String,
    keyword: String,
    pattern: String,
    version: String,
    advice: String
  ) -> Rule {
    @Sendable func token(_ seed: UInt64) -> String {
      let body = "\(prefix)\(Example.random(40, .base64URL, seed: seed)).\(version)14"
      return body + String(decoding: Checksum.gitLab(body.utf8), as: UTF8.self)
    }
    return Rule(
      id: id,
      description: description,
      reference: "https://docs.gitlab.com/security/tokens/#token-prefixes",
      level: .high,
      keywords: [keyword],
      pattern: pattern,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [
        .notPlaceholder,
        .doubts { Checksum.endsWithGitLabChecksum($0.text, $0.range) ? nil : .wrongChecksum },
      ],
      advice: advice,
      examples: [
        "export TOKEN=\(token(1))\n", "git clone https://oauth2:\(token(2))@gitlab.com/a/b\n",
      ],
      counterexamples: [
        "export TOKEN=\(token(1).dropLast())\n",
        "export TOKEN=\(token(1))0\n",
        "export TOKEN=\(prefix)\(String(repeating: "x", count: 40)).\(version)140000000\n",
      ]
    )
  }
}
