import AWS
import FoundationEssentials
import Git
import Secrets

/// `vault init`: what a bucket or a folder that holds secrets should have, and how to mend what it
/// lacks.
struct VaultSetUp {
  let session: Session

  init(_ session: Session) { self.session = session }

  func run(yes: Bool, dryRun: Bool) async throws -> ExitStatus {
    let settings = try session.configuration().vault
    let place: String
    let mender: any VaultMender
    if let bucket = settings.bucket {
      let environment = try session.vaultEnvironment()
      let (client, identity) = try await session.client(for: environment)
      mender = try VaultBucket(
        client: client,
        name: bucket,
        account: identity.account,
        profile: session.options.profile ?? environment?.profile,
        accounts: Set(try session.configuration().environments.compactMap(\.account)),
        settings: settings
      )
      place = "s3://\(visible(bucket)), account \(visible(identity.account))"
    } else {
      let layout = try session.layout()
      let root = try session.vaultFolder(settings, top: layout.topLevel ?? layout.gitDirectory)
      mender = VaultFolder(root)
      place = visible(root)
    }
    session.say("vault: \(place)")
    try sayWhatIsMissing(settings)
    var checks = try await session.waiting("Checking the vault", for: mender.checks)
    let mendable = checks.filter(\.canBeMended)
    if mendable.isEmpty || dryRun || !yes && !Confirmation(session: session, yes: false).canAsk {
      report(checks)
      try sayWhatIsNotIgnored()
      if checks.first?.check.state == .wrong, checks.first?.kind == nil, checks.count > 1,
        settings.bucket != nil
      {
        session.say("Nothing was made: the key comes first. Then run this again.")
      }
      if !mendable.isEmpty {
        session.say(
          "Nothing was changed. next: git secrets-sync vault init --yes\(session.givenOptions)"
        )
      }
      return status(checks)
    }
    if !session.wantsJSON { session.message(text(mendable, session.err)) }
    guard try Confirmation(session: session, yes: yes).ask(question(mendable, place)) else {
      session.say("Nothing was changed.")
      return .usage
    }
    for kind in mendable.compactMap(\.kind) {
      try await mender.mend(kind)
      session.say("mended: \(kind.rawValue)")
    }
    checks = try await session.waiting("Checking the vault", for: mender.checks)
    report(checks)
    try sayWhatIsNotIgnored()
    return status(checks)
  }

  /// What a pull with --merge writes is refused where Git would take it.
  private func sayWhatIsNotIgnored() throws {
    guard let top = try session.layout().topLevel else { return }
    let files = try session.configuration().vaultFiles
    let missing = try ProtectedFiles(session: session, top: top).missingIgnorePatterns()
      .filter { pattern in files.contains { pattern == $0 || pattern == $0 + ".vault-*" } }
    guard !missing.isEmpty else { return }
    session.say(
      "not in .gitignore: \(missing.map { visible($0) }.joined(separator: "  ")). "
        + "next: git secrets-sync policy check --fix"
    )
  }

  private func question(_ checks: [VaultCheck], _ place: String) -> String {
    switch checks.first?.kind {
    case .bucket:
      return
        "Make \(place), for the account alone, with versions, encrypted by KMS, and over TLS only?"
    case .place: return "Make \(place), for its owner alone?"
    default:
      let things = checks.map { visible($0.check.name.replacing("vault, ", with: "")) }
      return "Mend \(things.joined(separator: ", ")) of \(place)?"
    }
  }

  /// Says what a vault lacks of its configuration.
  private func sayWhatIsMissing(_ settings: VaultSettings) throws {
    var lines: [String] = []
    if try session.configuration().vaultFiles.isEmpty {
      lines.append("files = [\"ssm-*.py\", \"secured_modules/*.tf\"]   # what travels: nothing yet")
    }
    if settings.bucket == nil, settings.path == nil {
      session.warn(
        "neither a bucket nor a folder is configured, so this is the embedded vault of this clone: nobody else "
          + "has what is in it, and it goes with the clone."
      )
      lines.append("bucket = \"NAME\"   # or path = \"/mnt/share/vault\"")
    }
    guard !lines.isEmpty else { return }
    session.message(
      "hint: In \(Configuration.fileName):\n  [vault]\n" + lines.map { "  \($0)\n" }.joined()
    )
  }

  private func status(_ checks: [VaultCheck]) -> ExitStatus {
    checks.contains { $0.check.state == .wrong } ? .found : .done
  }

  private func report(_ checks: [VaultCheck]) {
    guard session.wantsJSON else { return session.print(text(checks, session.out)) }
    session.print(
      .object([
        ("schema", .integer(1)), ("checks", .array(checks.map(\.check.json))),
      ])
    )
  }

  private func text(_ checks: [VaultCheck], _ terminal: Terminal) -> String {
    checks.map { $0.check.text(terminal, verbose: session.options.verbose) }.joined()
  }
}

/// What is looked at, in the order in which it is mended: a policy may refuse what comes after it.
enum VaultCheckKind: String, CaseIterable, Sendable {
  case bucket, access, owner, versions, encryption, lifecycle, transport, place, folder
}

/// One thing about a vault.
struct VaultCheck: Sendable {
  let check: HealthCheck
  /// What to mend; nil where a person has to.
  var kind: VaultCheckKind?
  var canBeMended: Bool { kind != nil && check.state == .wrong }

  init(
    _ kind: VaultCheckKind,
    _ state: HealthCheck.State,
    _ message: String,
    fix: String? = nil,
    byHand: Bool = false
  ) {
    check = HealthCheck(name: "vault, \(kind.rawValue)", state: state, message: message, fix: fix)
    self.kind = byHand ? nil : kind
  }

  /// What could not be found out.
  init(_ kind: VaultCheckKind, unknown error: any Error) {
    check = .wrong("vault, \(kind.rawValue)", error)
    self.kind = nil
  }
}

/// A place that can be looked at and mended.
protocol VaultMender: Sendable {
  func checks() async throws -> [VaultCheck]
  func mend(_ kind: VaultCheckKind) async throws
}

extension HealthCheck {
  /// Why a check of `vault init` matters.
  var vaultReason: String? {
    guard state == .wrong,
      let kind = VaultCheckKind(rawValue: String(name.dropFirst("vault, ".count)))
    else { return nil }
    return switch kind {
    case .bucket, .place: "Without a place of yours, files travel by mail and chat."
    case .access: "Whatever a policy or an ACL says, nobody from outside is to read it."
    case .owner: "With ACLs, an object may belong to whoever wrote it."
    case .versions: "Without versions, what is overwritten or deleted is lost."
    case .encryption:
      "Under a key of KMS that is yours, reading takes two permissions, and each use is logged."
    case .lifecycle: "What a rule takes away, no pull brings back."
    case .transport: "What comes without TLS can be read on the way."
    case .folder: "Whoever can read the folder can read the secrets."
    }
  }
}
