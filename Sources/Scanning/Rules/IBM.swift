// IBM Cloud's older services: Cloudant and SoftLayer.

extension BuiltinRules {
  static let ibm: [Rule] = [
    .named(
      id: "cloudant-password",
      description: "IBM Cloudant password",
      reference: "https://cloud.ibm.com/docs/Cloudant?topic=Cloudant-work-with-your-account",
      keywords: [
        "cloudant", "clou_", "clou-", "cl_api", "cl_key", "cl_pass", "cl_pw", "cl_token",
        "cl_secret", "cl-api", "cl-key", "cl-pass",
      ],
      name: cloudantName,
      variable: "CLOUDANT_PASSWORD",
      format: [.run(64, .hex)],
      advice: "Change it: the Cloudant instance, Service credentials, a new credential."
    ),
    .named(
      id: "cloudant-api-key",
      description: "IBM Cloudant API key",
      reference: "https://cloud.ibm.com/docs/Cloudant?topic=Cloudant-work-with-your-account",
      keywords: [
        "cloudant", "clou_", "clou-", "cl_api", "cl_key", "cl_pass", "cl_pw", "cl_token",
        "cl_secret", "cl-api", "cl-key", "cl-pass",
      ],
      name: cloudantName,
      variable: "CLOUDANT_API_KEY",
      format: [.run(24, .lowercase)],
      advice: "Remove it: the Cloudant dashboard, the database, Permissions."
    ),
    Rule(
      id: "softlayer-url-key",
      description: "SoftLayer API key in a URL",
      reference: "https://sldn.softlayer.com/article/soap/",
      level: .high,
      keywords: ["api.softlayer.com"],
      pattern: #"api\.softlayer\.com/(?:soap|rest|xmlrpc)/v3(?:\.1)?/(?<secret>[0-9a-z]{64})"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Reset it: cloud.ibm.com/iam/users, the user, API keys, Classic infrastructure.",
      examples: [
        "https://api.softlayer.com/soap/v3/\(Example.random(64, .hex))\n",
        "url = 'http://api.softlayer.com/soap/v3.1/\(Example.random(64, .lowerAlphanumeric))'\n",
      ],
      counterexamples: [
        "https://api.softlayer.com/soap/v3/SoftLayer_Account?wsdl\n",
        "https://api.softlayer.com/soap/v3/\(Example.random(60, .hex))\n",
      ]
    ),
  ]

  private static let cloudantName =
    #"(?:cloudant|clou|cl)[_.-]?[A-Za-z0-9_.-]{0,20}?(?:key|pass(?:word)?|pwd?|token|secret)"#
}
