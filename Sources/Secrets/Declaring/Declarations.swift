package import AWS

/// A TOML file that says which secrets there are, and where their values come from.
///
///     [secrets."ssm:/myapp/prod/db/password"]
///     generate = { length = 32 }
///
///     [secrets."sm:myapp/stripe"]
///     from = "sm:shared/stripe#key"
///
/// One without a `value` has nothing secret in it, and may be committed.
package struct Declarations: Sendable {
  package enum Source: Sendable {
    case value(SecretBytes)
    /// Made once, where the secret is not there yet.
    case random(RandomValue)
    /// Made so by a policy of the configuration.
    case policy(String)
    /// What another secret holds, as its reference.
    case reference(String)
    /// What a file holds, byte for byte; a path from the folder of this file.
    case file(String)
    /// What it holds already: it is to be there, and nothing is said of its value.
    case keep
  }

  package struct Entry: Sendable {
    package let name: String
    package let source: Source
    package var type: String?
    package var description: String?
    /// Counted from 1.
    package let line: Int
  }

  package private(set) var entries: [Entry] = []
  package private(set) var problems: [DeclaredProblem] = []

  /// Nil where the document has no table `secrets`, and so is a list.
  package init?(_ document: SecretBytes) {
    let toml = TOMLEntries(document)
    guard toml.entries.contains(where: { $0.path.count > 1 && $0.path[0] == "secrets" }) else {
      return nil
    }
    var names: [String] = []
    var members: [String: [TOMLEntries.Entry]] = [:]
    for entry in toml.entries {
      if entry.path.count == 2, entry.path[0] == "secrets", case .emptyTable = entry.value {
        problem(entry.line, Self.sourceless(entry.path[1]))
        continue
      }
      guard entry.path.count > 2, entry.path[0] == "secrets" else {
        problem(
          entry.line,
          "\(Self.text(entry.path)) is not understood; expected [secrets.\"NAME\"]"
        )
        continue
      }
      if members[entry.path[1]] == nil { names.append(entry.path[1]) }
      members[entry.path[1], default: []].append(entry)
    }
    for name in names {
      do throws(DeclaredProblem) {
        entries.append(try Self.entry(name, members[name] ?? []))
      } catch {
        problems.append(error)
      }
    }
    toml.problem.map { problems.append($0) }
    problems.sort { $0.line < $1.line }
  }

  private mutating func problem(_ line: Int, _ message: String) {
    problems.append(DeclaredProblem(line: line, message))
  }

  private static func entry(
    _ name: String,
    _ members: [TOMLEntries.Entry]
  ) throws(DeclaredProblem) -> Entry {
    let line = members[0].line
    var sources: [Source] = []
    var type: String?
    var description: String?
    var random: [TOMLEntries.Entry] = []
    for member in members {
      let key = member.path[2]
      switch (key, member.path.count, member.value) {
      case ("value", 3, .text(let value)): sources.append(.value(value))
      case ("from", 3, .text(let text)): sources.append(.reference(try plain(text, member)))
      case ("file", 3, .text(let text)): sources.append(.file(try plain(text, member)))
      case ("description", 3, .text(let text)): description = try plain(text, member)
      case ("type", 3, .text(let text)):
        type = try plain(text, member)
        guard ["String", "StringList", "SecureString"].contains(type) else {
          throw DeclaredProblem(
            line: member.line,
            "the type is none: it must be String, StringList or SecureString"
          )
        }
      case ("generate", 3, .emptyTable), ("generate", 3, .literal("true")):
        sources.append(.random(RandomValue()))
      case ("keep", 3, .literal("true")): sources.append(.keep)
      case ("generate", 4, _): random.append(member)
      default:
        throw DeclaredProblem(
          line: member.line,
          "\(text(Array(member.path.dropFirst(2)))) is not understood; expected value, generate, from, "
            + "file, keep, type or description"
        )
      }
    }
    if !random.isEmpty { sources.append(try Self.random(random)) }
    guard sources.count == 1, let source = sources.first else {
      throw DeclaredProblem(line: line, sourceless(name))
    }
    return Entry(name: name, source: source, type: type, description: description, line: line)
  }

  private static func sourceless(_ name: String) -> String {
    "\(printable(name)) needs one of value, generate, from, file and keep"
  }

  /// `{ length = 32, classes = ["lower"], exclude = "lI" }`, or `{ policy = "db" }`.
  private static func random(
    _ members: [TOMLEntries.Entry]
  ) throws(DeclaredProblem) -> Source {
    var random = RandomValue()
    var policy: String?
    for member in members {
      switch (member.path[3], member.value) {
      case ("policy", .text(let text)): policy = try plain(text, member)
      case ("exclude", .text(let text)): random.excluded = try plain(text, member)
      case ("length", .literal(let text)):
        guard let number = Int(text.replacing("_", with: "")) else { throw unknown(member) }
        random.length = number
      case ("classes", .texts(let texts)):
        random.classes = []
        for text in texts {
          guard let known = RandomValue.Class(rawValue: try plain(text, member)) else {
            throw unknown(member)
          }
          random.classes.insert(known)
        }
      default: throw unknown(member)
      }
    }
    if let policy {
      guard members.count == 1 else {
        throw DeclaredProblem(line: members[0].line, "policy says all that the other keys say")
      }
      return .policy(policy)
    }
    do throws(SecretsError) {
      try random.check()
    } catch {
      let message = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
      throw DeclaredProblem(line: members[0].line, message)
    }
    return .random(random)
  }

  private static func unknown(_ member: TOMLEntries.Entry) -> DeclaredProblem {
    DeclaredProblem(
      line: member.line,
      "\(text(Array(member.path.dropFirst(2)))) is not understood; expected length, classes (lower, "
        + "upper, digits, symbols), exclude or policy"
    )
  }

  /// A text that is no secret.
  private static func plain(
    _ text: SecretBytes,
    _ member: TOMLEntries.Entry
  ) throws(DeclaredProblem) -> String {
    guard let string = String(validating: text.exposed(), as: UTF8.self) else {
      throw DeclaredProblem(line: member.line, "there is no text")
    }
    return string
  }

  private static func text(_ path: [String]) -> String {
    path.map(printable).joined(separator: ".")
  }
}
