// Hosting, clouds, networks and databases as a service.

extension BuiltinRules {
  static let cloudProviders: [Rule] = [
    .token(
      id: "digitalocean-personal-token",
      description: "DigitalOcean personal access token",
      reference: "https://docs.digitalocean.com/reference/api/create-personal-access-token/",
      format: ["dop_v1_", .run(64, .hex)],
      advice: "Delete it: cloud.digitalocean.com/account/api/tokens."
    ),
    .token(
      id: "digitalocean-oauth-token",
      description: "DigitalOcean OAuth access token",
      reference: "https://docs.digitalocean.com/reference/api/oauth/",
      format: ["doo_v1_", .run(64, .hex)],
      advice: "Revoke it: POST https://cloud.digitalocean.com/v1/oauth/revoke."
    ),
    .token(
      id: "digitalocean-refresh-token",
      description: "DigitalOcean OAuth refresh token",
      reference: "https://docs.digitalocean.com/reference/api/oauth/",
      format: ["dor_v1_", .run(64, .hex)],
      advice: "Revoke it: POST https://cloud.digitalocean.com/v1/oauth/revoke."
    ),
    .token(
      id: "cloudflare-user-token",
      description: "Cloudflare user API token",
      reference: "https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/",
      format: ["cfut_", .run(40, .alphanumeric), .run(8, .hex)],
      advice: "Roll or delete it: dash.cloudflare.com/profile/api-tokens."
    ),
    .token(
      id: "cloudflare-account-token",
      description: "Cloudflare account API token",
      reference: "https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/",
      format: ["cfat_", .run(40, .alphanumeric), .run(8, .hex)],
      advice: "Roll or delete it: dash.cloudflare.com, Manage Account, API Tokens."
    ),
    .token(
      id: "cloudflare-global-key",
      description: "Cloudflare global API key",
      reference: "https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/",
      format: ["cfk_", .run(40, .alphanumeric), .run(8, .hex)],
      advice: "Change it: dash.cloudflare.com/profile/api-tokens, Global API Key."
    ),
    .token(
      id: "cloudflare-origin-ca-key",
      description: "Cloudflare origin CA key",
      reference: "https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/",
      format: ["v1.0-", .run(24, .hex), "-", .run(146, .hex)],
      advice: "Change it: dash.cloudflare.com/profile/api-tokens, Origin CA Key."
    ),
    .named(
      id: "cloudflare-api-token",
      description: "Cloudflare API token (old form)",
      reference: "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/",
      level: .medium,
      keywords: ["cloudflare", "cf_api", "cf_token"],
      name: #"(?:cloudflare|cf)[A-Za-z0-9_.-]{0,20}token"#,
      variable: "CLOUDFLARE_API_TOKEN",
      format: [.run(40, .base64URL)],
      advice: "Roll or delete it: dash.cloudflare.com/profile/api-tokens."
    ),
    .token(
      id: "heroku-api-key",
      description: "Heroku API key",
      reference: "https://devcenter.heroku.com/articles/authentication",
      format: ["HRKU-AA", .run(58, .base64URL)],
      advice:
        "Regenerate it: dashboard.heroku.com/account, API Key, or heroku authorizations:revoke."
    ),
    .named(
      id: "heroku-legacy-api-key",
      description: "Heroku API key (old form)",
      reference: "https://devcenter.heroku.com/articles/authentication",
      level: .medium,
      keywords: ["heroku"],
      name: #"heroku"#,
      variable: "HEROKU_API_KEY",
      format: [.uuid],
      advice: "Regenerate it: dashboard.heroku.com/account, API Key."
    ),
    Rule(
      id: "fly-access-token",
      description: "Fly.io access token",
      reference: "https://fly.io/docs/security/tokens/",
      level: .high,
      keywords: ["fm1r_", "fm1a_", "fm2_", "fo1_"],
      pattern:
        "(?:fm1[ar]_|fm2_)[A-Za-z0-9+/]{100,3000}+={0,3}|fo1_[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Revoke it: fly tokens revoke ID.",
      examples: [
        "FLY_API_TOKEN=\"FlyV1 fm2_\(Example.random(500, .base64))\"\n",
        "token: fo1_\(Example.random(43, .base64URL))\n",
      ],
      counterexamples: [
        "FLY_API_TOKEN=\"FlyV1 fm2_…\"\n",
        "token: fo1_\(Example.random(30, .base64URL))\n",
      ]
    ),
    .token(
      id: "netlify-personal-token",
      description: "Netlify personal access token",
      reference: "https://docs.netlify.com/api/get-started/#authentication",
      format: ["nfp_", .run(36, .alphanumeric)],
      advice: "Revoke it: app.netlify.com/user/applications."
    ),
    .token(
      id: "vercel-personal-token",
      description: "Vercel personal access token",
      reference: "https://vercel.com/docs/sign-in-with-vercel/tokens",
      format: ["vcp_", .run(56, .base64URL)],
      advice: "Delete it: vercel.com/account/settings/tokens."
    ),
    .token(
      id: "vercel-integration-token",
      description: "Vercel integration token",
      reference: "https://vercel.com/docs/sign-in-with-vercel/tokens",
      format: ["vci_", .run(56, .base64URL)],
      advice: "Remove the integration: vercel.com, Integrations."
    ),
    .token(
      id: "vercel-ai-gateway-key",
      description: "Vercel AI Gateway key",
      reference: "https://vercel.com/docs/ai-gateway/authentication",
      format: ["vck_", .run(56, .base64URL)],
      advice: "Delete it: vercel.com, AI Gateway, API keys."
    ),
    .token(
      id: "render-api-key",
      description: "Render API key",
      reference: "https://render.com/docs/api",
      format: ["rnd_", .run(28, .alphanumeric)],
      advice: "Revoke it: dashboard.render.com/u/settings, API Keys."
    ),
    .token(
      id: "planetscale-password",
      description: "PlanetScale password",
      reference: "https://planetscale.com/docs/concepts/connection-strings",
      format: ["pscale_pw_", .runs(32...64, .base64URL)],
      advice: "Delete it: PlanetScale, the database, Settings, Passwords."
    ),
    .token(
      id: "planetscale-service-token",
      description: "PlanetScale service token",
      reference: "https://planetscale.com/docs/api/reference/service-tokens",
      format: ["pscale_tkn_", .runs(32...64, .base64URL)],
      advice: "Delete it: PlanetScale, the organization, Settings, Service tokens."
    ),
    .token(
      id: "planetscale-oauth-token",
      description: "PlanetScale OAuth token",
      reference: "https://planetscale.com/docs/api/reference/oauth",
      format: ["pscale_oauth_", .runs(32...64, .base64URL)],
      advice: "Revoke it: PlanetScale, the organization, Settings, OAuth applications."
    ),
    .token(
      id: "supabase-personal-token",
      description: "Supabase personal access token",
      reference: "https://supabase.com/docs/guides/platform/access-control",
      format: ["sbp_", .run(40, .hex)],
      advice: "Revoke it: supabase.com/dashboard/account/tokens."
    ),
    .token(
      id: "supabase-secret-key",
      description: "Supabase secret API key",
      reference: "https://supabase.com/docs/guides/api/api-keys",
      format: ["sb_secret_", .run(31, .base64URL)],
      advice: "Delete it: the project, Settings, API Keys.",
      counterexamples: ["key = sb_publishable_\(Example.random(31, .base64URL))\n"]
    ),
    .token(
      id: "neon-api-key",
      description: "Neon API key",
      reference: "https://neon.com/docs/manage/api-keys",
      format: ["napi_", .run(64, .alphanumeric)],
      advice: "Revoke it: console.neon.tech/app/settings/api-keys."
    ),
    .token(
      id: "mongodb-atlas-service-account-secret",
      description: "MongoDB Atlas service account secret",
      reference: "https://www.mongodb.com/docs/atlas/api/service-accounts-overview/",
      format: ["mdb_sa_sk_", .run(40, .base64URL)],
      advice: "Revoke it: Atlas, the organization, Applications, Service Accounts."
    ),
    .token(
      id: "databricks-token",
      description: "Databricks personal access token",
      reference: "https://docs.databricks.com/aws/en/dev-tools/auth/pat",
      format: ["dapi", .run(32, .hex)],
      advice:
        "Revoke it: the workspace, Settings, Developer, Access tokens, or databricks tokens delete ID."
    ),
    .token(
      id: "databricks-oauth-secret",
      description: "Databricks OAuth secret",
      reference: "https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m",
      level: .medium,
      format: ["dose", .run(32, .hex)],
      advice:
        "Delete it: the account console, User management, the service principal, OAuth secrets."
    ),
    .token(
      id: "aiven-service-password",
      description: "Aiven service password",
      reference: "https://aiven.io/docs/platform/howto/reset-service-password",
      level: .medium,
      format: ["AVNS_", .run(19, .base64URL)],
      advice: "Reset it: console.aiven.io, the service, Users, Reset password."
    ),
    .token(
      id: "cockroachdb-api-key",
      description: "CockroachDB Cloud API key",
      reference: "https://www.cockroachlabs.com/docs/cockroachcloud/managing-access#api-access",
      format: ["CCDB1_", .run(22, .alphanumeric), "_", .run(40, .alphanumeric)],
      advice: "Delete it: CockroachDB Cloud, Access Management, the service account."
    ),
    .token(
      id: "tailscale-key",
      description: "Tailscale auth key",
      reference: "https://tailscale.com/kb/1085/auth-keys",
      format: ["tskey-auth-", .runs(8...20, .alphanumeric), "-", .runs(20...40, .alphanumeric)],
      advice: "Revoke it: login.tailscale.com/admin/settings/keys."
    ),
    .token(
      id: "tailscale-api-key",
      description: "Tailscale API access token",
      reference: "https://tailscale.com/kb/1101/api",
      format: ["tskey-api-", .runs(8...20, .alphanumeric), "-", .runs(20...40, .alphanumeric)],
      advice: "Revoke it: login.tailscale.com/admin/settings/keys."
    ),
    .token(
      id: "scaleway-access-key-id",
      description: "Scaleway access key id",
      reference: "https://www.scaleway.com/en/docs/iam/concepts/#api-key",
      level: .low,
      format: ["SCW", .run(17, .upperAlphanumeric)],
      advice:
        "An id alone opens nothing; delete the key if its secret stood beside it: console.scaleway.com/iam/api-keys."
    ),
    .token(
      id: "alibaba-access-key-id",
      description: "Alibaba Cloud access key id",
      reference: "https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair",
      level: .medium,
      format: ["LTAI", .runs(17...21, .alphanumeric)],
      advice: "Disable and delete it: ram.console.aliyun.com, the user, AccessKey."
    ),
    .named(
      id: "alibaba-access-key-secret",
      description: "Alibaba Cloud access key secret",
      reference: "https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair",
      keywords: ["alibaba", "aliyun", "alicloud"],
      name: #"(?:alibaba|aliyun|alicloud)[A-Za-z0-9_.-]{0,30}secret"#,
      variable: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
      format: [.run(30, .alphanumeric)],
      advice: "Disable and delete it: ram.console.aliyun.com, the user, AccessKey."
    ),
    .token(
      id: "openshift-token",
      description: "OpenShift user token",
      reference:
        "https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/authentication_and_authorization/managing-oauth-access-tokens",
      format: ["sha256~", .run(43, .base64URL)],
      advice: "Delete it: oc delete useroauthaccesstokens NAME."
    ),
    .named(
      id: "ibm-cloud-iam-key",
      description: "IBM Cloud API key",
      reference: "https://cloud.ibm.com/docs/account?topic=account-userapikey",
      keywords: ["ibm", "bluemix"],
      name: #"(?:ibm|bluemix)[A-Za-z0-9_.-]{0,30}key"#,
      variable: "IBMCLOUD_API_KEY",
      format: [.run(44, .base64URL)],
      advice: "Delete it: ibmcloud iam api-key-delete NAME."
    ),
    .named(
      id: "ibm-cos-hmac-secret",
      description: "IBM Cloud Object Storage HMAC secret",
      reference:
        "https://cloud.ibm.com/docs/cloud-object-storage?topic=cloud-object-storage-uhc-hmac-credentials-main",
      keywords: [
        "cos_hmac", "cos-hmac", "coshmac", "cos_secret", "cos-secret", "cos_key", "cos_access",
        "ibm_cos", "ibm-cos", "ibmcos", "ibm_hmac", "secret_access_key", "secretaccesskey",
      ],
      name: #"(?:cos|ibm)[A-Za-z0-9_.-]{0,30}(?:secret|hmac|key)|secret[_-]?access[_-]?key"#,
      variable: "COS_HMAC_SECRET",
      format: [.run(48, .hex)],
      advice: "Delete the service credential: ibmcloud resource service-key-delete NAME."
    ),
    .named(
      id: "softlayer-api-key",
      description: "IBM SoftLayer API key",
      reference: "https://cloud.ibm.com/docs/account?topic=account-classic_keys",
      keywords: [
        "softlayer", "sl_api", "sl-api", "sl_key", "sl-key", "slapi", "sl_pass", "sl_pwd",
        "sl_token",
      ],
      name: #"(?:softlayer|sl)[A-Za-z0-9_.-]{0,30}?(?:key|pass(?:word)?|pwd|token)"#,
      variable: "SOFTLAYER_API_KEY",
      format: [.run(64, .hex)],
      advice: "Reset it: cloud.ibm.com/iam/users, the user, API keys, Classic infrastructure."
    ),
  ]
}
