// Hashes of passwords, which can be guessed against at leisure.

extension BuiltinRules {
  static let passwordHashes: [Rule] = [
    hash(
      "bcrypt-hash",
      "bcrypt hash",
      ["$2a$", "$2b$", "$2y$", "$2x$"],
      #"\$2[abxy]\$[0-3][0-9]\$[./A-Za-z0-9]{53}(?![./A-Za-z0-9])"#,
      example: { "$2b$12$\(Example.random(53, .alphanumeric, seed: $0))" }
    ),
    hash(
      "argon2-hash",
      "Argon2 hash",
      ["$argon2"],
      #"\$argon2(?:id|i|d)\$v=[0-9]{1,3}\$m=[0-9]{1,10},t=[0-9]{1,6},p=[0-9]{1,4}\$[A-Za-z0-9+/]{8,64}\$[A-Za-z0-9+/]{20,128}"#,
      example: {
        "$argon2id$v=19$m=65536,t=3,p=4$\(Example.random(22, .base64, seed: $0))$"
          + Example.random(43, .base64, seed: $0)
      }
    ),
    hash(
      "crypt-hash",
      "hash of a Unix password",
      ["$1$", "$5$", "$6$", "$8$", "$9$", "$y$", "$apr1$"],
      #"\$(?:(?:1|apr1)\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|5\$(?:rounds=[0-9]{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43}|6\$(?:rounds=[0-9]{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{86}|[89]\$[./A-Za-z0-9]{14}\$[./A-Za-z0-9]{43}|y\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43})(?![./A-Za-z0-9])"#,
      example: {
        "$6$\(Example.random(16, .alphanumeric, seed: $0))$"
          + Example.random(86, .alphanumeric, seed: $0)
      }
    ),
  ]

  private static func hash(
    _ id: String,
    _ description: String,
    _ keywords: [String],
    _ pattern: String,
    example: @escaping @Sendable (UInt64) -> String
  ) -> Rule {
    Rule(
      id: id,
      description: description,
      reference: "https://man7.org/linux/man-pages/man5/crypt.5.html",
      level: .medium,
      keywords: keywords,
      pattern: pattern,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .contains(.digit)],
      advice: "Change the password, and keep the hash out of the repository: it can be guessed.",
      examples: ["user:\(example(1)):19000:0\n", "password: '\(example(2))'\n"],
      counterexamples: [
        "user:\(example(1).dropLast(30)):19000:0\n",
        "user:*:19000:0\n",
        "password: '$\(example(1).dropFirst(4))'\n",
      ]
    )
  }
}
