import AWS
import ArgumentParser
import Secrets

/// How a file that declares secrets is read.
enum DeclaredFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case script, dotenv, json, yaml, toml, tfvars

  /// The format that the ending of a file's name says.
  init?(fileName: String) {
    if fileName.lowercased().hasSuffix(".py") {
      self = .script
    } else if let list = ListFormat(fileName: fileName) {
      self.init(rawValue: list.rawValue)
    } else {
      return nil
    }
  }
}

/// A file that says what secrets hold: a script such as `ssm-prod.py`, or a list of names and values.
struct DeclaredFile {
  enum Source {
    case value(SecretBytes)
    /// Made where the secret is not there yet.
    case random(RandomValue)
    /// What another secret holds.
    case reference(SecretReference)
    /// What it holds already.
    case keep
  }

  struct Entry {
    let target: SecretReference
    let source: Source
    /// The type of a parameter, where the file says it.
    let type: String?
    let description: String?
    /// Counted from 1.
    let line: Int
  }

  /// As it was named.
  let path: String
  private(set) var entries: [Entry] = []
  private(set) var problems: [DeclaredProblem]
  let isScript: Bool
  /// The places that a script names; none of a list.
  private(set) var places: Set<DeclaredPlace> = []
  /// The files that hold values, as they are named from the working directory.
  private(set) var valueFiles: [String] = []
  private var lines: [String: Int] = [:]

  /// Reads the file `path` (`-` for standard input) as `format`, nil for what its name says; its
  /// secrets go to `target`, nil for where it says itself.
  init(
    _ path: String,
    as format: DeclaredFormat?,
    dialect: DotenvDialect?,
    to target: TargetPrefix?,
    in session: Session
  ) throws {
    self.path = path
    let bytes = try DocumentInput.read(path, "A list of secrets", in: session)
    guard let format = format ?? DeclaredFormat(fileName: path) else {
      throw Failure.usage(
        "What kind of file \(visible(path)) is does not show in its name.",
        hint:
          "Say it with --as: \(DeclaredFormat.allCases.map(\.rawValue).joined(separator: ", "))."
      )
    }
    guard dialect == nil || format == .dotenv else {
      throw Failure.usage("--dialect is for dotenv files.")
    }
    isScript = format == .script
    if format == .toml, let declarations = Declarations(bytes) {
      problems = declarations.problems
      for entry in declarations.entries { try add(entry, target, session) }
      return
    }
    guard format == .script else {
      let list = ListFormat(rawValue: format.rawValue)?.read(bytes, dialect: dialect)
      problems = list?.problems ?? []
      for entry in list?.entries ?? [] {
        add(try Self.reference(entry.name, target, session), .value(entry.value), entry.line)
      }
      return
    }
    let script = PythonScript.read(bytes)
    problems = script.problems
    places = Set(script.entries.map(\.place))
    for entry in script.entries {
      let reference =
        target?.reference(to: entry.name)
        ?? SecretReference(store: .parameterStore, name: entry.name)
      let type = reference.store == .parameterStore ? entry.type : nil
      add(reference, .value(entry.value), type: type, entry.line)
    }
  }

  /// Adds what the project's own form declares.
  private mutating func add(
    _ entry: Declarations.Entry,
    _ target: TargetPrefix?,
    _ session: Session
  ) throws {
    let source: Source
    switch entry.source {
    case .value(let value): source = .value(value)
    case .random(let random): source = .random(random)
    case .policy(let name): source = .random(try session.policy(name))
    case .reference(let text): source = .reference(try session.reference(text))
    case .keep: source = .keep
    case .file(let name):
      do {
        let file = try Self.valueFile(name, besides: path)
        source = .value(try DocumentInput.read(file, "The value in \(visible(name))", in: session))
        valueFiles.append(file)
      } catch let failure as Failure {
        let message =
          failure.message.hasSuffix(".") ? String(failure.message.dropLast()) : failure.message
        problems.append(DeclaredProblem(line: entry.line, message))
        return
      }
    }
    let reference = try Self.reference(entry.name, target, session)
    guard entry.type == nil || reference.store == .parameterStore else {
      let message = "\(reference.description) is no parameter, so it has no type"
      problems.append(DeclaredProblem(line: entry.line, message))
      return
    }
    add(reference, source, type: entry.type, description: entry.description, entry.line)
  }

  /// A file that is named in the one at `path`, from the working directory.
  private static func valueFile(_ name: String, besides path: String) throws -> String {
    guard !name.isEmpty, name != "-" else {
      throw Failure.usage("“\(visible(name))” is no file whose content could be a value.")
    }
    let folder = path == "-" ? "" : path.split(separator: "/").dropLast().joined(separator: "/")
    let root = path.hasPrefix("/") ? "/" : ""
    return name.hasPrefix("/") ? name : root + (folder.isEmpty ? "" : folder + "/") + name
  }

  private mutating func add(
    _ reference: SecretReference,
    _ source: Source,
    type: String? = nil,
    description: String? = nil,
    _ line: Int
  ) {
    if let first = lines[reference.place] {
      let message = "\(reference.description) is there a second time, after line \(first)"
      problems.append(DeclaredProblem(line: line, message))
    } else if case .value(let value) = source, value.isEmpty {
      let message = "the value of \(reference.description) is empty, which no store takes"
      problems.append(DeclaredProblem(line: line, message))
    } else {
      lines[reference.place] = line
      entries.append(
        Entry(
          target: reference,
          source: source,
          type: type,
          description: description,
          line: line
        )
      )
    }
  }

  private static func reference(
    _ name: String,
    _ target: TargetPrefix?,
    _ session: Session
  ) throws -> SecretReference {
    let hasStore = StoreKind.allCases.contains { name.hasPrefix($0.rawValue + ":") }
    if let target, !hasStore { return target.reference(to: name) }
    guard try hasStore || session.defaultStore() != nil else {
      throw Failure.usage(
        "In which store “\(visible(name))” is to be is not said.",
        hint: "Say it with --to, for example --to ssm:/myapp/prod/"
      )
    }
    return try session.wholeSecret(name, for: "plan")
  }
}

extension SecretReference {
  /// The same for all names of one secret: to Parameter Store, `top` and `/top` are one.
  var place: String {
    let isBare = store == .parameterStore && !name.hasPrefix("/")
    return store.reference(to: isBare ? "/" + name : name)
  }
}

/// What `--to` says: a store, and what comes before each name.
struct TargetPrefix {
  let store: StoreKind
  let prefix: String

  init(_ text: String) throws {
    guard let store = StoreKind.allCases.first(where: { text.hasPrefix($0.rawValue + ":") }) else {
      throw Failure.usage(
        "“\(visible(text))” does not begin with a store.",
        hint: "For example: --to ssm:/myapp/prod/, --to sm:myapp/, --to local:"
      )
    }
    let prefix = text.dropFirst(store.rawValue.count + 1)
    guard !prefix.contains(where: { "*?[".contains($0) }) else {
      throw Failure.usage(
        "“\(visible(text))” is a pattern; --to takes what comes before the names."
      )
    }
    self.store = store
    self.prefix = String(prefix)
  }

  /// The secret of that name there; one slash where both would bring one.
  func reference(to name: String) -> SecretReference {
    let isDouble = prefix.hasSuffix("/") && name.hasPrefix("/")
    return SecretReference(
      store: store,
      name: prefix + (isDouble ? String(name.dropFirst()) : name)
    )
  }
}
