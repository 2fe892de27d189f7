import Git
import Hooks

/// The hooks of a push: pre-push here, pre-receive and update on the other side.
struct PushHooks {
  let session: Session
  let quiet: Bool

  /// `arguments` are the name of the remote and its address.
  func prePush(_ arguments: [String]) throws -> ExitStatus {
    if let skip = SkipRequest.parse(session.world.environment) {
      session.message(
        "secrets-sync: skipped, because SKIP=\(visible(skip.value)) asks for it. Nothing was "
          + "checked.\n"
      )
      return .done
    }
    var references = try PushedReference.parse(prePush: try input())
    var arguments = arguments
    if references.isEmpty, let pushed = try PreCommitFramework.push(session) {
      references = try PushedReference.parse(prePush: Array(pushed.line.utf8))
      arguments = pushed.remote
    }
    let remote = arguments.first.flatMap { name in
      // Where a push goes to an address, no references tell what is there.
      name.isEmpty || name == arguments.dropFirst().first ? nil : name
    }
    let address = arguments.count > 1 ? arguments[1] : ""
    let tracked = try remote.flatMap { name in
      try isKnown(name, address) && isTracked(name, references) ? name : nil
    }
    let status = try check(
      references,
      known: tracked.map { ["--remotes=\($0)"] } ?? [],
      bases: (remote.map { name in
        ["HEAD", "main", "master"].map { "refs/remotes/\(name)/\($0)" }
      } ?? []),
      hasReceipts: true
    )
    let vault = try VaultGate(session: session).check(references)
    return status == .done || vault == .incomplete ? vault : status
  }

  /// Whether the references of a remote tell what is at an address: the one from which it is fetched,
  /// by whatever protocol.
  private func isKnown(_ remote: String, _ address: String) throws -> Bool {
    // A name that is a pattern, or begins that of another remote, stands for more than one.
    guard !remote.contains(where: { "*?[".contains($0) }),
      try !session.remotes().contains(where: { $0.hasPrefix(remote + "/") })
    else { return false }
    let fetched = try session.git.run(["remote", "get-url", remote])
    guard fetched.status == 0, !address.isEmpty else { return true }
    return RemoteAddress.place(String(decoding: fetched.standardOutput, as: UTF8.self))
      == RemoteAddress.place(address)
  }

  /// Whether what is known of a remote is known of the server to which this push goes.
  ///
  /// A branch that the remote has, as far as this repository knows, and the server has not: it is
  /// another server, or one whose history was taken away.
  private func isTracked(
    _ remote: String,
    _ references: [PushedReference]
  ) throws -> Bool {
    let heads = "refs/heads/"
    let new = references.filter { $0.old.isZero && !$0.new.isZero && $0.name.hasPrefix(heads) }
    if new.isEmpty { return true }
    let names = new.map { "refs/remotes/\(remote)/" + $0.name.dropFirst(heads.count) }
    return try session.git.output(["for-each-ref", "--count=1"] + names.prefix(1000)).isEmpty
  }

  func preReceive() throws -> ExitStatus {
    try receive(try PushedReference.parse(preReceive: try input()))
  }

  func update(_ arguments: [String]) throws -> ExitStatus {
    try receive([try PushedReference(update: arguments)])
  }

  private func receive(_ references: [PushedReference]) throws -> ExitStatus {
    if let reason = PushOptions.skip(session.world.environment) {
      let setting = "secrets-sync.allowSkip"
      let answer = try session.git.run(["config", "--type=bool", "--get", setting])
      guard answer.status == 0, answer.standardOutput.starts(with: Array("true".utf8)) else {
        throw Failure.usage(
          "This server does not let a push go unchecked.",
          hint: "Who runs it can: git config \(setting) true. Push without the option."
        )
      }
      session.message(
        "secrets-sync: nothing was checked, because the push asks for it: \(visible(reason))\n"
      )
      return .done
    }
    return try check(references, known: ["--all"], bases: ["HEAD"], hasReceipts: false)
  }

  private func check(
    _ references: [PushedReference],
    known: [String],
    bases: [String],
    hasReceipts: Bool
  ) throws -> ExitStatus {
    let file = hasReceipts ? session.hookPlaces.map { Receipts.file(in: $0.commonDirectory) } : nil
    let before = references.filter { !$0.old.isZero }.map(\.old.hex) + bases
    var relaxations: [String] = []
    let check = PushCheck(
      git: session.git,
      loader: {
        // Nothing of one policy is to count for another.
        let rules = HookRules(session)
        return PushCheck.Loader(
          tools: { pushed in
            let scanner = try rules.scanner(pushed)
            relaxations += Relaxations.new(in: rules.rules, since: before, session)
            let hash = rules.receiptHash
            let receipts = file.flatMap { file in
              session.receipts { () throws(HookError) in
                try Receipts(reading: file, rules: hash)
              }
            }
            return PushCheck.Tools(scanner: scanner, receipts: receipts ?? Receipts(), rules: hash)
          },
          identity: rules.identity,
          policy: rules.policy
        )
      },
      quieting: HookRules(session).quieting
    )
    var report = try check.run(references, known: known, bases: bases)
    report.hasReceipts = file != nil
    report.policyChanges += Set(relaxations).sorted()
    session.message(
      PushText.text(report, isServer: !hasReceipts, terminal: session.err, quiet: quiet)
    )
    if let file {
      session.receipts { () throws(HookError) in
        for (hash, blobs) in report.cleanBlobs {
          try Receipts.add(clean: blobs, rules: hash, day: session.today, to: file)
        }
        try Receipts.tidy(file)
      }
    }
    return report.status
  }

