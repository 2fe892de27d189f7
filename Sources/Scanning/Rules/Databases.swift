// Databases, caches and data platforms as a service.

extension BuiltinRules {
  static let databases: [Rule] = [
    .named(
      id: "influxdb-token",
      description: "InfluxDB API token",
      reference: "https://docs.influxdata.com/influxdb/v2/admin/tokens/",
      keywords: ["influx"],
      name: #"influx[A-Za-z0-9_.-]{0,30}(?:token|key)"#,
      variable: "INFLUX_TOKEN",
      format: [.run(86, .base64URL), "=="],
      advice: "Delete it: influx auth delete --id ID."
    ),
    .token(
      id: "neon-role-password",
      description: "password of a Neon database role",
      reference: "https://neon.com/docs/manage/roles",
      level: .medium,
      format: ["npg_", .run(12, .alphanumeric)],
      advice: "Reset it: console.neon.tech, the branch, Roles and databases."
    ),
    .named(
      id: "mongodb-atlas-private-key",
      description: "MongoDB Atlas API private key",
      reference: "https://www.mongodb.com/docs/atlas/configure-api-access/",
      keywords: ["atlas"],
      name: #"(?:mongodb[_.-]?)?atlas[A-Za-z0-9_.-]{0,20}(?:private|secret|api)[_.-]?key"#,
      variable: "MONGODB_ATLAS_PRIVATE_KEY",
      format: [.uuid],
      advice: "Delete it: Atlas, Organization Access Manager, Applications."
    ),
    .named(
      id: "upstash-redis-token",
      description: "Upstash Redis REST token",
      reference: "https://upstash.com/docs/redis/features/restapi",
      level: .medium,
      keywords: ["upstash"],
      name: #"upstash[A-Za-z0-9_.-]{0,20}token"#,
      variable: "UPSTASH_REDIS_REST_TOKEN",
      format: ["A", .runs(40...110, .base64URL)],
      advice: "Reset it: console.upstash.com, the database, Reset credentials."
    ),
    .named(
      id: "mux-secret-key",
      description: "Mux token secret",
      reference: "https://www.mux.com/docs/core/make-api-requests",
      keywords: ["mux_", "mux-"],
      name: #"mux[_.-][A-Za-z0-9_.-]{0,20}(?:secret|key)"#,
      variable: "MUX_TOKEN_SECRET",
      format: [.run(75, .base64)],
      advice: "Revoke it: dashboard.mux.com/settings/access-tokens."
    ),
    .named(
      id: "looker-client-secret",
      description: "Looker API client secret",
      reference: "https://cloud.google.com/looker/docs/api-auth",
      level: .medium,
      keywords: ["looker"],
      name: #"looker[A-Za-z0-9_.-]{0,30}secret"#,
      variable: "LOOKER_CLIENT_SECRET",
      format: [.run(24, .alphanumeric)],
      advice: "Delete it: Looker, Admin, Users, Edit Keys."
    ),
    .token(
      id: "tableau-personal-token",
      description: "Tableau personal access token",
      reference:
        "https://help.tableau.com/current/server/en-us/security_personal_access_tokens.htm",
      format: [.run(22, .base64), "==:", .run(32, .alphanumeric)],
      advice: "Revoke it: Tableau, My Account Settings."
    ),
    .named(
      id: "optimizely-personal-token",
      description: "Optimizely personal token",
      reference:
        "https://docs.developers.optimizely.com/web-experimentation/docs/personal-access-token",
      level: .medium,
      keywords: ["optimizely"],
      name: #"optimizely[A-Za-z0-9_.-]{0,20}token"#,
      variable: "OPTIMIZELY_TOKEN",
      format: ["2:", .run(52, .base64URL)],
      advice: "Revoke it: app.optimizely.com/v2/profile/api."
    ),
    .named(
      id: "pinecone-legacy-key",
      description: "Pinecone API key (old form)",
      reference: "https://docs.pinecone.io/guides/projects/manage-api-keys",
      level: .medium,
      keywords: ["pinecone"],
      name: #"pinecone[A-Za-z0-9_.-]{0,20}key"#,
      variable: "PINECONE_API_KEY",
      format: [.uuid],
      advice: "Delete it: app.pinecone.io, API keys."
    ),
    .named(
      id: "snowflake-token",
      description: "Snowflake programmatic access token",
      reference: "https://docs.snowflake.com/en/user-guide/programmatic-access-tokens",
      level: .medium,
      keywords: ["snowflake"],
      name: #"snowflake[A-Za-z0-9_.-]{0,20}(?:token|pat)"#,
      variable: "SNOWFLAKE_TOKEN",
      format: ["eyJ", .runs(100...600, .dotted)],
      advice: "Remove it: ALTER USER … REMOVE PROGRAMMATIC ACCESS TOKEN."
    ),
  ]
}
