/// The names of secrets in Terraform and CloudFormation files.
enum TemplateNames {
  /// The selectors of the secrets that a file makes.
  ///
  /// `sm:myapp/*`, or the name itself where it has no levels. Names that are put together
  /// (`${var.env}`) say nothing.
  static func selectors(in text: String) -> [String] {
    var result: [String] = []
    for line in names(in: text) {
      let levels = line.split(separator: "/").map(String.init)
      guard !levels.isEmpty, levels.allSatisfy(SSMScript.isPlain), !line.hasPrefix("/") else {
        continue
      }
      let selector = "sm:" + (levels.count > 1 ? levels[0] + "/*" : levels[0])
      if !result.contains(selector) { result.append(selector) }
    }
    return result
  }

  private static let resources = [
    "\"aws_secretsmanager_secret\"", "AWS::SecretsManager::Secret",
  ]

  /// The first `name` after each such resource, unless another resource comes before it.
  private static func names(in text: String) -> [String] {
    var names: [String] = []
    var isInside = false
    for line in text.split(whereSeparator: \.isNewline) {
      if resources.contains(where: { line.contains($0) }) {
        // Not those that only begin so, such as a secret's policy.
        isInside = !line.contains("AWS::SecretsManager::SecretTargetAttachment")
        continue
      }
      if line.hasPrefix("resource ") || line.contains("Type: AWS::") { isInside = false }
      guard isInside, let name = value(of: "name", in: line) else { continue }
      names.append(name)
      isInside = false
    }
    return names
  }

  /// `name = "x"`, `Name: x`, `"Name": "x"`.
  private static func value(of key: String, in line: Substring) -> String? {
    guard let separator = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else { return nil }
    func bare(_ text: Substring) -> Substring {
      var text = text
      while let last = text.last, " \t,\"'".contains(last) { text.removeLast() }
      return text.drop { " \t\"'".contains($0) }
    }
    guard bare(line[..<separator]).lowercased() == key else { return nil }
    let value = bare(line[line.index(after: separator)...])
    return value.isEmpty ? nil : String(value)
  }
}
