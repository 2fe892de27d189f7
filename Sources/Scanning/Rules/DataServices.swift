// Databases, streams and warehouses that are bought as a service.

extension BuiltinRules {
  static let dataServices: [Rule] = [
    .service(
      id: "aiven-token",
      description: "Aiven token",
      reference: "https://aiven.io/docs/platform/howto/create_authentication_token",
      level: .high,
      names: ["aiven"],
      variable: "AIVEN_TOKEN",
      format: [.runs(300...400, .base64)],
      advice: "Revoke it: console.aiven.io/profile/tokens."
    ),
    .token(
      id: "clickhouse-cloud-api-secret",
      description: "ClickHouse Cloud API key secret",
      reference: "https://clickhouse.com/docs/cloud/manage/openapi",
      format: ["4b1d", .run(38, .alphanumeric)],
      boundary: .base64,
      advice: "Delete the key: console.clickhouse.cloud, API Keys."
    ),
    .token(
      id: "confluent-api-secret",
      description: "Confluent Cloud API secret",
      reference:
        "https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html",
      format: ["cflt", .run(60, .base64)],
      boundary: .base64,
      advice: "Delete the key: confluent.cloud, API keys, or confluent api-key delete."
    ),
    .service(
      id: "confluent-legacy-api-secret",
      description: "Confluent Cloud API secret (before July 2025)",
      reference:
        "https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html",
      level: .high,
      names: ["confluent", "ccloud"],
      variable: "CONFLUENT_CLOUD_API_SECRET",
      format: [.run(64, .base64)],
      advice: "Delete the key: confluent.cloud, API keys, or confluent api-key delete."
    ),
    Rule(
      id: "kafka-sasl-jaas-password",
      description: "password in a SASL configuration of Kafka",
      reference: "https://kafka.apache.org/documentation/#security_sasl_jaasconfig",
      level: .high,
      keywords: ["loginmodule"],
      pattern:
        #"LoginModule\s{1,8}(?:required|optional|requisite|sufficient)\b(?:[^;\r\n]|\r?\n){0,400}?\bpassword\s{0,2}=\s{0,2}"#
        + #"(?|\\{0,3}"(?<secret>[^"\\\r\n]{3,400})|\\{0,3}'(?<secret>[^'\\\r\n]{3,400}))"#,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, .notPlaceholder],
      advice: "Change the password or API secret at the cluster, and let the client read it from a "
        + "secret store.",
      examples: [
        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"K\" password=\"\(Example.random(20, .alphanumeric))\";\n",
        "KafkaClient {\n  org.apache.kafka.common.security.scram.ScramLoginModule required\n  username=\"app\"\n  password=\"\(Example.random(16, .alphanumeric, seed: 2))\";\n};\n",
        "sasl.jaas.config: 'PlainLoginModule required username=\\\"u\\\" password=\\\"\(Example.random(16, .alphanumeric, seed: 3))\\\";'\n",
      ],
      counterexamples: [
        "PlainLoginModule required username=\"${USER}\" password=\"${PASSWORD}\";\n",
        "PlainLoginModule required username=\"u\" password=\"<password>\";\n",
        "class PlainLoginModule implements LoginModule { String password = \"x\" }\n",
      ]
    ),
    .token(
      id: "datastax-astra-token",
      description: "DataStax Astra application token",
      reference:
        "https://docs.datastax.com/en/astra-db-serverless/administration/manage-application-tokens.html",
      format: ["AstraCS:", .runs(20...30, .alphanumeric), ":", .run(64, .hex)],
      advice: "Delete it: astra.datastax.com, Tokens."
    ),
    .service(
      id: "databento-api-key",
      description: "Databento API key",
      reference: "https://databento.com/docs/portal/api-keys",
      level: .high,
      names: ["databento"],
      variable: "DATABENTO_API_KEY",
      format: ["db-", .run(29, .alphanumeric)],
      advice: "Revoke it: databento.com/portal/keys."
    ),
    .service(
      id: "databricks-account-token",
      description: "Databricks account or SCIM token",
      reference: "https://docs.databricks.com/aws/en/dev-tools/auth/pat",
      names: ["databricks"],
      variable: "DATABRICKS_SCIM_TOKEN",
      format: ["dsapi", .run(32, .hex)],
      advice: "Regenerate it: accounts.cloud.databricks.com, Settings, User provisioning."
    ),
    .service(
      id: "couchbase-capella-password",
      description: "Couchbase Capella API key secret",
      reference: "https://docs.couchbase.com/cloud/management-api-guide/management-api-start.html",
      names: ["capella", "couchbase"],
      word: true,
      variable: "CAPELLA_API_KEY_SECRET",
      format: [.runs(64...128, .alphanumeric)],
      advice: "Delete the key: cloud.couchbase.com, Settings, API Keys."
    ),
    .token(
      id: "elastic-cloud-api-key",
      description: "Elastic Cloud API key",
      reference: "https://www.elastic.co/docs/deploy-manage/api-keys/elastic-cloud-api-keys",
      format: ["essu_", .runs(60...200, .base64URL)],
      advice: "Revoke it: cloud.elastic.co, Organization, API keys."
    ),
    Rule(
      id: "elasticsearch-api-key",
      description: "Elasticsearch API key",
      reference:
        "https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-security-create-api-key",
      level: .high,
      keywords: ["apikey "],
      pattern: #"(?i:apikey)\s{1,2}(?<secret>[A-Za-z0-9+/]{36,120}={0,2})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, isElasticKey],
      advice: "Invalidate it: DELETE /_security/api_key with its id, or Kibana, API keys.",
      examples: [
        "Authorization: ApiKey \(elasticKey(seed: 1))\n",
        "headers = {'Authorization': 'ApiKey \(elasticKey(seed: 2))'}\n",
      ],
      counterexamples: [
        "Authorization: ApiKey <base64 of id:key>\n",
        "Authorization: ApiKey \(Example.random(60, .base64))\n",
      ]
    ),
    .service(
      id: "grafbase-api-key",
      description: "Grafbase API key",
      reference: "https://grafbase.com/docs",
      names: ["grafbase"],
      variable: "GRAFBASE_API_KEY",
      format: [
        "eyJ", .runs(17...60, .base64URL), ".", .runs(60...400, .base64URL), ".",
        .runs(43...100, .base64URL),
      ],
      advice: "Delete it: app.grafbase.com, API keys."
    ),
    Rule(
      id: "convex-deploy-key",
      description: "Convex deploy key",
      reference: "https://docs.convex.dev/cli/deploy-key-types",
      level: .medium,
      keywords: ["|eyj2"],
      pattern:
        #"(?:prod|dev|preview|project):[a-z0-9:_-]{3,80}\|(?<secret>eyJ2[A-Za-z0-9+/_-]{40,400}={0,2})"#,
      boundary: .alphanumeric,
      window: .bytes(96),
      checks: [.notPlaceholder, .randomness],
      advice: "Delete it: dashboard.convex.dev, the project's Settings, Deploy keys.",
      examples: [
        "CONVEX_DEPLOY_KEY=\"prod:happy-otter-123|eyJ2\(Example.random(80, .base64))=\"\n",
        "CONVEX_DEPLOY_KEY=preview:team:app|eyJ2\(Example.random(90, .base64, seed: 2))\n",
      ],
      counterexamples: [
        "CONVEX_DEPLOY_KEY=prod:happy-otter-123|<key>\n",
        "CONVEX_DEPLOY_KEY=prod:happy-otter-123|eyJ2…\n",
        "a|eyJ2\(Example.random(80, .base64))\n",
      ]
    ),
    .service(
      id: "chroma-api-key",
      description: "Chroma Cloud API key",
      reference: "https://docs.trychroma.com/cloud/getting-started",
      names: ["chroma_api", "chroma-api", "trychroma"],
      variable: "CHROMA_API_KEY",
      format: ["ck-", .runs(40...48, .alphanumeric)],
      advice: "Delete it: trychroma.com, Settings, API keys."
    ),
    .token(
      id: "axiom-api-token",
      description: "Axiom API token",
      reference: "https://axiom.co/docs/reference/tokens",
      format: ["xaat-", .uuid],
      advice: "Delete it: app.axiom.co/settings/api-tokens."
    ),
    .token(
      id: "axiom-personal-token",
      description: "Axiom personal access token",
      reference: "https://axiom.co/docs/reference/tokens",
      format: ["xapt-", .uuid],
      advice: "Delete it: app.axiom.co/profile."
    ),
    .service(
      id: "censys-api-secret",
      description: "Censys API secret",
      reference: "https://docs.censys.com/docs/ls-introductory-api-guide",
      names: ["censys"],
      word: true,
      variable: "CENSYS_API_SECRET",
      format: [.run(32, .alphanumeric)],
      advice: "Reset it: search.censys.io/account/api."
    ),
  ]

  /// Base64 of the key's id, a colon, and the key, both in base64url.
  private static let isElasticKey = Check.custom { match in
    guard let bytes = Base64.decode(match.value),
      let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon >= 8, bytes.count - colon > 12
    else { return false }
    return bytes.allSatisfy { $0 == UInt8(ascii: ":") || Base64.value($0) != nil }
  }

  private static func elasticKey(seed: UInt64) -> String {
    let id = Example.random(20, .base64URL, seed: seed)
    return Example.base64("\(id):\(Example.random(22, .base64URL, seed: seed &+ 9))")
  }
}
