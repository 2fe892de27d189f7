// Services that build, test and release software.

extension BuiltinRules {
  static let buildServices: [Rule] = [
    .token(
      id: "aikido-ci-token",
      description: "Aikido CI token",
      reference: "https://help.aikido.dev/pr-and-release-gating/cli-for-pr-and-release-gating",
      format: ["AIK_CI_", .runs(20...44, .alphanumeric)],
      advice: "Delete it: app.aikido.dev, Settings, Integrations, Continuous Integration."
    ),
    .token(
      id: "aikido-client-secret",
      description: "Aikido API client secret",
      reference: "https://apidocs.aikido.dev/reference/create-rest-api-credentials",
      format: ["AIK_SECRET_", .run(64, .alphanumeric)],
      advice: "Delete the client: app.aikido.dev, Settings, Integrations, API."
    ),
    .service(
      id: "bitrise-access-token",
      description: "Bitrise access token",
      reference: "https://docs.bitrise.io/en/bitrise-platform/accounts/personal-access-tokens.html",
      names: ["bitrise"],
      word: true,
      variable: "BITRISE_TOKEN",
      format: [.runs(60...120, .base64URL)],
      advice: "Revoke it: app.bitrise.io, Account settings, Security."
    ),
    .token(
      id: "buildkite-user-token-long",
      description: "Buildkite API access token (longer form)",
      reference: "https://buildkite.com/docs/platform/security/tokens",
      format: ["bkua_", .run(53, .lowerAlphanumeric)],
      advice: "Revoke it: buildkite.com/user/api-access-tokens."
    ),
    .token(
      id: "buildkite-agent-access-token",
      description: "Buildkite agent access token",
      reference: "https://buildkite.com/docs/platform/security/tokens",
      format: ["bkaa_", .runs(60...80, .base64URL)],
      advice: "Stop the agent: its token ends with it. Revoke the agent token it registered with."
    ),
    .token(
      id: "buildkite-agent-job-token",
      description: "Buildkite agent job token",
      reference: "https://buildkite.com/docs/platform/security/tokens",
      level: .medium,
      format: ["bkaj_", .runs(100...400, .dotted)],
      advice: "It ends with the job."
    ),
    .token(
      id: "buildkite-agent-registration-token",
      description: "Buildkite agent registration token",
      reference: "https://buildkite.com/docs/platform/security/tokens",
      format: ["bkar_", .runs(60...80, .base64URL)],
      advice: "Revoke it: buildkite.com, Agents, the cluster, Agent Tokens."
    ),
    .token(
      id: "buildkite-cluster-token",
      description: "Buildkite cluster token",
      reference: "https://buildkite.com/docs/platform/security/tokens",
      format: ["bkct_", .runs(60...80, .base64URL)],
      advice: "Revoke it: buildkite.com, Agents, the cluster, Agent Tokens."
    ),
    .token(
      id: "buildkite-package-token",
      description: "Buildkite temporary package token",
      reference: "https://buildkite.com/docs/platform/security/tokens",
      format: ["bkpt_", .runs(100...260, .dotted)],
      advice: "It ends by itself. Revoke the registry token it was made from."
    ),
    .token(
      id: "buildkite-portal-token",
      description: "Buildkite portal token",
      reference: "https://buildkite.com/docs/platform/security/tokens",
      format: ["bkpat_", .runs(48...60, .base64URL)],
      advice: "Revoke it: buildkite.com, Settings, Portals."
    ),
    .token(
      id: "buildkite-portal-secret",
      description: "Buildkite portal secret",
      reference: "https://buildkite.com/docs/platform/security/tokens",
      format: ["bkps_", .runs(56...72, .base64URL)],
      advice: "Revoke it: buildkite.com, Settings, Portals."
    ),
    .service(
      id: "circleci-legacy-token",
      description: "CircleCI API token (old form)",
      reference: "https://circleci.com/docs/managing-api-tokens/",
      level: .high,
      names: ["circleci", "circle_ci", "circle-ci", "circle_token", "circle-token"],
      variable: "CIRCLECI_TOKEN",
      format: [.run(40, .hex)],
      advice: "Revoke it: app.circleci.com/settings/user/tokens."
    ),
    .service(
      id: "codacy-project-token",
      description: "Codacy project or API token",
      reference: "https://docs.codacy.com/codacy-api/api-tokens/",
      names: ["codacy"],
      word: true,
      variable: "CODACY_PROJECT_TOKEN",
      format: [.runs(20...32, .alphanumeric)],
      advice: "Delete it: the project's Settings, Integrations, or Account, Access management."
    ),
    .named(
      id: "codeclimate-reporter-id",
      description: "Code Climate test reporter id",
      reference: "https://docs.codeclimate.com/docs/finding-your-test-coverage-token",
      level: .low,
      keywords: ["cc_test_reporter", "codeclimate"],
      name: #"cc_test_reporter_id|codeclimate"#,
      variable: "CC_TEST_REPORTER_ID",
      format: [.run(64, .hex)],
      checks: [.notPlaceholder, .randomness],
      advice:
        "It lets others report coverage. Regenerate it: the repository's Settings, Test coverage."
    ),
    .service(
      id: "codecov-upload-token",
      description: "Codecov upload token",
      reference: "https://docs.codecov.com/docs/codecov-tokens",
      names: ["codecov"],
      variable: "CODECOV_TOKEN",
      format: [.uuid],
      advice: "Regenerate it: app.codecov.io, the repository's Configuration."
    ),
    .service(
      id: "codemagic-api-token",
      description: "Codemagic API token",
      reference: "https://docs.codemagic.io/rest-api/codemagic-rest-api/",
      names: ["codemagic", "cm_api_token"],
      word: true,
      variable: "CODEMAGIC_API_TOKEN",
      format: [.runs(40...44, .base64URL)],
      advice: "Regenerate it: codemagic.io, Teams, Personal account, Integrations."
    ),
    .service(
      id: "coveralls-repo-token",
      description: "Coveralls token",
      reference: "https://docs.coveralls.io/ensuring-data-security",
      names: ["coveralls"],
      variable: "COVERALLS_REPO_TOKEN",
      format: [.runs(32...37, .alphanumeric)],
      advice: "Regenerate it: coveralls.io, the repository's Settings."
    ),
    .service(
      id: "drone-token",
      description: "Drone CI token",
      reference: "https://docs.drone.io/cli/configure/",
      names: ["drone_token", "droneci", "drone_ci", "drone-token"],
      variable: "DRONE_TOKEN",
      format: [.run(32, .alphanumeric)],
      advice: "Reset it: Drone, Account settings."
    ),
    .service(
      id: "bugsnag-data-access-token",
      description: "Bugsnag data access token",
      reference: "https://docs.bugsnag.com/api/data-access/",
      names: ["bugsnag"],
      word: true,
      variable: "BUGSNAG_AUTH_TOKEN",
      format: [.uuid],
      advice: "Delete it: app.bugsnag.com, My account, Personal auth tokens."
    ),
    .service(
      id: "browserstack-access-key",
      description: "BrowserStack access key",
      reference: "https://www.browserstack.com/docs/automate/selenium/getting-started/python",
      level: .high,
      names: ["browserstack"],
      word: true,
      variable: "BROWSERSTACK_ACCESS_KEY",
      format: [.run(20, .alphanumeric)],
      advice: "Reset it: browserstack.com, Account, Authentication & Security."
    ),
    .service(
      id: "bitbar-api-key",
      description: "BitBar API key",
      reference:
        "https://support.smartbear.com/bitbar/docs/en/use-rest-apis-with-bitbar/authentication.html",
      names: ["bitbar"],
      word: true,
      variable: "BITBAR_API_KEY",
      format: [.run(32, .alphanumeric)],
      advice: "Reset it: cloud.bitbar.com, My account."
    ),
    .service(
      id: "blazemeter-api-secret",
      description: "BlazeMeter API key secret",
      reference: "https://help.blazemeter.com/docs/guide/api-blazemeter-api-keys.html",
      names: ["blazemeter"],
      variable: "BLAZEMETER_API_SECRET",
      format: [.run(80, .alphanumeric)],
      advice: "Delete the key: a.blazemeter.com, Settings, API Keys."
    ),
    .service(
      id: "checkly-api-key",
      description: "Checkly API key",
      reference: "https://www.checklyhq.com/docs/accounts-and-users/creating-api-key/",
      level: .high,
      names: ["checkly"],
      variable: "CHECKLY_API_KEY",
      format: ["cu_", .run(32, .hex)],
      advice: "Delete it: app.checklyhq.com/settings/user/api-keys."
    ),
    .service(
      id: "cypress-record-key",
      description: "Cypress record key",
      reference: "https://docs.cypress.io/cloud/account-management/projects#Record-keys",
      names: ["cypress_record", "cypress-record", "cypressrecord"],
      variable: "CYPRESS_RECORD_KEY",
      format: [.uuid],
      advice: "Delete it: cloud.cypress.io, the project, Settings, Record keys."
    ),
    .service(
      id: "applitools-api-key",
      description: "Applitools API key",
      reference: "https://applitools.com/tutorials/guides/getting-started/registering-an-account",
      names: ["applitools"],
      variable: "APPLITOOLS_API_KEY",
      format: [.run(48, .alphanumeric), "110"],
      advice: "Rotate it: eyes.applitools.com, the account menu, API keys."
    ),
    .service(
      id: "fossa-api-key",
      description: "FOSSA API key",
      reference: "https://docs.fossa.com/docs/api-reference",
      names: ["fossa_api", "fossa-api", "fossa api"],
      variable: "FOSSA_API_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: app.fossa.com, Settings, Integrations, API."
    ),
    .service(
      id: "gitter-access-token",
      description: "Gitter access token",
      reference: "https://developer.gitter.im/docs/authentication",
      level: .low,
      names: ["gitter"],
      word: true,
      variable: "GITTER_TOKEN",
      format: [.run(40, .hex)],
      advice:
        "Gitter has moved to Matrix: revoke the token at developer.gitter.im/apps, if it is still there."
    ),
    .service(
      id: "gemfury-token",
      description: "Gemfury token",
      reference: "https://gemfury.com/guide/api/quickstart",
      names: ["gemfury", "fury_auth", "fury_token", "fury-token"],
      word: true,
      variable: "GEMFURY_TOKEN",
      format: [.runs(20...32, .alphanumeric)],
      advice: "Revoke it: manage.fury.io, Tokens."
    ),
    .service(
      id: "cloudsmith-api-key",
      description: "Cloudsmith API key",
      reference: "https://help.cloudsmith.io/docs/api-key",
      level: .high,
      names: ["cloudsmith"],
      variable: "CLOUDSMITH_API_KEY",
      format: [.run(40, .hex)],
      advice: "Refresh it: cloudsmith.io/user/settings/api/."
    ),
    .token(
      id: "cloudsmith-prefixed-api-key",
      description: "Cloudsmith API key (prefixed)",
      reference: "https://help.cloudsmith.io/docs/api-key",
      level: .medium,
      format: ["csa_", .run(30, .hex), .run(6, .alphanumeric)],
      advice: "Refresh it: cloudsmith.io/user/settings/api/."
    ),
    .service(
      id: "cocoapods-trunk-token",
      description: "CocoaPods trunk token",
      reference: "https://guides.cocoapods.org/making/getting-setup-with-trunk.html",
      level: .high,
      names: ["cocoapods_trunk", "trunk.cocoapods.org"],
      variable: "COCOAPODS_TRUNK_TOKEN",
      format: [.run(32, .hex)],
      advice: "End the session: pod trunk me clean-sessions --all."
    ),
    Rule(
      id: "cargo-registry-token",
      description: "token of a Cargo registry",
      reference: "https://doc.rust-lang.org/cargo/reference/config.html#credentials",
      level: .high,
      keywords: ["[registr", "cargo_registr"],
      pattern:
        #"(?|\[registr(?:y|ies\.[A-Za-z0-9_-]{1,64})\]\s{1,8}(?:[a-z-]{1,20}\s{0,4}=[^\r\n]{0,200}\r?\n){0,4}?\s{0,8}token\s{0,4}=\s{0,4}"(?<secret>[^"\r\n]{16,400})""#
        + #"|CARGO_REGISTR(?:Y|IES_[A-Z0-9_]{1,64})_TOKEN["']?\s{0,4}[=:]\s{0,4}["']?(?<secret>[A-Za-z0-9_.+/ -]{16,400}))"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, LiteralValue.check, .randomness],
      advice: "Revoke it at the registry (crates.io/settings/tokens), and keep it in "
        + "~/.cargo/credentials.toml or CARGO_REGISTRY_TOKEN of the CI's secrets.",
      examples: [
        "[registry]\ntoken = \"\(Example.random(35, .alphanumeric))\"\n",
        "[registries.internal]\nindex = \"sparse+https://r.example.org/\"\ntoken = \"\(Example.random(40, .hex))\"\n",
        "export CARGO_REGISTRIES_INTERNAL_TOKEN=\(Example.random(32, .alphanumeric))\n",
      ],
      counterexamples: [
        "[registry]\ntoken = \"<token>\"\n",
        "[registries.internal]\nindex = \"https://r.example.org/index\"\n",
        "CARGO_REGISTRY_TOKEN=${CARGO_TOKEN}\n",
      ]
    ),
    .token(
      id: "crates-io-trusted-publishing-token",
      description: "crates.io trusted publishing token",
      reference: "https://crates.io/docs/trusted-publishing",
      level: .medium,
      format: ["cio_tp_", .run(32, .alphanumeric)],
      advice: "It ends after 30 minutes by itself."
    ),
    .named(
      id: "bundler-source-credential",
      description: "credential of a gem source",
      reference: "https://bundler.io/man/bundle-config.1.html#CREDENTIALS-FOR-GEM-SOURCES",
      keywords: ["bundle_"],
      name: #"BUNDLE_[A-Z0-9_]{2,60}__[A-Z]{2,24}"#,
      variable: "BUNDLE_GEMS__EXAMPLES__ORG",
      format: [.run(8, .hex), ":", .run(8, .hex)],
      advice: "Revoke it where the gems are hosted, and set it by bundle config --local."
    ),
  ]
}
