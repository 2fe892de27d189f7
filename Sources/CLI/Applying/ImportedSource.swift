import AWS
import Ledger
import Secrets

/// What a team has, as `import` takes it.
enum ImportedSource {
  /// The parameters of a service of chamber: `/SERVICE/KEY`.
  case chamber(String)
  case stack(String)
  /// What CloudFormation stacks export under names that begin so.
  case exports(String)
  case terraform(String)
  /// A script, or a list of names and values.
  case file(String)

  init(_ text: String) {
    func rest(_ prefix: String) -> String? {
      text.hasPrefix(prefix) && text.utf8.count > prefix.utf8.count
        ? String(text.dropFirst(prefix.count)) : nil
    }
    if let service = rest("chamber:") {
      // As the names of parameters are written, too.
      let name = service.drop { $0 == "/" }
      self = .chamber(String(name.isEmpty ? service[...] : name))
    } else if let stack = rest("cloudformation:") {
      self = .stack(stack)
    } else if text.hasPrefix("cloudformation-exports:") {
      self = .exports(rest("cloudformation-exports:") ?? "")
    } else if let file = rest("terraform:") {
      self = .terraform(file)
    } else {
      self = text.lowercased().hasSuffix(".tfstate") ? .terraform(text) : .file(text)
    }
  }

  /// The same, or what a JSON file is that Terraform wrote: no list has these members.
  func looked(in session: Session) throws -> ImportedSource {
    guard case .file(let path) = self else { return self }
    if path.contains(":"), !ValueInput.isThere(path, in: session) {
      throw Failure.usage(
        "“\(visible(path))” is neither a file nor a source of another kind.",
        hint:
          "The kinds are terraform:FILE, cloudformation:STACK, cloudformation-exports:[PREFIX] and "
          + "chamber:SERVICE."
      )
    }
    guard path.lowercased().hasSuffix(".json") else { return self }
    let input = try DocumentInput.read(path, "A list of secrets", in: session)
    guard let root = (try? SecretJSON(input))?.root else { return self }
    let isState =
      root["format_version"]?.kind == .string && root["values"]?.kind == .object
      || root["terraform_version"]?.kind == .string
      || root["resource_changes"]?.kind == .array
    return isState ? .terraform(path) : self
  }

  /// The stores that it may be about, besides what a file says.
  var stores: [StoreKind] {
    switch self {
    case .chamber: [.parameterStore]
    case .stack, .exports, .terraform: [.secretsManager, .parameterStore]
    case .file: []
    }
  }
}

/// A secret that a source names.
struct ImportedSecret {
  let target: SecretReference
  /// Where it was: `ssm-prod.py`, `aws_ssm_parameter.key`.
  let origin: String
  /// In the file, counted from 1; nil where the source has no lines.
  let line: Int?
  /// What the source says that it holds; nil where it names it only.
  let value: SecretBytes?
  /// The file that `apply` takes it from; nil of others.
  let file: String?
  /// The ARN, where the source has one.
  let arn: String?
  /// Whether it may be something else than a secret, where no secret of that name is there.
  var isGuess = false
  /// Whether it is in another account or region than the environment's.
  var isElsewhere = false
  var state: State?

  enum State: String {
    /// It holds what the source says.
    case same
    case differs
    /// It is there, and the source says no value.
    case there
    case missing
    /// Nothing was found out about it.
    case unseen
  }

  init(
    _ target: SecretReference,
    origin: String,
    line: Int? = nil,
    value: SecretBytes? = nil,
    file: String? = nil,
    arn: String? = nil
  ) {
    (self.target, self.origin, self.line) = (target, origin, line)
    (self.value, self.file, self.arn) = (value, file, arn)
  }

  /// Where it was, with the line.
  var place: String { line.map { "\(origin):\($0)" } ?? origin }
}

/// What a source has that was not understood, or could not be found out.
struct ImportProblem {
  let origin: String
  let line: Int?
  let message: String

  var text: String { "\(origin)\(line.map { ":\($0)" } ?? ""): \(message)" }
}
