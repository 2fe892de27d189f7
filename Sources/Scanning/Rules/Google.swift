extension BuiltinRules {
  static let google: [Rule] = [
    .token(
      id: "google-api-key",
      description: "Google API key",
      reference: "https://cloud.google.com/docs/authentication/api-keys",
      level: .medium,
      format: ["AIza", .run(35, .base64URL)],
      // Where a client of Firebase carries it, another rule reports it as public.
      checks: [
        .notPlaceholder, .custom { match in !isFirebaseClient(match) }, .randomness,
      ],
      advice: "Delete it or restrict it: console.cloud.google.com/apis/credentials. A key that is "
        + "restricted to a web site or an app may be public."
    ),
    .token(
      id: "google-oauth-client-secret",
      description: "Google OAuth client secret",
      reference: "https://support.google.com/cloud/answer/15549257",
      format: ["GOCSPX-", .run(28, .base64URL)],
      advice: "Add a new secret and disable this one: console.cloud.google.com/auth/clients."
    ),
    .token(
      id: "google-oauth-access-token",
      description: "Google OAuth access token",
      reference: "https://cloud.google.com/docs/authentication/token-types#access",
      level: .medium,
      format: ["ya29.", .runs(20...1024, .base64URL)],
      advice:
        "It ends after about an hour. To end it now: POST https://oauth2.googleapis.com/revoke."
    ),
    .named(
      id: "google-oauth-refresh-token",
      description: "Google OAuth refresh token",
      reference: "https://developers.google.com/identity/protocols/oauth2#expiration",
      keywords: ["refresh_token", "refreshtoken", "firebase_token"],
      name: #"refresh_?token|firebase_token"#,
      variable: "GOOGLE_REFRESH_TOKEN",
      format: ["1//", .runs(40...120, .base64URL)],
      advice:
        "Revoke it: POST https://oauth2.googleapis.com/revoke, or myaccount.google.com/permissions."
    ),
    Rule(
      id: "google-service-account-key",
      description: "Google Cloud service account key",
      reference: "https://cloud.google.com/iam/docs/keys-create-delete",
      level: .high,
      keywords: ["service_account"],
      pattern:
        #""type"\s{0,4}:\s{0,4}"service_account"[^{}]{0,800}?"private_key"\s{0,4}:\s{0,4}"(?<secret>-----BEGIN (?:RSA )?PRIVATE KEY-----[^"]{100,8000})""#,
      boundary: .none,
      window: .bytes(40),
      checks: [.pemPrivateKey],
      advice:
        "Delete the key: gcloud iam service-accounts keys delete KEY_ID --iam-account ADDRESS.",
      examples: [
        "{\n \"type\": \"service_account\",\n \"private_key_id\": \"\(Example.random(40, .hex))\",\n \"private_key\": \"\(Example.pem("PRIVATE KEY", size: 1200, separator: "\\n"))\",\n \"client_email\": \"a@b.iam.gserviceaccount.com\"\n}\n",
        "{\"type\":\"service_account\",\"project_id\":\"p\",\"private_key\":\"\(Example.pem("PRIVATE KEY", size: 1200, separator: "\\n"))\"}",
      ],
      counterexamples: [
        "{\"type\": \"service_account\", \"private_key\": \"${PRIVATE_KEY}\"}\n",
        "{\"type\": \"service_account\", \"private_key\": \"-----BEGIN PRIVATE KEY-----\\nYOUR KEY\\n-----END PRIVATE KEY-----\\n\"}\n",
      ]
    ),
  ]
}
