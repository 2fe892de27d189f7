/// Reads one of AWS's shared files, `config` or `credentials`.
///
/// The rules are those of the AWS SDKs' shared test cases (`Tests/AWSTests/Fixtures/aws-config`),
/// which accept what the AWS CLI accepts.
package struct SharedConfigurationParser {
  package enum FileKind {
    case config
    case credentials
  }

  /// A section's properties, names in lower case.
  package typealias Properties = [String: String]

  package private(set) var profiles: [String: Properties] = [:]
  package private(set) var ssoSessions: [String: Properties] = [:]
  package private(set) var services: [String: Properties] = [:]

  private let kind: FileKind
  private let path: String
  private var section = Section.none
  private var property: (name: String, isNested: Bool)?
  /// In a config file `[profile default]` beats `[default]`, whichever comes first.
  private var defaultHasPrefix = false

  private enum Section {
    case none
    /// A heading that the rules ignore, and with it what stands below.
    case ignored
    case profile(String)
    case ssoSession(String)
    case services(String)
  }

  package static func parse(
    _ bytes: [UInt8],
    kind: FileKind,
    path: String
  ) throws(AWSError) -> SharedConfigurationParser {
    var parser = SharedConfigurationParser(kind: kind, path: path)
    guard var text = String(validating: bytes, as: UTF8.self) else {
      throw AWSError(
        .configuration,
        message: "\(path) is not UTF-8 text.",
        hint: "Save it as UTF-8 without other encodings."
      )
    }
    if text.hasPrefix("\u{feff}") { text.removeFirst() }
    // "\r\n" is one Character, so the split is by bytes.
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      var line = String(Substring(line))
      if line.hasSuffix("\r") { line.removeLast() }
      try parser.read(line, number: index + 1)
    }
    return parser
  }

  private init(kind: FileKind, path: String) {
    self.kind = kind
    self.path = path
  }

  private mutating func read(_ line: String, number: Int) throws(AWSError) {
    guard let first = line.first, !line.allSatisfy(\.isBlank) else { return }
    if first == "#" || first == ";" { return }
    if first == "[" {
      try readHeading(line, number: number)
    } else if first.isBlank {
      try readContinuation(line, number: number)
    } else {
      try readProperty(line, number: number)
    }
  }

  private mutating func readHeading(_ line: String, number: Int) throws(AWSError) {
    property = nil
    let withoutComment = line.prefix { $0 != "#" && $0 != ";" }.trimmed
    guard withoutComment.hasSuffix("]") else {
      throw failure("Profile definition must end with ']'", number)
    }
    let name = withoutComment.dropFirst().dropLast().trimmed
    section = heading(name)
    switch section {
    case .profile(let name): profiles[name] = profiles[name] ?? [:]
    case .ssoSession(let name): ssoSessions[name] = ssoSessions[name] ?? [:]
    case .services(let name): services[name] = services[name] ?? [:]
    case .none, .ignored: break
    }
  }

  private mutating func heading(_ text: String) -> Section {
    let words = text.split(maxSplits: 1) { $0.isBlank }
    let prefix = words.first.map(String.init) ?? ""
    let rest = words.count == 2 ? words[1].trimmed : nil
    switch kind {
    case .credentials:
      guard rest == nil, isValidName(prefix) else { return .ignored }
      return .profile(prefix)
    case .config:
      guard let rest else {
        return prefix == "default" && !defaultHasPrefix ? .profile("default") : .ignored
      }
      let quoted = unquoted(rest)
      guard quoted != nil || isValidName(rest) else { return .ignored }
      let name = quoted ?? rest
      switch prefix {
      case "profile":
        if name == "default", !defaultHasPrefix {
          defaultHasPrefix = true
          profiles["default"] = [:]
        }
        return .profile(name)
      case "sso-session": return .ssoSession(name)
      case "services": return .services(name)
      default: return .ignored
      }
    }
  }

  private mutating func readProperty(_ line: String, number: Int) throws(AWSError) {
    if case .none = section { throw failure("Expected a profile definition", number) }
    let uncommented = withoutTrailingComment(line)
    guard let equals = uncommented.firstIndex(of: "=") else {
      throw failure("Expected an '=' sign defining a property", number)
    }
    let name = uncommented[..<equals].trimmed.lowercased()
    guard !name.isEmpty else { throw failure("Property did not have a name", number) }
    let value = uncommented[uncommented.index(after: equals)...].trimmed
    property = (name, value.isEmpty)
    // Names of other shapes are left out, and what continues them is read but not kept.
    if isValidName(name) { change { $0[name] = value } }
  }

  private mutating func readContinuation(_ line: String, number: Int) throws(AWSError) {
    if case .none = section { throw failure("Expected a profile definition", number) }
    guard let property else {
      throw failure("Expected a property definition, found continuation", number)
    }
    let text = line.trimmed
    if property.isNested {
      guard let equals = text.firstIndex(of: "=") else {
        throw failure("Expected an '=' sign defining a sub-property", number)
      }
      guard !text[..<equals].trimmed.isEmpty else {
        throw failure("Sub-property did not have a name", number)
      }
    }
    change { properties in
      if let value = properties[property.name] { properties[property.name] = "\(value)\n\(text)" }
    }
  }

  private mutating func change(_ edit: (inout Properties) -> Void) {
    switch section {
    case .profile(let name): edit(&profiles[name, default: [:]])
    case .ssoSession(let name): edit(&ssoSessions[name, default: [:]])
    case .services(let name): edit(&services[name, default: [:]])
    case .none, .ignored: break
    }
  }

  private func withoutTrailingComment(_ line: String) -> Substring {
    var previousIsBlank = false
    for index in line.indices {
      let character = line[index]
      if previousIsBlank, character == "#" || character == ";" { return line[..<index] }
      previousIsBlank = character.isBlank
    }
    return line[...]
  }

  /// What stands in quotes, which let a name hold blanks; nil without quotes.
  private func unquoted(_ text: String) -> String? {
    guard text.count > 2, let quote = text.first, quote == "\"" || quote == "'",
      text.last == quote
    else { return nil }
    return String(text.dropFirst().dropLast())
  }

  private func isValidName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_/.%@:+".utf8.contains(byte)
        }
      }
  }

  private func failure(_ reason: String, _ line: Int) -> AWSError {
    AWSError(
      .configuration,
      message: "\(path):\(line): \(reason).",
      hint: "Correct the line; `aws configure list` reads the same file."
    )
  }
}

extension Character {
  var isBlank: Bool { self == " " || self == "\t" }
}

extension StringProtocol {
  var trimmed: String {
    let start = drop { $0.isBlank }
    var end = start.endIndex
    while end > start.startIndex, start[start.index(before: end)].isBlank {
      end = start.index(before: end)
    }
    return String(start[..<end])
  }
}
