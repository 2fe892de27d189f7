// Jenkins, beyond the API token.

extension BuiltinRules {
  static let jenkins: [Rule] = [
    Rule(
      id: "jenkins-crumb",
      description: "Jenkins crumb",
      reference: "https://www.jenkins.io/doc/book/security/csrf-protection/",
      level: .medium,
      keywords: ["jenkins-crumb", "jenkins_crumb", "jenkinscrumb", ".crumb"],
      pattern:
        #"(?i:jenkins[_-]?crumb|\.crumb)["']?\s{0,4}[:=,]\s{0,4}["']?(?<secret>[0-9a-f]{32}|[0-9a-f]{64})"#,
      boundary: .base64,
      window: .bytes(12),
      checks: [.notPlaceholder, .randomness],
      advice: "It ends with the session of its user; change the password or token beside it.",
      examples: [
        "curl -H 'Jenkins-Crumb:\(Example.random(32, .hex))' https://ci.test/job/a/build\n",
        "headers = {\"Jenkins-Crumb\": \"\(Example.random(64, .hex))\"}\n",
      ],
      counterexamples: [
        "curl -H \"Jenkins-Crumb: $CRUMB\" https://ci.test/job/a/build\n",
        "Jenkins-Crumb: \(Example.random(20, .hex))\n",
      ]
    ),
    Rule(
      id: "jenkins-initial-admin-password",
      description: "initial password of a Jenkins administrator",
      reference: "https://www.jenkins.io/doc/book/installing/linux/#unlocking-jenkins",
      level: .high,
      keywords: ["initialadminpassword", "use the following password"],
      pattern:
        #"(?:initialAdminPassword|use the following password to proceed to installation:)["']?[\s:=>*#]{1,200}["']?(?<secret>[0-9a-f]{32})"#,
      boundary: .alphanumeric,
      window: .bytes(8),
      checks: [.notPlaceholder, .randomness],
      advice: "Change the password of the administrator: Jenkins, the user, Security.",
      examples: [
        "Please use the following password to proceed to installation:\n\n\(Example.random(32, .hex))\n\n",
        "$ cat secrets/initialAdminPassword\n\(Example.random(32, .hex, seed: 2))\n",
      ],
      counterexamples: [
        "cat /var/jenkins_home/secrets/initialAdminPassword\n",
        "Please use the following password to proceed to installation:\n\n<password>\n",
      ]
    ),
    Rule(
      id: "jenkins-credentials-secret",
      description: "encrypted secret of Jenkins",
      reference: "https://www.jenkins.io/doc/developer/security/secrets/",
      level: .medium,
      keywords: ["{aqaaabaaaa"],
      pattern: #"\{AQAAABAAAA[A-Za-z0-9+/]{20,4000}={0,2}\}"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder],
      advice:
        "With secrets/master.key and hudson.util.Secret it opens: change what it holds, and keep "
        + "JENKINS_HOME out of the repository.",
      examples: [
        "<password>{AQAAABAAAAAQ\(Example.random(43, .base64))=}</password>\n",
        "<apiToken>{AQAAABAAAAAw\(Example.random(86, .base64))==}</apiToken>\n",
      ],
      counterexamples: [
        "<password>{AQAAABAAAA}</password>\n",
        "<password>AQAAABAAAAAQ</password>\n",
      ]
    ),
  ]
}
