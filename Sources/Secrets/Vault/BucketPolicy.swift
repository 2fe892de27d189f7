import FoundationEssentials

/// The policy of a bucket, as far as a vault depends on it.
///
/// Its form: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
package struct BucketPolicy {
  private let statements: [Statement]

  /// Nil for what is not understood.
  package init?(_ document: String) {
    guard let policy = try? JSONDecoder().decode(Policy.self, from: Data(document.utf8)) else {
      return nil
    }
    statements = policy.statements.values
  }

  // MARK: Transport

  /// A policy of the one statement that refuses whatever does not come over TLS.
  package static func onlyTLS(_ bucket: String, partition: String) -> String {
    let arn = "arn:\(partition):s3:::\(bucket)"
    return
      #"{"Version":"2012-10-17","Statement":[{"Sid":"TLSOnly","Effect":"Deny","Principal":"*","#
      + #""Action":"s3:*","Resource":["\#(arn)","\#(arn)/*"],"#
      + #""Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}"#
  }

  /// Whether statements refuse that for a bucket and all objects in it.
  ///
  /// Not understood is no: a statement that narrows it down by anything else.
  package func refusesPlainText(for bucket: String) -> Bool {
    let names = statements.filter(\.refusesPlainText).flatMap { statement in
      statement.resource?.values.map { resource -> Substring in
        if resource == "*" { return "*" }
        return resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).last
          ?? ""
      } ?? []
    }
    return names.contains("*") || names.contains("\(bucket)*")
      || names.contains(bucket[...]) && names.contains("\(bucket)/*")
  }

  // MARK: Others

  /// Who else than `accounts` is let in, as the policy names them; not services of AWS, and not everybody,
  /// which S3 itself tells.
  package func others(than accounts: Set<String>) -> [String] {
    var others: [String] = []
    for statement in statements where statement.effect == "Allow" {
      if statement.hasNotPrincipal { others.append("all but some (NotPrincipal)") }
      for name in statement.principal?.names ?? [] {
        let account = Self.account(of: name) ?? name
        if !accounts.contains(account), !others.contains(account) { others.append(account) }
      }
    }
    return others
  }

  /// `123456789012` of itself and of an ARN such as `arn:aws:iam::123456789012:role/ci`.
  private static func account(of principal: String) -> String? {
    let parts = principal.split(separator: ":", omittingEmptySubsequences: false)
    let text = parts.count > 5 && parts[0] == "arn" ? String(parts[4]) : principal
    return text.utf8.count == 12 && text.allSatisfy(\.isNumber) ? text : nil
  }

  // MARK: Form

  private struct Policy: Decodable {
    let statements: Several<Statement>
    enum CodingKeys: String, CodingKey { case statements = "Statement" }
  }

  private struct Statement: Decodable {
    let effect: String
    let principal: Principal?
    let hasNotPrincipal: Bool
    let action: Several<String>?
    let resource: Several<String>?
    let condition: [String: [String: Several<Text>]]?

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      effect = try values.decode(String.self, forKey: .effect)
      principal = try values.decodeIfPresent(Principal.self, forKey: .principal)
      hasNotPrincipal = values.contains(.notPrincipal)
      action = try values.decodeIfPresent(Several<String>.self, forKey: .action)
      resource = try values.decodeIfPresent(Several<String>.self, forKey: .resource)
      condition = try values.decodeIfPresent(
        [String: [String: Several<Text>]].self,
        forKey: .condition
      )
    }

    /// Whether it denies everybody everything where the request is known not to be secure; `…IfExists` is the
    /// same, since the key is always there.
    var refusesPlainText: Bool {
      guard effect == "Deny", principal?.isAll == true,
        action?.values.contains(where: { ["*", "s3:*"].contains($0.lowercased()) }) == true,
        let condition, condition.count == 1,
        let test = condition.first(where: {
          ["bool", "boolifexists"].contains($0.key.lowercased())
        })?.value,
        test.count == 1, let value = test.first
      else { return false }
      return value.key.lowercased() == "aws:securetransport"
        && value.value.values.map { $0.text.lowercased() } == ["false"]
    }

    enum CodingKeys: String, CodingKey {
      case effect = "Effect"
      case principal = "Principal"
      case notPrincipal = "NotPrincipal"
      case action = "Action"
      case resource = "Resource"
      case condition = "Condition"
    }
  }

  /// `"*"`, or a list of each kind: `{"AWS": ["*"], "Service": …}`.
  private struct Principal: Decodable {
    let isAll: Bool
    /// Accounts, roles and users, and canonical ids; without services.
    let names: [String]

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        (isAll, names) = (text == "*", [])
        return
      }
      let kinds = try value.decode([String: Several<String>].self)
      let accounts = kinds["AWS"]?.values ?? []
      isAll = accounts.contains("*")
      names =
        accounts.filter { $0 != "*" }
        + (kinds["CanonicalUser"]?.values ?? []).map { "the canonical user \($0)" }
        + (kinds["Federated"]?.values ?? []).map { "who signs in by \($0)" }
    }
  }

  /// A text, or a truth value, which means the same there.
  private struct Text: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let flag = try? value.decode(Bool.self) {
        text = flag ? "true" : "false"
      } else {
        text = try value.decode(String.self)
      }
    }
  }

  /// One, or a list.
  private struct Several<Element: Decodable>: Decodable {
    let values: [Element]

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let one = try? value.decode(Element.self) {
        values = [one]
      } else {
        values = try value.decode([Element].self)
      }
    }
  }
}
