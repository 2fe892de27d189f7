// JFrog Artifactory, where the name beside the value has to tell.

extension BuiltinRules {
  static let jFrog: [Rule] = [
    jFrogSecret(
      "artifactory-encrypted-password",
      "encrypted Artifactory password",
      "AP[0-9A-F][A-Za-z0-9]{8,80}",
      "https://jfrog.com/help/r/jfrog-platform-administration-documentation/using-your-secure-password",
      example: { "AP6" + Example.random(24, .alphanumeric, seed: $0) }
    ),
    jFrogSecret(
      "artifactory-legacy-api-key",
      "Artifactory API key",
      "AKC[A-Za-z0-9]{10,80}",
      "https://jfrog.com/help/r/jfrog-platform-administration-documentation/api-key",
      example: { "AKC" + Example.random(40, .alphanumeric, seed: $0) }
    ),
  ]

  private static func jFrogSecret(
    _ id: String,
    _ description: String,
    _ value: String,
    _ reference: String,
    example: @escaping @Sendable (UInt64) -> String
  ) -> Rule {
    Rule(
      id: id,
      description: description,
      reference: reference,
      level: .medium,
      keywords: ["artifactory", "artif_", "artif-", "artif.", "jfrog", "art-api"],
      pattern: value,
      boundary: .word,
      window: .lines(3),
      checks: [.notPlaceholder, .contains([.digit]), .randomness],
      advice: "Change the password or revoke the key in the user profile of the JFrog Platform.",
      examples: [
        "ARTIFACTORY_PASSWORD=\(example(1))\n",
        "curl -H 'X-JFrog-Art-Api: \(example(2))' https://repo.test/artifactory/x\n",
        "//repo.test/artifactory/api/npm/x/:_password=\(example(3))\n",
      ],
      counterexamples: [
        "ARTIFACTORY_PASSWORD=${ARTIFACTORY_PASSWORD}\n",
        "ARTIFACTORY_PASSWORD=\(example(1).prefix(8))\n",
        "PART_NUMBER=\(example(1))\n",
        "artifactory=\(example(1).prefix(3))xxxxxxxxxx\n",
      ]
    )
  }
}
