// Jira, Confluence, Bitbucket and their relatives.

extension BuiltinRules {
  static let atlassian: [Rule] = [
    .service(
      id: "atlassian-legacy-api-token",
      description: "Atlassian API token (before 2023)",
      reference:
        "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",
      level: .high,
      names: ["atlassian", "jira", "confluence"],
      word: true,
      variable: "JIRA_API_TOKEN",
      format: [.run(20, .alphanumeric), .run(4, .hex)],
      advice: "Revoke it: id.atlassian.com/manage-profile/security/api-tokens."
    ),
    Rule(
      id: "atlassian-data-center-token",
      description: "Jira or Confluence Data Center access token",
      reference:
        "https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html",
      level: .high,
      keywords: ["jira", "confluence", "atlassian", "bearer "],
      pattern: "[MNO][A-Za-z0-9+/]{43}",
      boundary: .base64,
      window: .bytes(120),
      checks: [.notPlaceholder, isDataCenterToken],
      advice: "Revoke it: the product's profile page, Personal Access Tokens.",
      examples: [
        "JIRA_TOKEN=\(dataCenterToken(seed: 1))\n",
        "curl -H \"Authorization: Bearer \(dataCenterToken(seed: 2))\" https://wiki.example.org\n",
      ],
      counterexamples: [
        "JIRA_TOKEN=N\(Example.random(43, .base64))\n",
        "JIRA_TOKEN=\(dataCenterToken(seed: 3).dropLast())\n",
        "JIRA_TOKEN=${TOKEN}\n",
      ]
    ),
    .service(
      id: "atlassian-oauth-client-secret",
      description: "Atlassian OAuth client secret",
      reference: "https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/",
      names: ["atlassian", "jira", "confluence", "client_secret", "clientsecret"],
      variable: "ATLASSIAN_CLIENT_SECRET",
      format: ["ATOA", .runs(60...220, .base64URL), "=", .run(8, .upperHex)],
      advice: "Rotate it: developer.atlassian.com/console/myapps, the app, Settings."
    ),
    .service(
      id: "opsgenie-api-key",
      description: "Opsgenie API key",
      reference: "https://support.atlassian.com/opsgenie/docs/api-key-management/",
      level: .high,
      names: ["opsgenie", "geniekey"],
      variable: "OPSGENIE_API_KEY",
      format: [.uuid],
      advice: "Delete it: app.opsgenie.com/settings/api-key-management."
    ),
    .service(
      id: "statuspage-api-key",
      description: "Statuspage API key",
      reference: "https://developer.statuspage.io/#section/Authentication",
      names: ["statuspage"],
      variable: "STATUSPAGE_API_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: manage.statuspage.io, the avatar, API info."
    ),
    .service(
      id: "statuspage-api-key-uuid",
      description: "Statuspage API key in the form of a UUID",
      reference: "https://developer.statuspage.io/#section/Authentication",
      names: ["statuspage"],
      word: true,
      variable: "STATUSPAGE_API_KEY",
      format: [.uuid],
      advice: "Delete it: manage.statuspage.io, the avatar, API info."
    ),
    .token(
      id: "trello-token",
      description: "Trello token",
      reference: "https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/",
      format: ["ATTA", .runs(64...80, .anyHex)],
      advice: "Revoke it: trello.com/your/account, Applications."
    ),
    .service(
      id: "trello-legacy-token",
      description: "Trello token (old form)",
      reference: "https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/",
      level: .high,
      names: ["trello"],
      variable: "TRELLO_TOKEN",
      format: [.run(64, .hex)],
      advice: "Revoke it: trello.com/your/account, Applications."
    ),
    .service(
      id: "trello-api-key",
      description: "Trello API key",
      reference: "https://developer.atlassian.com/cloud/trello/guides/rest-api/api-introduction/",
      level: .low,
      names: ["trello"],
      variable: "TRELLO_API_KEY",
      format: [.run(32, .hex)],
      advice:
        "It names the app and is harmless without a token. Make a new one: trello.com/power-ups/admin."
    ),
    .service(
      id: "bitbucket-client-secret",
      description: "Bitbucket OAuth consumer secret",
      reference: "https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/",
      level: .high,
      names: ["bitbucket"],
      word: true,
      variable: "BITBUCKET_CLIENT_SECRET",
      format: [.run(32, .alphanumeric)],
      advice: "Delete the consumer: the workspace, Settings, OAuth consumers."
    ),
    .service(
      id: "bitbucket-client-secret-long",
      description: "Bitbucket OAuth consumer secret (long form)",
      reference: "https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/",
      level: .high,
      names: ["bitbucket"],
      word: true,
      variable: "BITBUCKET_CLIENT_SECRET",
      format: [.run(64, .base64URL)],
      advice: "Delete the consumer: the workspace, Settings, OAuth consumers."
    ),
  ]

  /// Base64 of the token's number in decimal digits, a colon, and random bytes.
  private static let isDataCenterToken = Check.custom { match in
    guard let bytes = Base64.decode(match.value), bytes.count == 33,
      let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon >= 6, colon <= 20
    else { return false }
    return bytes[..<colon].allSatisfy(ASCII.isDigit)
      && !bytes[(colon + 1)...].allSatisfy(ASCII.isPrintable)
  }

  private static func dataCenterToken(seed: UInt64) -> String {
    let number = Example.random(11, .digits, seed: seed)
    let noise = (0..<20).map { UInt8(truncatingIfNeeded: ($0 + 3) * 41 + Int(seed) * 7 + 128) }
    return Example.base64(Array("9\(number):".utf8) + noise)
  }
}
