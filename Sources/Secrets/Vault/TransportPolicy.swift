import FoundationEssentials

/// The statement of a bucket's policy that refuses whatever does not come over TLS.
package enum TransportPolicy {
  /// A policy of that statement alone.
  package static func document(of bucket: String, partition: String) -> String {
    let arn = "arn:\(partition):s3:::\(bucket)"
    return
      #"{"Version":"2012-10-17","Statement":[{"Sid":"TLSOnly","Effect":"Deny","Principal":"*","#
      + #""Action":"s3:*","Resource":["\#(arn)","\#(arn)/*"],"#
      + #""Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}"#
  }

  /// Whether a policy has such a statement for a bucket and all objects in it.
  ///
  /// Not understood is no: a statement that narrows it down by anything else.
  package static func isThere(in document: String, for bucket: String) -> Bool {
    guard let policy = try? JSONDecoder().decode(Policy.self, from: Data(document.utf8)) else {
      return false
    }
    return policy.statements.values.contains { statement in
      guard statement.effect == "Deny", statement.isForAll,
        statement.action?.values.contains(where: { ["*", "s3:*"].contains($0.lowercased()) })
          == true,
        let condition = statement.condition, condition.count == 1,
        let test = condition.first(where: { $0.key.lowercased() == "bool" })?.value,
        test.count == 1, let value = test.first,
        value.key.lowercased() == "aws:securetransport",
        value.value.values.map({ $0.text.lowercased() }) == ["false"]
      else { return false }
      let names =
        statement.resource?.values.compactMap { resource -> Substring? in
          if resource == "*" { return "*" }
          return resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).last
        } ?? []
      return names.contains("*") || names.contains("\(bucket)*")
        || names.contains(bucket[...]) && names.contains("\(bucket)/*")
    }
  }

  private struct Policy: Decodable {
    let statements: Several<Statement>
    enum CodingKeys: String, CodingKey { case statements = "Statement" }
  }

  private struct Statement: Decodable {
    let effect: String
    let principal: Principal?
    let action: Several<String>?
    let resource: Several<String>?
    let condition: [String: [String: Several<Text>]]?

    var isForAll: Bool { principal?.isAll == true }

    enum CodingKeys: String, CodingKey {
      case effect = "Effect"
      case principal = "Principal"
      case action = "Action"
      case resource = "Resource"
      case condition = "Condition"
    }
  }

  /// `"*"`, or `{"AWS": "*"}`.
  private struct Principal: Decodable {
    let isAll: Bool

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        isAll = text == "*"
      } else {
        isAll =
          try value.decode([String: Several<String>].self)["AWS"]?.values.contains("*") == true
      }
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
