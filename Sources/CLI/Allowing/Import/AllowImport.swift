import Git
import Hooks
import Scanning

/// Takes over what another scanner was told to ignore: one entry for each value found.
struct AllowImport {
  let session: Session
  let file: AllowFile

  /// The lists that are told by the names of their files.
  private static let names = [
    ".gitleaksignore", ".betterleaksignore", ".secrets.baseline", ".gitallowed", "secrets.allowed",
    ".gitguardian.yaml", ".gitguardian.yml",
  ]

  func run(_ name: String, reason: String?) throws -> ExitStatus {
    let base = name.split(separator: "/").last.map(String.init) ?? name
    let text = try text(of: name, base)
    let list = ImportedList(name: base, text: text)
    let source = ImportSource(session: session, top: file.top)
    switch base {
    case ".gitleaksignore", ".betterleaksignore": try GitleaksIgnore.read(list, source)
    case ".secrets.baseline": try DetectSecretsBaseline.read(list, source)
    case ".gitallowed", "secrets.allowed": try GitAllowed.read(list, source)
    case ".gitguardian.yaml", ".gitguardian.yml": try GitGuardianIgnore.read(list, source)
    case _ where GitleaksIgnore.isReport(text): try GitleaksIgnore.read(report: list, source)
    case _ where KingfisherBaseline.isOne(text): try KingfisherBaseline.read(list, source)
    default:
      throw Failure.usage(
        "\(visible(name)) is not a list that can be taken over.",
        hint: "Known by their names: \(Self.names.joined(separator: ", ")); and the "
          + "baselines of gitleaks and Kingfisher. A list of paths names no findings: accept those with "
          + "`git secrets-sync allow FINGERPRINT --in PATTERN`, or all of them with `baseline`."
      )
    }
    return try report(list, reason ?? "imported from \(base)")
  }

  private func text(of name: String, _ base: String) throws -> String {
    let path = session.world.absolute(name)
    if let bytes = try Files.readIfPresent(path) { return String(decoding: bytes, as: UTF8.self) }
    guard name == "secrets.allowed" else {
      throw Failure.usage("There is no file \(visible(name)).")
    }
    let result = try session.git.run(["config", "--get-all", name])
    return String(decoding: result.standardOutput, as: UTF8.self)
  }

  private func report(_ list: ImportedList, _ reason: String) throws -> ExitStatus {
    var wanted = 0
    let added = try file.append { salt in
      var entries: [AllowEntry] = []
      for taken in list.taken {
        let entry = try taken.finding.allowEntry(
          in: AllowScope(exactly: taken.path),
          salt: salt,
          reason: reason,
          author: file.author,
          date: session.today
        )
        let isKnown = entries.contains {
          $0.fingerprint == entry.fingerprint && $0.path == entry.path
        }
        if !isKnown { entries.append(entry) }
      }
      wanted = entries.count
      return entries
    }
    for entry in added {
      session.print("allowed \(entry.rule) in \(visible(entry.path.description))\n")
    }
    for (item, why) in list.notNeeded {
      session.print("no entry needed: \(visible(item)): \(visible(why))\n")
    }
    for (item, why) in list.notTaken {
      session.print("not taken: \(visible(item)): \(visible(why))\n")
    }
    session.say(list.items == 0 ? "The list names nothing." : list.summary(added.count, of: wanted))
    if !added.isEmpty { session.say("next: Run `\(file.add(AllowList.fileName))`.") }
    return list.notTaken.isEmpty ? .done : .found
  }
}

/// What becomes of the items of a list; every item ends somewhere.
final class ImportedList {
  let name: String
  let text: String
  private(set) var items = 0
  private(set) var taken: [(path: GitPath, finding: Finding)] = []
  private(set) var notNeeded: [(item: String, why: String)] = []
  private(set) var notTaken: [(item: String, why: String)] = []

