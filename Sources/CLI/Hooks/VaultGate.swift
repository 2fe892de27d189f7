import AWS
import Git
import Hooks
import Ledger
import Secrets

/// Stops a push while files of the vault are here as nobody else can have them: changed, and not
/// pushed to the vault.
///
/// It looks at the files and at what is noted of them in `.git/secrets-sync/vault/`, and asks nobody.
struct VaultGate {
  let session: Session

  /// A file, why it stops the push, and how to go on where that is not a push to the vault.
  private typealias Found = (file: VaultPath, why: String, next: String?)

  private enum Reason {
    /// Since the version, where it has a name.
    case changed(String?)
    case merging(VaultPath)
    case unknown

    var words: String {
      switch self {
      case .changed(let version?): "changed since version \(version) was pulled or pushed"
      case .changed(nil): "changed since it was pulled or pushed"
      case .merging(let side): "to be merged with \(side.text)"
      case .unknown: "never pushed nor pulled here"
      }
    }
  }

  /// How the push may go on, as far as the vault is concerned.
  func check(_ references: [PushedReference]) throws -> ExitStatus {
    guard references.contains(where: \.mayBringWork) else { return .done }
    let identifier = SkipRequest.vaultIdentifier
    if let skip = SkipRequest.parse(session.world.environment, for: identifier) {
      // Also where the configuration cannot be read.
      guard (try? session.hasVault()) != false else { return .done }
      session.message(
        "secrets-sync: whether the vault has what is here was not looked at, because "
          + "SKIP=\(visible(skip.value)) asks for it.\n"
      )
      return .done
    }
    do {
      guard try references.contains(where: bringsWork) else { return .done }
      let places = try places()
      let states = try places.map { try $0.hasVault() ? VaultGate(session: $0).look() : .done }
      return states.first { $0 == .incomplete } ?? states.first { $0 != .done } ?? .done
    } catch {
      let failure = Failure(explaining: error)
      throw Failure(
        "Whether the vault has what is here cannot be told, so nothing was pushed: "
          + failure.message,
        hint: (failure.hint.map { $0 + "\n" } ?? "") + Self.wayOn,
        status: .incomplete
      )
    }
  }

  /// Whether a reference brings what people work on: not the ledger, which goes by itself.
  private func bringsWork(_ reference: PushedReference) throws -> Bool {
    let ledger = LedgerPlace.branches.rawValue
    guard reference.mayBringWork, reference.name.hasPrefix(ledger) else {
      return reference.mayBringWork
    }
    return try !session.configuration().ledgerIsBranch
  }

  /// The working tree that Git says this push is from; and the one that the Git directory is in, where
  /// that is another: with --git-dir or GIT_DIR, Git takes the working directory for the former.
  private func places() throws -> [Session] {
    let layout = try session.layout()
    let here = layout.topLevel == nil ? [] : [session]
    guard let own = WorkingTreePlace.top(ofGitDirectory: layout.gitDirectory),
      layout.topLevel.map({ WorkingTreePlace.real($0) ?? $0 }) != own
    else { return here }
    let moved = session.moved(to: own)
    let top = try moved.layout().topLevel
    return top == nil || top == layout.topLevel ? here : here + [moved]
  }

  private func look() throws -> ExitStatus {
    let tree = try VaultTree(session)
    guard let folder = try session.localVaultState(tree)?.folder else { return .done }
    let (state, key) = (try folder.read(), try folder.key())
    if key == nil, !state.files.isEmpty {
      throw Failure(
        "\(visible(folder.path))/key is gone.",
        hint: "git secrets-sync vault push makes it anew.",
        status: .incomplete
      )
    }
    // Git runs hooks at the top level, and says where the user is.
    let prefix = session.world.environment["GIT_PREFIX"] ?? ""
    let commands = try session.vaultCommands(tree, from: "\(session.world.directory)/\(prefix)")
    var unpushed: [Found] = []
    var unread: [Found] = []
    for file in try tree.files() {
      do {
        if let reason = try Self.reason(file, state, key, tree) {
          var next: String?
          if case .merging(let side) = reason {
            next = OpenVault.ending(side, of: file, commands)
          }
          unpushed.append((file, reason.words, next))
        }
      } catch {
        let failure = Failure(explaining: error)
        unread.append((file, failure.message, failure.hint))
      }
    }
    say(unpushed, unread, commands)
    return unread.isEmpty ? unpushed.isEmpty ? .done : .found : .incomplete
  }

  /// Why a file is not known to be in the vault as it is here; nil where it is.
  private static func reason(
    _ file: VaultPath,
    _ state: VaultState,
    _ key: SecretBytes?,
    _ tree: VaultTree
  ) throws -> Reason? {
    guard let content = try tree.read(file) else { return nil }
    guard let known = state.files[file], let key else { return .unknown }
    if let side = known.merging.flatMap(VaultPath.init), tree.isThere(side) {
      return .merging(side)
    }
    let hash = VaultStateFolder.hash(Crypto.sha256(content), of: file, key: key)
    return hash == known.hash ? nil : .changed(known.version)
  }

  // MARK: What is said

  private static let shown = 8
  private static let wayOn =
    "To let the push go on without: SKIP=\(SkipRequest.vaultIdentifier) git push"

  private func say(_ unpushed: [Found], _ unread: [Found], _ commands: VaultCommands) {
    guard !(unpushed + unread).isEmpty else { return }
    let found = [
      (unpushed.count, "here and not in the vault"), (unread.count, "that could not be read"),
    ].filter { $0.0 > 0 }.map { "\(count($0.0, "protected file")) \($0.1)" }
    var lines = [
      session.err.paint("secrets-sync: push blocked:", .red)
        + " \(found.joined(separator: ", "))."
    ]
    let shown = (unread + unpushed).prefix(Self.shown)
    for (file, why, _) in shown {
      lines.append(session.err.paint(visible(file.text), .bold) + "  \(visible(why))")
    }
    let rest = unpushed.count + unread.count - Self.shown
    if rest > 0 { lines.append("… and \(rest) more: \(commands("status"))") }
    lines += shown.compactMap { _, _, next in next.map { "next: \($0)" } }
    let plain = unpushed.filter { $0.next == nil }
    if !unpushed.isEmpty {
      lines.append(
        "Others would get the commits without these."
          + (plain.isEmpty ? "" : " Push them to the vault first:")
      )
    }
    if !plain.isEmpty {
      let names = plain.count <= Self.shown ? plain.map { commands.argument($0.file) } : []
      lines.append("  " + commands("push", nil, names.joined(separator: " ")))
    }
    lines.append(Self.wayOn)
    session.message(lines.joined(separator: "\n") + "\n")
  }
}

extension PushedReference {
  /// Whether it may bring what people work on: no deletion, and none of the ledger's own references.
  var mayBringWork: Bool {
    !new.isZero && name != "refs/notes/secrets-sync" && !name.hasPrefix("refs/secrets-sync/")
  }
}
