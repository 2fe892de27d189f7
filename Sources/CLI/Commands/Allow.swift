import ArgumentParser
import Git
import Hooks
import Scanning

struct AllowCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "allow",
      abstract: "Accept a finding, with a reason; look after what is accepted.",
      discussion: """
        Adds a line to .secrets-sync.allow, which is committed and reviewed like code. The entry \
        holds for the value and the rule, in the finding's file or where --in says. The finding \
        is looked up among what is staged, then in the files.
        """
    )
  }

  @Argument(help: "The fingerprint of the finding, as the hook shows it.")
  var fingerprint: String?

  @Option(help: ArgumentHelp("Why this value may be committed.", valueName: "text"))
  var reason: String?

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp(
      "Where the value may stand, such as tests/ or 'docs/**/*.md'; else in its file only.",
      valueName: "pattern"
    )
  )
  var scope: String?

  @Option(
    help: ArgumentHelp(
      "The last day on which the entry holds, such as 2027-01-31.",
      valueName: "day"
    )
  )
  var expires: String?

  @Option(help: "The path of the finding, from the top level.")
  var path: String?

  @Option(help: "The rule of the finding, for one that is in no file any more.")
  var rule: String?

  @Option(
    help: ArgumentHelp(
      "Accept that this file cannot be read whole, as it is now.",
      valueName: "file"
    ),
    completion: .file()
  )
  var unread: String?

  @Option(
    name: .customLong("import"),
    help: ArgumentHelp(
      "Take over another scanner's ignore file; secrets.allowed is git-secrets' setting.",
      valueName: "file"
    ),
    completion: .file()
  )
  var importFile: String?

  @Flag(help: "List the entries.")
  var list = false

  @Flag(help: "List the entries that match nothing in the files and the index, and expired ones.")
  var stale = false

  @Flag(help: "Take those entries out.")
  var prune = false

  @Flag(help: "With --stale or --prune: look into the whole history, too.")
  var history = false

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let modes = [
      fingerprint != nil, unread != nil, importFile != nil, list, stale, prune,
    ].filter(\.self).count
    guard modes == 1 else {
      throw Failure.usage(
        modes == 0 ? "Which finding?" : "One thing at a time.",
        hint: "Give a fingerprint, or --unread, --import, --list, --stale or --prune."
      )
    }
    if let expires, !AllowEntry.isDate(expires) || expires < session.today {
      throw Failure.usage(
        "“\(visible(expires))” is not a day to come.",
        hint: "Write it as 2027-01-31."
      )
    }
    let file = try AllowFile(session)
    if list || stale || prune {
      let upkeep = AllowUpkeep(session: session, file: file, history: history)
      return list ? try upkeep.list() : try upkeep.stale(prune: prune)
    }
    if let importFile {
      return try AllowImport(session: session, file: file).run(importFile, reason: reason)
    }
    guard let reason else {
      throw Failure.usage("Missing --reason.", hint: "Say why this value may be committed.")
    }
    if let unread { return try acceptUnread(unread, reason, file, session) }
    return try accept(fingerprint ?? "", reason, file, session)
  }

  private func accept(
    _ fingerprint: String,
    _ reason: String,
    _ file: AllowFile,
    _ session: Session
  ) throws -> ExitStatus {
    let found = try FoundValues(session: session).find(fingerprint, in: path.map { GitPath($0) })
    let place: GitPath
    let name: String
    let added: [AllowEntry]
    if let found {
      (place, name) = (found.path, found.finding.rule)
      let scope = try scope.map(Self.scope) ?? AllowScope(exactly: found.path)
      if !scope.covers(found.path) {
        session.warn("the finding stays: --in does not cover \(visible(found.path.description)).")
      }
      added = try file.append { salt in
        [
          try found.finding.allowEntry(
            in: scope,
            salt: salt,
            reason: reason,
            author: file.author,
            date: session.today,
            expires: expires
          )
        ]
      }
    } else {
      guard let path, let rule else {
        throw Failure.usage(
          "Neither what is staged nor any file has a finding with the fingerprint "
            + "\(visible(fingerprint)).",
          hint: "`git secrets-sync scan` shows the fingerprints; for a finding of the history "
            + "give --path and --rule."
        )
      }
      guard scope == nil else {
        throw Failure.usage("--in needs the value, and no file has it any more.")
      }
      (place, name) = (GitPath(path), rule)
      let entry = try AllowEntry(
        fingerprint: fingerprint,
        rule: rule,
        path: place,
        reason: reason,
        author: file.author,
        date: session.today,
        expires: expires
      )
      added = try file.append { _ in [entry] }
    }
    let shown = visible(scope ?? place.description)
    session.print("\(added.isEmpty ? "already allowed:" : "allowed") \(name) in \(shown)\n")
    if !added.isEmpty { session.say("next: Run `\(file.add(AllowList.fileName))`.") }
    return .done
  }

  /// Accepts a content by its hash: any change of it makes it unread again.
  private func acceptUnread(
    _ name: String,
    _ reason: String,
    _ file: AllowFile,
    _ session: Session
  ) throws -> ExitStatus {
    let absolute = session.world.absolute(name)
    let prefix = file.top + "/"
    let path = GitPath(absolute.hasPrefix(prefix) ? String(absolute.dropFirst(prefix.count)) : name)
    guard let bytes = try Files.readIfPresent(absolute) else {
      throw Failure.usage("There is no file \(visible(name)).")
    }
    let result = try session.repositoryRules().scanner().look(
      at: ScanInput(path: path.bytes, bytes: bytes)
    )
    guard !result.unread.isEmpty else {
      throw Failure.usage(
        "\(visible(path.description)) can be read whole, so there is nothing to accept."
      )
    }
    let entry = try AllowEntry(
      fingerprint: "sha256:" + (try ContentDigest.sha256(bytes)),
      rule: AllowEntry.unreadRule,
      path: GitPath(bytes: try scope.map(Self.scope)?.source ?? AllowScope(exactly: path).source),
      reason: reason,
      author: file.author,
      date: session.today,
      expires: expires
    )
    let added = try file.append { _ in [entry] }
    session.print(
      (added.isEmpty ? "already allowed: " : "allowed ")
        + "\(visible(path.description)) as it is, with what cannot be read in it\n"
    )
    if !added.isEmpty { session.say("next: Run `\(file.add(AllowList.fileName))`.") }
    return .done
  }

  private static func scope(_ text: String) throws -> AllowScope {
    guard let scope = AllowScope(Array(text.utf8)) else {
      throw Failure.usage(
        "“\(visible(text))” matches no path.",
        hint: AllowScope.shape
      )
    }
    return scope
  }
}