  private func input() throws -> [UInt8] {
    do throws(ReadError) {
      return try FileScan.readAll(session.world.input, limit: .max)
    } catch {
      throw Failure(
        "What Git says of the push cannot be read: \(error.reason).",
        hint: nil,
        status: .incomplete
      )
    }
  }
}

/// Compares addresses of repositories (git-clone(1), "Git URLs").
package enum RemoteAddress {
  /// Host and path, without the protocol, a user, a port and `.git`.
  package static func place(_ address: String) -> String {
    var text = address.split(whereSeparator: \.isNewline).first ?? ""
    let hasScheme = text.contains("://")
    if let scheme = text.firstRange(of: "://") { text = text[scheme.upperBound...] }
    let host = text.prefix { $0 != "/" && (hasScheme || $0 != ":") }
    if host.count < text.count, let user = host.lastIndex(of: "@") {
      text = text[text.index(after: user)...]
    }
    var parts = text.split { $0 == "/" || $0 == ":" }.map(String.init)
    if hasScheme, parts.count > 1, parts[1].allSatisfy(\.isNumber) { parts.remove(at: 1) }
    if let last = parts.last, last.hasSuffix(".git") {
      parts[parts.count - 1] = String(last.dropLast(4))
    }
    return parts.joined(separator: "/")
  }
}

/// What pre-commit (<https://pre-commit.com>) and prek tell of a push in variables: they read what Git
/// says themselves, and pass on the first reference only.
enum PreCommitFramework {
  static func push(_ session: Session) throws -> (line: String, remote: [String])? {
    let environment = session.world.environment
    guard environment["PRE_COMMIT_REMOTE_BRANCH"] != nil else { return nil }
    // pre-commit leaves it out where the first commit of all is pushed.
    let new =
      try environment["PRE_COMMIT_TO_REF"]
      ?? Revisions.commit(environment["PRE_COMMIT_LOCAL_BRANCH"] ?? "HEAD", session.git).hex
    // Where the branch is new, this is an older commit, which the remote may not have.
    var old = environment["PRE_COMMIT_FROM_REF"] ?? ""
    let zero = String(repeating: "0", count: new.count)
    let branch = (environment["PRE_COMMIT_REMOTE_BRANCH"] ?? "").split(separator: "/").dropFirst(2)
    let tracking =
      "refs/remotes/\(environment["PRE_COMMIT_REMOTE_NAME"] ?? "")/" + branch.joined(separator: "/")
    let known = try session.git.run(["rev-parse", "--verify", "--quiet", tracking])
    if String(decoding: known.standardOutput, as: UTF8.self).split(separator: "\n").first ?? ""
      != old
    {
      old = zero
    }
    let names = ["PRE_COMMIT_LOCAL_BRANCH", "PRE_COMMIT_REMOTE_BRANCH"]
      .map { environment[$0] ?? "refs/heads/unknown" }
    return (
      "\(names[0]) \(new) \(names[1]) \(old.count == new.count ? old : zero)\n",
      [environment["PRE_COMMIT_REMOTE_NAME"], environment["PRE_COMMIT_REMOTE_URL"]]
        .compactMap(\.self)
    )
  }
}

/// What `git push -o` said, as Git tells it to the hooks of the other side (githooks(5)).
enum PushOptions {
  static let skip = "secrets-sync.skip="

  /// The reason for which the push asks not to be checked; nil where it does not.
  static func skip(_ environment: [String: String]) -> String? {
    guard let count = environment["GIT_PUSH_OPTION_COUNT"].flatMap({ Int($0) }) else { return nil }
    for number in 0..<max(0, min(count, 10_000)) {
      guard let option = environment["GIT_PUSH_OPTION_\(number)"] else { continue }
      let reason = option.hasPrefix(skip) ? option.dropFirst(skip.count) : ""
      if !reason.allSatisfy(\.isWhitespace) { return String(reason) }
    }
    return nil
  }
}

extension PushCheckReport {
  var status: ExitStatus {
    switch verdict {
    case .clean: .done
    case .blocked: .found
    case .incomplete: .incomplete
    }
  }
}
