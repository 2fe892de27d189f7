import Hooks
import Ledger
import Scanning
import Secrets

/// Reads `.secrets-sync.toml`, strictly: what it does not know, it refuses, with file and line.
package struct ConfigurationReader {
  private let file: String

  /// Reads the text of a configuration file; `file` is its name in messages.
  package static func read(_ bytes: [UInt8], file: String) throws(Failure) -> Configuration {
    let reader = ConfigurationReader(file: file)
    let document: TOMLTable
    do {
      document = try TOMLReader.read(bytes)
    } catch {
      throw reader.refused(error.line, "\(error.message).", hint: nil)
    }
    var result = try reader.configuration(document)
    if document["rules"] != nil {
      let source = TOMLSource(file: file, bytes: bytes)
      result.ownRules = try RuleFileReader.read(rulesOf: document, source)
    }
    return result
  }

  private static let sections = [
    "policy", "scan", "rules", "environments", "vault", "ledger", "generate",
  ]

  private static let policyKeys = ["protect", "inline", "allow-ignored", "allow-copies"]

  private func configuration(_ document: TOMLTable) throws(Failure) -> Configuration {
    var result = Configuration()
    try checkKeys(document, allowed: Self.sections, in: "the file")
    if let policy = try table(document["policy"], "policy") {
      try checkKeys(policy, allowed: Self.policyKeys, in: "[policy]")
      result.protect = try patterns(policy["protect"], "protect")
      result.allowIgnored = try patterns(policy["allow-ignored"], "allow-ignored") ?? []
      result.allowCopies = try patterns(policy["allow-copies"], "allow-copies") ?? []
      result.inline = try inline(policy["inline"]) ?? result.inline
    }
    if let environments = try table(document["environments"], "environments") {
      for name in environments.keys {
        guard let value = environments[name] else { continue }
        result.environments.append(try environment(name, value))
      }
    }
    result.generate = try generate(document["generate"])
    if let vault = try table(document["vault"], "vault") {
      result.vault = try self.vault(vault, result.environments.map(\.name))
      result.vaultFiles = try patterns(vault["files"], "files") ?? []
    }
    if let ledger = try table(document["ledger"], "ledger") {
      try checkKeys(ledger, allowed: ["branch"], in: "[ledger]")
      result.ledgerIsBranch = try boolean(ledger["branch"], "branch") ?? false
    }
    if let scan = try table(document["scan"], "scan") {
      try checkKeys(scan, allowed: ["level", "rules"], in: "[scan]")
      result.ruleFiles = (try strings(scan["rules"], "rules") ?? []).map { ($0.text, $0.line) }
      result.sensitivity = try level(scan["level"])
    }
    return result
  }

  private func level(_ value: TOMLValue?) throws(Failure) -> Sensitivity? {
    guard let value, let text = try string(value, "level") else { return nil }
    guard let level = Sensitivity(rawValue: text) else {
      let known = Sensitivity.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw refused(
        value.line,
        "“\(visible(text))” is not a level of scanning.",
        hint: "Expected one of \(known)."
      )
    }
    return level
  }

  /// `true`, `false`, or `"own"`.
  private func inline(_ value: TOMLValue?) throws(Failure) -> InlinePolicy? {
    guard let value else { return nil }
    switch value.kind {
    case .boolean(let isAllowed): return isAllowed ? .all : InlinePolicy.none
    case .string("own"): return .own
    default:
      throw refused(
        value.line,
        "`inline` says which comments may allow a finding.",
        hint: "Expected: true, false, or \"own\" for `secrets-sync: allow` only."
      )
    }
  }

  private func environment(
    _ name: String,
    _ value: TOMLValue
  ) throws(Failure) -> EnvironmentSettings {
    guard EnvironmentName.isValid(name) else {
      throw refused(
        value.line,
        "“\(visible(name))” cannot be the name of an environment.",
        hint: "Use lower-case letters, digits, `.`, `_` and `-`, starting with a letter or digit."
      )
    }
    let place = "[environments.\(name)]"
    guard let settings = try table(value, "environments.\(name)") else {
      return EnvironmentSettings(name: name)
    }
    try checkKeys(
      settings,
      allowed: ["profile", "region", "account", "secrets", "pins"],
      in: place
    )
    var result = EnvironmentSettings(name: name)
    result.profile = try string(settings["profile"], "profile")
    result.region = try string(settings["region"], "region")
    result.account = try string(settings["account"], "account")
    if let region = result.region, !Self.isRegion(region) {
      throw refused(
        settings["region"]?.line,
        "“\(visible(region))” is not an AWS region.",
        hint: "Expected a name such as \"eu-west-1\"."
      )
    }
    if let account = result.account,
      account.utf8.count != 12
        || !account.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
    {
      throw refused(
        settings["account"]?.line,
        "“\(visible(account))” is not an AWS account.",
        hint: "Expected 12 digits in quotes, such as \"123456789012\"."
      )
    }
    result.pins = try pins(settings["pins"])
    for selector in try strings(settings["secrets"], "secrets") ?? [] {
      do {
        result.selectors.append(try SecretSelector(parsing: selector.text))
      } catch {
        throw refused(selector.line, error.message, hint: error.hint)
      }
    }
    return result
  }

  private func pins(_ value: TOMLValue?) throws(Failure) -> Int {
    guard let value else { return 0 }
    guard case .integer(let number) = value.kind, (0...PinPlan.budget).contains(number) else {
      throw refused(
        value.line,
        "`pins` is the number of deployments whose versions are kept.",
        hint: "Expected: 0 to \(PinPlan.budget)."
      )
    }
    return number
  }

  /// The region becomes part of a host name: nothing but a label may pass.
  package static func isRegion(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count >= 3 && text.utf8.count <= 32
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
              || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          }
      }
  }

  // MARK: Keys and types

  /// Keys that would let a cloned repository run something or send requests elsewhere.
  private static let forbidden: Set<String> = [
    "endpoint", "endpoint_url", "endpoints", "services", "proxy", "ca_bundle", "command", "run",
    "exec", "hook", "hooks", "credential_process", "credential_source", "credentials",
    "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "access_key_id",
    "secret_access_key", "session_token", "role_arn", "source_profile", "web_identity_token_file",
    "sso_session", "sso_start_url",
  ]

  func checkKeys(
    _ table: TOMLTable,
    allowed: [String],
    in place: String
  ) throws(Failure) {
    for key in table.keys where !allowed.contains(key) {
      let line = table[key]?.line
      let plain = key.lowercased().split(separator: "-").joined(separator: "_")
      if Self.forbidden.contains(plain) {
        throw refused(
          line,
          "A repository may not set `\(visible(key))`: a clone must never run a command, send "
            + "requests to another host or choose where credentials come from.",
          hint: "Put it into your own AWS configuration (~/.aws/config) or environment, and name "
            + "its profile here."
        )
      }
      let guess = nearest(to: key, in: allowed).map { "Did you mean `\($0)`? " } ?? ""
      let known = allowed.map { "`\($0)`" }.joined(separator: ", ")
      throw refused(
        line,
        "`\(visible(key))` is not known in \(place).",
        hint: "\(guess)Expected: \(known)."
      )
    }
  }

  func table(_ value: TOMLValue?, _ key: String) throws(Failure) -> TOMLTable? {
    guard let value else { return nil }
    guard case .table(let table) = value.kind else { throw wrongType(value, key, "a table") }
    return table
  }

  func string(_ value: TOMLValue?, _ key: String) throws(Failure) -> String? {
    guard let value else { return nil }
    guard case .string(let text) = value.kind else { throw wrongType(value, key, "a string") }
    guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
      throw refused(
        value.line,
        "`\(key)` must be a text of one line that is not empty.",
        hint: nil
      )
    }
    return text
  }

  func boolean(_ value: TOMLValue?, _ key: String) throws(Failure) -> Bool? {
    guard let value else { return nil }
    guard case .boolean(let isSet) = value.kind else { throw wrongType(value, key, "a boolean") }
    return isSet
  }

  func strings(
    _ value: TOMLValue?,
    _ key: String
  ) throws(Failure) -> [(text: String, line: Int)]? {
    guard let value else { return nil }
    guard case .array(let values) = value.kind else {
      throw wrongType(value, key, "an array of strings")
    }
    var result: [(text: String, line: Int)] = []
    for element in values {
      guard let text = try string(element, key) else { continue }
      result.append((text, element.line))
    }
    return result
  }

  func patterns(_ value: TOMLValue?, _ key: String) throws(Failure) -> [String]? {
    guard let found = try strings(value, key) else { return nil }
    for pattern in found {
      do {
        _ = try PathPattern(pattern.text)
      } catch {
        throw refused(pattern.line, error.message, hint: error.hint)
      }
    }
    return found.map(\.text)
  }

  func wrongType(_ value: TOMLValue, _ key: String, _ expected: String) -> Failure {
    refused(value.line, "`\(key)` is \(value.typeName), but \(expected) is expected.", hint: nil)
  }

  func refused(_ line: Int?, _ message: String, hint: String?) -> Failure {
    .usage("\(visible(file)):\(line ?? 1): \(message)", hint: hint)
  }
}
