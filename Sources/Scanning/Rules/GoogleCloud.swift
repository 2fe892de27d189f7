// Keys and signed requests of Google Cloud and Firebase.

extension BuiltinRules {
  static let googleCloud: [Rule] = [
    Rule(
      id: "google-authorized-user-credentials",
      description: "refresh token of Google Cloud application default credentials",
      reference: "https://cloud.google.com/docs/authentication/application-default-credentials",
      level: .high,
      keywords: ["\"authorized_user\""],
      pattern:
        #"\{(?=[^{}]{0,2000}?"type"\s{0,4}:\s{0,4}"authorized_user")[^{}]{0,2000}?"refresh_token"\s{0,4}:\s{0,4}"(?<secret>[^"\s]{20,600})""#,
      boundary: .none,
      window: .bytes(2000),
      checks: [.notPlaceholder, .minimumEntropy(4)],
      advice: "Revoke it: gcloud auth application-default revoke.",
      examples: [
        "{\"client_id\": \"x.apps.googleusercontent.com\", \"client_secret\": \"d\", \"refresh_token\": \"1//\(Example.random(90, .base64URL, seed: 1))\", \"type\": \"authorized_user\"}\n",
        "{\n \"type\": \"authorized_user\",\n \"refresh_token\": \"1//0\(Example.random(80, .base64URL, seed: 2))\"\n}\n",
      ],
      counterexamples: [
        "{\"type\": \"authorized_user\", \"refresh_token\": \"${TOKEN}\"}\n",
        "{\"type\": \"authorized_user\"}\n",
      ]
    ),
    Rule(
      id: "google-storage-signed-url",
      description: "signed URL of Google Cloud Storage",
      reference: "https://cloud.google.com/storage/docs/access-control/signed-urls",
      level: .medium,
      keywords: ["x-goog-signature="],
      pattern: #"X-Goog-Signature=(?<secret>[0-9a-f]{64,1024})"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "It ends at its time (seven days at most). To end it now, delete the key that signed it.",
      examples: [
        "https://storage.googleapis.com/b/o?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Expires=900&X-Goog-Signature=\(Example.random(512, .hex, seed: 1))\n",
        "\"https://b.storage.googleapis.com/o?X-Goog-Signature=\(Example.random(64, .hex, seed: 2))\"\n",
      ],
      counterexamples: [
        "X-Goog-Signature=<signature>\n",
        "X-Goog-Signature=abc\n",
      ]
    ),
    .token(
      id: "google-storage-hmac-key-id",
      description: "id of an HMAC key of Google Cloud Storage (service account)",
      reference: "https://cloud.google.com/storage/docs/authentication/hmackeys",
      level: .low,
      format: ["GOOG1E", .run(55, .upperAlphanumeric)],
      advice: "Deactivate the key: gcloud storage hmac update --deactivate."
    ),
    Rule(
      id: "google-storage-hmac-key-id-user",
      description: "id of an HMAC key of Google Cloud Storage (user)",
      reference: "https://cloud.google.com/storage/docs/authentication/hmackeys",
      level: .low,
      keywords: ["goog"],
      pattern: #"GOOG(?!1E)[A-Z0-9]{20}"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .contains(.digit), .randomness],
      advice: "Delete the key: Cloud Storage, Settings, Interoperability.",
      examples: [
        "AccessKeyId: GOOG\(Example.random(20, .base32, seed: 1))\n",
        "\"GOOG\(Example.random(20, .base32, seed: 2))\"\n",
      ],
      counterexamples: [
        "GOOGLE_APPLICATION_CREDENTIALS\n",
        "GOOGXXXXXXXXXXXXXXXXXXXX\n",
      ]
    ),
    Rule(
      id: "google-storage-hmac-secret",
      description: "secret of an HMAC key of Google Cloud Storage",
      reference: "https://cloud.google.com/storage/docs/authentication/hmackeys",
      level: .high,
      keywords: ["goog"],
      pattern:
        #"GOOG[A-Z0-9]{20,60}+[\s\S]{1,200}?(?<![A-Za-z0-9/+=_-])(?<secret>(?![0-9A-Fa-f]{40})[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=_-])"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .contains([.digit, .lowercase, .uppercase]), .randomness],
      advice:
        "Deactivate and delete the key: gcloud storage hmac update --deactivate; gcloud storage hmac delete.",
      examples: [
        "access_key = GOOG1E\(Example.random(55, .base32, seed: 1))\nsecret = \(Example.random(40, .base64, seed: 2))\n",
        "\"GOOG\(Example.random(20, .base32, seed: 3))\", \"\(Example.random(40, .base64, seed: 4))\"\n",
      ],
      counterexamples: [
        "access_key = GOOG1E\(Example.random(55, .base32, seed: 1))\n",
        "GOOG1E\(Example.random(55, .base32, seed: 1)) commit \(Example.random(40, .hex, seed: 4))\n",
      ]
    ),
    Rule(
      id: "google-app-password",
      description: "app password of a Google account",
      reference: "https://support.google.com/accounts/answer/185833",
      level: .high,
      keywords: [
        "gmail", "app_password", "app-password", "apppassword", "email_host_password",
        "smtp.gmail.com",
      ],
      pattern:
        #"(?i:gmail[A-Za-z0-9_. -]{0,12}pass[A-Za-z]{0,8}|app[_-]?password|email_host_password)["\x27\]]{0,2}\s{0,4}(?:=>|:=|[=:,])\s{0,4}["\x27]?(?<secret>[a-z]{4} [a-z]{4} [a-z]{4} [a-z]{4}|[a-z]{16})(?=["\x27\s,;)]|$)"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, isAppPassword],
      advice: "Remove it: myaccount.google.com/apppasswords.",
      examples: [
        "GMAIL_APP_PASSWORD=\"\(Example.random(4, .lowercase, seed: 1)) \(Example.random(4, .lowercase, seed: 2)) \(Example.random(4, .lowercase, seed: 3)) \(Example.random(4, .lowercase, seed: 4))\"\n",
        "EMAIL_HOST_PASSWORD = '\(Example.random(4, .lowercase, seed: 5)) \(Example.random(4, .lowercase, seed: 6)) \(Example.random(4, .lowercase, seed: 7)) \(Example.random(4, .lowercase, seed: 8))'\n",
      ],
      counterexamples: [
        "GMAIL_APP_PASSWORD=${PASSWORD}\n",
        "GMAIL_APP_PASSWORD=\"your pass word here\"\n",
        "app_password = applicationspass\n",
      ]
    ),
    .service(
      id: "google-legacy-client-secret",
      description: "Google OAuth client secret (old form)",
      reference: "https://developers.google.com/identity/protocols/oauth2",
      level: .high,
      names: [
        "google_client_secret", "google_oauth_secret", "google-client-secret", "googleclientsecret",
        "google_secret", "google_oauth2_secret", "google_oauth_client_secret",
      ],
      variable: "GOOGLE_CLIENT_SECRET",
      format: [.run(24, .base64URL)],
      checks: [.contains(.digit)],
      advice: "Add a new secret and disable this one: console.cloud.google.com/auth/clients."
    ),
    Rule(
      id: "firebase-messaging-server-key",
      description: "Firebase Cloud Messaging server key (old form)",
      reference: "https://firebase.google.com/docs/cloud-messaging/migrate-v1",
      level: .high,
      keywords: [":apa91b"],
      pattern: #"AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{134}"#,
      boundary: .word,
      window: .bytes(12),
      checks: [.notPlaceholder, .minimumEntropy(4.5)],
      advice: "Delete it: the Firebase console, Project settings, Cloud Messaging.",
      examples: [
        "FCM_SERVER_KEY=AAAA\(Example.random(7, .base64URL, seed: 1)):APA91b\(Example.random(134, .base64URL, seed: 2))\n",
        "Authorization: key=AAAA\(Example.random(7, .base64URL, seed: 3)):APA91b\(Example.random(134, .base64URL, seed: 4))\n",
      ],
      counterexamples: [
        "AAAA1234567:APA91b…\n",
        "token: c\(Example.random(10, .alphanumeric, seed: 1)):APA91b\(Example.random(134, .base64URL, seed: 2))\n",
      ]
    ),
    .service(
      id: "firebase-database-secret",
      description: "Firebase Realtime Database secret",
      reference: "https://firebase.google.com/docs/database/rest/auth",
      level: .high,
      names: [
        "firebase_secret", "firebase-secret", "firebasesecret", "firebase_database_secret",
        "firebase_auth", "firebaseio.com",
      ],
      variable: "FIREBASE_SECRET",
      format: [.run(40, .alphanumeric)],
      advice:
        "Delete it: the Firebase console, Project settings, Service accounts, Database secrets."
    ),
    Rule(
      id: "recaptcha-secret-key",
      description: "reCAPTCHA secret key",
      reference: "https://developers.google.com/recaptcha/docs/verify",
      level: .medium,
      keywords: ["recaptcha"],
      pattern:
        #"(?i:recaptcha)[A-Za-z0-9_. -]{0,20}(?i:secret|private)[A-Za-z0-9_. -]{0,20}["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}["\x27]?(?<secret>6L[A-Za-z0-9_-]{38})"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Make a new pair of keys: google.com/recaptcha/admin.",
      examples: [
        "RECAPTCHA_SECRET_KEY=6L\(Example.random(38, .base64URL, seed: 1))\n",
        "recaptchaPrivateKey: '6L\(Example.random(38, .base64URL, seed: 2))'\n",
      ],
      counterexamples: [
        "RECAPTCHA_SITE_KEY=6L\(Example.random(38, .base64URL, seed: 1))\n",
        "RECAPTCHA_SECRET_KEY=${KEY}\n",
      ]
    ),
  ]

  /// Sixteen letters that are no words.
  private static let isAppPassword = Check.custom { match in
    let words: Set<Substring> = ["your", "pass", "word", "here", "code", "this", "abcd", "test"]
    guard words.isDisjoint(with: match.string.split(separator: " ")) else { return false }
    let letters = match.value.filter { $0 != 0x20 }
    return unsafe letters.withUnsafeBufferPointer {
      unsafe TextModel.randomBits($0, alphabet: Alphabet(of: $0)) > 0
    }
  }
}
