import Secrets

/// Finds secrets that code names, line by line.
///
/// The forms are those of the documents of AWS and of the tools: dynamic references of
/// CloudFormation and its parameters of type `AWS::SSM::Parameter::Value<…>`; ARNs; the data sources
/// of Terraform; `valueFrom` of ECS task definitions; variables of the Serverless Framework; calls of
/// the command line. A name that is put together (`${…}`) or a pattern is none.
struct ReferenceScanner {
  private let path: String
  private var line = 0
  private var found: [CodeReference] = []
  /// Inside of a data source of Terraform: where its names belong.
  private var source: StoreKind?
  /// So many lines more may hold the default of a parameter of CloudFormation.
  private var linesToDefault = 0

  /// What `git grep` has to look for, so that no other file needs to be opened.
  static let pattern =
    #"\{\{resolve:(ssm|secretsmanager)|arn:[^ ]*:(secretsmanager|ssm):|"#
    + #"^ *data +"aws_(secretsmanager_secret|ssm_parameter)|valueFrom|\$\{ssm[:(]|"#
    + #"--secret-id|ssm get-parameter|AWS::SSM::Parameter::Value<"#

  static func scan(_ text: String, path: String) -> [CodeReference] {
    var scanner = ReferenceScanner(path: path)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      scanner.line += 1
      // Minified files have their references, too, but nobody would look at line 1, column 90,000.
      if line.utf8.count <= 4096 { scanner.look(at: line) }
    }
    return scanner.found
  }

  private init(path: String) { self.path = path }

  private mutating func look(at line: Substring) {
    for piece in Self.pieces(of: line, between: "{{resolve:", and: "}}") { dynamic(piece) }
    for piece in Self.tokens(in: line, startingWith: "arn:") { arn(piece) }
    for piece in Self.pieces(of: line, between: "${ssm", and: "}") {
      // ${ssm:/path}, ${ssm(region):/path}; what follows ~ says how to decode.
      if let colon = piece.firstIndex(of: ":") {
        parameter(piece[piece.index(after: colon)...].prefix { $0 != "~" })
      }
    }
    if let value = Self.value(of: "valueFrom", in: line), !value.hasPrefix("arn:") {
      parameter(value)
    }
    if let value = Self.argument("--secret-id", in: line), !value.hasPrefix("arn:") {
      add(.secretsManager, value)
    }
    if line.contains("ssm get-parameter"),
      let value = Self.argument("--name", in: line) ?? Self.argument("--names", in: line)
    {
      parameter(value)
    }
    cloudFormation(line)
    terraform(line)
  }

  /// `secretsmanager:ID[:SecretString:KEY:STAGE:VERSION]`, `ssm:NAME[:VERSION]`,
  /// `ssm-secure:NAME[:VERSION]`; see "Use dynamic references" in the CloudFormation User Guide.
  private mutating func dynamic(_ text: Substring) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return }
    // An ARN is found as one.
    switch parts[0] {
    case "secretsmanager" where parts[1] != "arn": add(.secretsManager, parts[1])
    case "ssm", "ssm-secure": parameter(parts[1])
    default: break
    }
  }

  private mutating func arn(_ text: Substring) {
    if let place = text.firstRange(of: ":secret:"), text.contains(":secretsmanager:") {
      let name = text[place.upperBound...].prefix { $0 != ":" && $0 != "}" }
      add(.secretsManager, name, arn: String(text[..<place.upperBound] + name))
    } else if let place = text.firstRange(of: ":parameter/"), text.contains(":ssm:") {
      let name = text[text.index(before: place.upperBound)...].prefix { $0 != ":" && $0 != "}" }
      add(.parameterStore, name, arn: String(text[..<text.index(before: place.upperBound)] + name))
    }
  }

  /// A parameter's name; those below one path are secrets of Secrets Manager, see "Referencing
  /// Secrets Manager secrets from Parameter Store parameters".
  private mutating func parameter(_ name: Substring) {
    let secrets = "/aws/reference/secretsmanager/"
    if name.hasPrefix(secrets) {
      add(.secretsManager, name.dropFirst(secrets.count))
    } else {
      add(.parameterStore, name)
    }
  }

  private mutating func cloudFormation(_ line: Substring) {
    if line.contains("AWS::SSM::Parameter::Value<") { linesToDefault = 6 }
    guard linesToDefault > 0 else { return }
    linesToDefault -= 1
    if let value = Self.value(of: "Default", in: line) {
      parameter(value)
      linesToDefault = 0
    }
  }

  private mutating func terraform(_ line: Substring) {
    var words = line.drop(while: \.isWhitespace)
    var isOneLine = false
    if words.hasPrefix("data ") {
      source =
        words.contains("\"aws_secretsmanager_secret")
        ? .secretsManager
        : words.contains("\"aws_ssm_parameter\"") ? .parameterStore : nil
      // A block with one argument may be on one line.
      if let brace = words.firstIndex(of: "{") {
        words = words[words.index(after: brace)...].drop(while: \.isWhitespace)
        isOneLine = words.contains("}")
      }
    } else if words.hasPrefix("}") {
      source = nil
    }
    guard let source else { return }
    if isOneLine { self.source = nil }
    for key in source == .secretsManager ? ["name", "secret_id"] : ["name"] {
      guard words.hasPrefix(key), let value = Self.value(of: key, in: words),
        // Without quotes it is an expression.
        words.contains("\""), !value.hasPrefix("arn:")
      else { continue }
      source == .parameterStore ? parameter(value) : add(source, value)
    }
  }

  private mutating func add(_ store: StoreKind, _ name: Substring, arn: String? = nil) {
    let text = String(name)
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "/_+=.@-".utf8.contains(byte)
    }
    // What AWS publishes is no secret of anybody.
    guard isPlain, text.utf8.count > 1, !text.hasPrefix("/aws/service/") else { return }
    let isComplete = arn?.contains { "${}*<".contains($0) } == false
    let reference = CodeReference(
      store: store,
      name: text,
      arn: isComplete ? arn : nil,
      path: path,
      line: line
    )
    if !found.contains(reference) { found.append(reference) }
  }
}