  init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// The lines that are neither blank nor a comment.
  var lines: [String] { numberedLines.map(\.text) }

  /// The same with their places, `.gitallowed:3`: to name an item that may itself be a secret.
  var numberedLines: [(place: String, text: String)] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .map { ("\(name):\($0 + 1)", String($1.drop(while: \.isWhitespace))) }
      .filter { !$1.isEmpty && !$1.hasPrefix("#") }
  }

  /// What an item covers; where that is nothing, there is nothing to allow.
  func take(_ item: String, _ values: [FoundValue], otherwise why: String) {
    items += 1
    guard !values.isEmpty else { return notNeeded.append((item, why)) }
    taken += values.map { ($0.path, $0.finding) }
  }

  func refuse(_ item: String, _ why: String) {
    items += 1
    notTaken.append((item, why))
  }

  /// What became of all items: so many entries are new, of all that they asked for.
  func summary(_ added: Int, of wanted: Int) -> String {
    var parts = [added == 1 ? "1 entry written" : "\(added) entries written"]
    if wanted > added { parts.append("\(wanted - added) there already") }
    parts.append("\(notNeeded.count) of \(count(items, "item")) needed none")
    parts.append("\(notTaken.count) could not be taken")
    return parts.joined(separator: ", ") + "."
  }
}

/// A finding with its value, which is kept no longer than the import takes.
struct FoundValue {
  let path: GitPath
  let finding: Finding
  let value: [UInt8]
  /// The line that the value begins on.
  let line: [UInt8]

  func covers(line number: Int) -> Bool { (finding.line...finding.endLine).contains(number) }
}

/// The findings that a list may be about.
final class ImportSource {
  private let session: Session
  private let top: String
  private let scanner: Result<Scanner, any Error>
  private var files: [GitPath: [FoundValue]?] = [:]
  private var everything: [FoundValue]?

  init(session: Session, top: String) {
    self.session = session
    self.top = top
    scanner = Result { try FoundValues.scanner(session) }
  }

  /// The findings in a file of the working tree; nil where there is no such file.
  func values(in path: GitPath) throws -> [FoundValue]? {
    if let known = files[path] { return known }
    var found: [FoundValue]?
    if let name = path.string, let bytes = try Files.readIfPresent(top + "/" + name) {
      found = try values(in: bytes, at: path)
    }
    files[path] = .some(found)
    return found
  }

  /// The findings in a file of a commit; nil where Git has no such file.
  func values(in path: GitPath, of commit: String) throws -> [FoundValue]? {
    guard let name = path.string else { return nil }
    let reader = try BlobReader(session.git)
    defer { try? reader.close() }
    guard let blob = try reader.read(revision: "\(commit):\(name)") else { return nil }
    return try values(in: blob.bytes, at: path)
  }

  /// The findings in all files of the working tree.
  func allValues() throws -> [FoundValue] {
    if let everything { return everything }
    let git = GitCommand(directory: top, environment: session.world.environment)
    let found = try WorkingFiles.list(git).paths.sorted().flatMap { path -> [FoundValue] in
      // What is no file, such as a folder of another repository, holds nothing of ours.
      (try? values(in: path)) ?? []
    }
    everything = found
    return found
  }

  private func values(in bytes: [UInt8], at path: GitPath) throws -> [FoundValue] {
    let result = try scanner.get().look(at: ScanInput(path: path.bytes, bytes: bytes))
    return result.findings.compactMap { finding in
      guard finding.member.isEmpty, finding.encodings.isEmpty,
        finding.range.upperBound <= bytes.count
      else { return nil }
      let start = bytes[..<finding.range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      let end = bytes[finding.range.lowerBound...].firstIndex(of: 0x0A) ?? bytes.endIndex
      return FoundValue(
        path: path,
        finding: finding,
        value: Array(bytes[finding.range]),
        line: Array(bytes[start..<max(start, end)])
      )
    }
  }
}
