// Yandex Cloud.

extension BuiltinRules {
  static let yandex: [Rule] = [
    .token(
      id: "yandex-cloud-api-key",
      description: "Yandex Cloud API key",
      reference: "https://yandex.cloud/en/docs/iam/concepts/authorization/api-key",
      format: ["AQVN", .runs(35...38, .base64URL)],
      advice: "Delete it: yc iam api-key delete ID."
    ),
    .token(
      id: "yandex-cloud-iam-token",
      description: "Yandex Cloud IAM token",
      reference: "https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token",
      format: ["t1.", .runs(40...400, .base64URL), ".", .run(86, .base64URL)],
      advice: "Revoke it: yc iam revoke-token."
    ),
    .token(
      id: "yandex-oauth-token",
      description: "Yandex OAuth token",
      reference: "https://yandex.cloud/en/docs/iam/concepts/authorization/oauth-token",
      level: .medium,
      format: ["y0_", .runs(54...120, .base64URL)],
      advice: "Revoke it: oauth.yandex.com."
    ),
    .named(
      id: "yandex-cloud-static-secret",
      description: "Yandex Cloud static secret key",
      reference: "https://yandex.cloud/en/docs/iam/concepts/authorization/access-key",
      keywords: ["yandex", "secret_key", "secret_access_key"],
      name: #"(?:yandex|yc|aws|s3)?[A-Za-z0-9_.-]{0,20}secret[_-]?(?:access[_-]?)?key"#,
      variable: "YANDEX_SECRET_KEY",
      format: ["YC", .run(38, .base64URL)],
      advice: "Delete it: yc iam access-key delete ID."
    ),
  ]
}
