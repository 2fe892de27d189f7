// Registries of packages and container images.

extension BuiltinRules {
  static let packageRegistries: [Rule] = [
    Rule(
      id: "npm-access-token",
      description: "npm access token",
      reference: "https://docs.npmjs.com/about-access-tokens",
      level: .high,
      keywords: ["npm_"],
      pattern: "npm_[A-Za-z0-9]{36}",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.crc32Base62(skipping: 4)],
      advice: "Delete it: npm token revoke ID, or npmjs.com/settings/USER/tokens.",
      examples: [
        "//registry.npmjs.org/:_authToken=\(Example.checked("npm_", seed: 1))\n",
        "NPM_TOKEN: \"\(Example.checked("npm_", seed: 2))\"\n",
      ],
      counterexamples: [
        "NPM_TOKEN=npm_\(Example.random(36, .alphanumeric))\n",
        "NPM_TOKEN=\(Example.checked("npm_").dropLast())\n",
        "npm_config_registry_with_a_long_name_of_a_variable=1\n",
      ]
    ),
    Rule(
      id: "npmrc-auth",
      description: "registry token or password in .npmrc",
      reference: "https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration",
      level: .high,
      keywords: [":_authtoken", "_password", "_auth"],
      pattern:
        #"(?m)^(?://[^\s=]{1,200}:)?_(?:authToken|auth|password)\s{0,4}=\s{0,4}["']?(?<secret>[^\s"'$]{8,1000})["']?\s{0,4}$"#,
      boundary: .none,
      window: .lines(0),
      checks: [LiteralValue.check, .notPlaceholder],
      advice:
        "Revoke the token or change the password at the registry, and write ${NPM_TOKEN} in .npmrc.",
      examples: [
        "//registry.example.org/:_authToken=\(Example.uuid())\n",
        "_auth = \(Example.base64("ada:" + Example.random(12, .alphanumeric)))\n",
      ],
      counterexamples: [
        "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n",
        "//registry.npmjs.org/:_authToken=$NPM_TOKEN\n",
        "_authToken=<token>\n",
      ]
    ),
    .token(
      id: "pypi-api-token",
      description: "PyPI API token",
      reference: "https://pypi.org/help/#apitoken",
      format: ["pypi-AgEIcHlwaS5vcmc", .runs(50...1000, .base64URL)],
      advice: "Remove it: pypi.org/manage/account/token, and add another, limited to one project."
    ),
    .token(
      id: "test-pypi-api-token",
      description: "TestPyPI API token",
      reference: "https://pypi.org/help/#apitoken",
      level: .low,
      format: ["pypi-AgENdGVzdC5weXBpLm9yZw", .runs(50...1000, .base64URL)],
      advice: "Remove it: test.pypi.org/manage/account/token."
    ),
    .token(
      id: "rubygems-api-key",
      description: "RubyGems API key",
      reference: "https://guides.rubygems.org/api-key-scopes/",
      format: ["rubygems_", .run(48, .hex)],
      advice: "Delete it: rubygems.org/profile/api_keys."
    ),
    .token(
      id: "crates-io-api-token",
      description: "crates.io API token",
      reference: "https://doc.rust-lang.org/cargo/reference/publishing.html",
      format: ["cio", .run(32, .alphanumeric)],
      advice: "Revoke it: crates.io/settings/tokens."
    ),
    .token(
      id: "nuget-api-key",
      description: "NuGet API key",
      reference: "https://learn.microsoft.com/en-us/nuget/nuget-org/scoped-api-keys",
      format: ["oy2", .run(43, .lowerBase32)],
      advice: "Delete or regenerate it: nuget.org/account/apikeys."
    ),
    .token(
      id: "docker-hub-personal-token",
      description: "Docker Hub personal access token",
      reference: "https://docs.docker.com/security/access-tokens/",
      format: ["dckr_pat_", .run(27, .base64URL)],
      advice: "Delete it: app.docker.com/settings/personal-access-tokens."
    ),
    .token(
      id: "docker-hub-organization-token",
      description: "Docker Hub organization access token",
      reference: "https://docs.docker.com/enterprise/security/access-tokens/",
      format: ["dckr_oat_", .run(32, .base64URL)],
      advice: "Delete it: app.docker.com, the organization, Access tokens."
    ),
    .token(
      id: "docker-swarm-join-token",
      description: "Docker Swarm join token",
      reference: "https://docs.docker.com/engine/swarm/join-nodes/",
      format: [
        "SWMTKN-1-", .runs(50...60, .lowerAlphanumeric), "-", .runs(24...30, .lowerAlphanumeric),
      ],
      advice: "Rotate it: docker swarm join-token --rotate worker (or manager)."
    ),
    .token(
      id: "docker-swarm-unlock-key",
      description: "Docker Swarm unlock key",
      reference: "https://docs.docker.com/engine/swarm/swarm_manager_locking/",
      format: ["SWMKEY-1-", .runs(40...50, .base64)],
      advice: "Rotate it: docker swarm unlock-key --rotate."
    ),
    .token(
      id: "clojars-deploy-token",
      description: "Clojars deploy token",
      reference: "https://github.com/clojars/clojars-web/wiki/Deploy-Tokens",
      format: ["CLOJARS_", .run(60, .lowerAlphanumeric)],
      advice: "Disable it: clojars.org/tokens."
    ),
    .token(
      id: "artifactory-api-key",
      description: "JFrog Artifactory API key",
      reference: "https://jfrog.com/help/r/jfrog-platform-administration-documentation/api-key",
      format: ["AKCp", .runs(66...72, .alphanumeric)],
      advice: "Revoke it: the user profile in the JFrog Platform, or DELETE /api/security/apiKey."
    ),
    .token(
      id: "artifactory-reference-token",
      description: "JFrog reference token",
      reference:
        "https://jfrog.com/help/r/jfrog-platform-administration-documentation/reference-token",
      format: ["cmVmd", .run(59, .alphanumeric)],
      advice: "Revoke it: JFrog Platform, User Management, Access Tokens."
    ),
  ]
}
