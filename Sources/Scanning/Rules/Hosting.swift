// Hosting, platforms and infrastructure.

extension BuiltinRules {
  static let hosting: [Rule] = [
    .named(
      id: "hetzner-cloud-token",
      description: "Hetzner Cloud API token",
      reference: "https://docs.hetzner.com/cloud/api/getting-started/generating-api-token/",
      keywords: ["hetzner", "hcloud"],
      name: #"(?:hetzner|hcloud)[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "HCLOUD_TOKEN",
      format: [.run(64, .alphanumeric)],
      advice: "Delete it: console.hetzner.com, the project, Security, API tokens."
    ),
    .named(
      id: "linode-token",
      description: "Linode personal access token",
      reference: "https://techdocs.akamai.com/cloud-computing/docs/manage-personal-access-tokens",
      level: .medium,
      keywords: ["linode"],
      name: #"linode[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "LINODE_TOKEN",
      format: [.run(64, .hex)],
      advice: "Revoke it: cloud.linode.com/profile/tokens."
    ),
    .named(
      id: "vultr-api-key",
      description: "Vultr API key",
      reference: "https://docs.vultr.com/platform/other/api/enable-api-access",
      keywords: ["vultr"],
      name: #"vultr[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "VULTR_API_KEY",
      format: [.run(36, .upperAlphanumeric)],
      advice: "Regenerate it: my.vultr.com/settings/#settingsapi."
    ),
    .token(
      id: "upcloud-api-token",
      description: "UpCloud API token",
      reference: "https://developers.upcloud.com/1.3/",
      format: ["ucat_", .runs(24...32, .alphanumeric)],
      advice: "Delete it: hub.upcloud.com/account/api-tokens."
    ),
    .named(
      id: "scaleway-secret-key",
      description: "Scaleway secret key",
      reference: "https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/",
      keywords: ["scaleway", "scw_"],
      name: #"(?:scaleway|scw)[A-Za-z0-9_.-]{0,20}(?:secret|token)"#,
      variable: "SCW_SECRET_KEY",
      format: [.uuid],
      advice: "Delete it: console.scaleway.com/iam/api-keys."
    ),
    .token(
      id: "scalingo-api-token",
      description: "Scalingo API token",
      reference: "https://developers.scalingo.com/index#authentication",
      format: ["tk-us-", .run(48, .base64URL)],
      advice: "Revoke it: dashboard.scalingo.com/account/tokens."
    ),
    .named(
      id: "ovh-application-secret",
      description: "OVHcloud application secret",
      reference: "https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api",
      keywords: ["ovh"],
      name: #"ovh[A-Za-z0-9_.-]{0,20}(?:secret|application_key)"#,
      variable: "OVH_APPLICATION_SECRET",
      format: [.run(32, .alphanumeric)],
      advice: "Delete the application: DELETE /me/api/application/ID."
    ),
    .named(
      id: "ovh-consumer-key",
      description: "OVHcloud consumer key",
      reference: "https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api",
      keywords: ["ovh"],
      name: #"ovh[A-Za-z0-9_.-]{0,20}consumer"#,
      variable: "OVH_CONSUMER_KEY",
      format: [.run(32, .alphanumeric)],
      advice: "Revoke it: DELETE /me/api/credential/ID."
    ),
    .named(
      id: "oracle-cloud-customer-secret-key",
      description: "Oracle Cloud customer secret key",
      reference:
        "https://docs.oracle.com/en-us/iaas/Content/Identity/Tasks/managingcredentials.htm",
      level: .medium,
      keywords: ["oci_", "oracle"],
      name: #"(?:oci|oracle)[A-Za-z0-9_.-]{0,30}secret"#,
      variable: "OCI_CUSTOMER_SECRET_KEY",
      format: [.run(43, .base64), "="],
      advice: "Delete it: oci iam customer-secret-key delete."
    ),
    .token(
      id: "tencent-cloud-secret-id",
      description: "Tencent Cloud SecretId",
      reference: "https://www.tencentcloud.com/document/product/598/32675",
      level: .medium,
      format: ["AKID", .run(32, .alphanumeric)],
      advice: "Disable it with its SecretKey: console.tencentcloud.com/cam/capi."
    ),
    .named(
      id: "tencent-cloud-secret-key",
      description: "Tencent Cloud SecretKey",
      reference: "https://www.tencentcloud.com/document/product/598/32675",
      keywords: ["tencent", "qcloud"],
      name: #"(?:tencent(?:cloud)?|qcloud)[A-Za-z0-9_.-]{0,20}secret[_.-]?key"#,
      variable: "TENCENTCLOUD_SECRET_KEY",
      format: [.run(32, .alphanumeric)],
      advice: "Disable it: console.tencentcloud.com/cam/capi."
    ),
    .named(
      id: "infomaniak-api-token",
      description: "Infomaniak API token",
      reference: "https://developer.infomaniak.com/getting-started",
      level: .medium,
      keywords: ["infomaniak"],
      name: #"infomaniak[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "INFOMANIAK_API_TOKEN",
      format: [.runs(60...100, .base64URL)],
      advice: "Delete it: manager.infomaniak.com/v3/ng/accounts/token/list."
    ),
    .named(
      id: "netlify-legacy-token",
      description: "Netlify personal access token (old form)",
      reference: "https://docs.netlify.com/api-and-cli-guides/api-guides/get-started-with-api/",
      level: .medium,
      keywords: ["netlify"],
      name: #"netlify[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "NETLIFY_AUTH_TOKEN",
      format: [.runs(40...46, .base64URL)],
      advice: "Revoke it: app.netlify.com/user/applications."
    ),
    .named(
      id: "vercel-legacy-token",
      description: "Vercel access token (old form)",
      reference: "https://vercel.com/docs/rest-api/reference/welcome",
      level: .medium,
      keywords: ["vercel"],
      name: #"vercel[A-Za-z0-9_.-]{0,20}token"#,
      variable: "VERCEL_TOKEN",
      format: [.run(24, .alphanumeric)],
      advice: "Delete it: vercel.com/account/settings/tokens."
    ),
    .token(
      id: "vercel-app-access-token",
      description: "Vercel app access token",
      reference: "https://vercel.com/docs/sign-in-with-vercel/tokens",
      format: ["vca_", .run(56, .base64URL)],
      advice: "Revoke it: vercel.com/account/settings/tokens."
    ),
    .token(
      id: "vercel-app-refresh-token",
      description: "Vercel app refresh token",
      reference: "https://vercel.com/docs/sign-in-with-vercel/tokens",
      format: ["vcr_", .run(56, .base64URL)],
      advice: "Revoke it: vercel.com/account/settings/tokens."
    ),
    .token(
      id: "vercel-blob-token",
      description: "Vercel Blob read-write token",
      reference: "https://vercel.com/docs/vercel-blob/using-blob-sdk",
      format: ["vercel_blob_rw_", .run(16, .alphanumeric), "_", .run(30, .alphanumeric)],
      advice: "Rotate it: vercel.com, Storage, the store, Settings."
    ),
    .named(
      id: "hasura-admin-secret",
      description: "Hasura admin secret",
      reference: "https://hasura.io/docs/2.0/deployment/securing-graphql-endpoint/",
      keywords: ["hasura"],
      name: #"hasura[A-Za-z0-9_.-]{0,20}secret"#,
      variable: "HASURA_GRAPHQL_ADMIN_SECRET",
      format: [.run(64, .alphanumeric)],
      advice: "Change HASURA_GRAPHQL_ADMIN_SECRET of the project."
    ),
  ]
}
