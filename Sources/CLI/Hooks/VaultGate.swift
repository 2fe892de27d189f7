import AWS
import Git
import Hooks
import Secrets

/// Stops a push while files of the vault are here as nobody else can have them: changed, and not
/// pushed to the vault.
///
/// It looks at the files and at what is noted of them in `.git/secrets-sync/vault/`, and asks nobody.
struct VaultGate {
  let session: Session

  private enum Reason {
    /// Since the version, where it has a name.
    case changed(String?)
    case merging(String)
    case unknown

    var words: String {
      switch self {
      case .changed(let version?): "changed since version \(version) was pulled or pushed"
      case .changed(nil): "changed since it was pulled or pushed"
      case .merging(let side): "to be merged with \(side)"
      case .unknown: "never pushed nor pulled here"
      }
    }
  }

  /// How the push may go on, as far as the vault is concerned.
  func check(_ references: [PushedReference]) throws -> ExitStatus {
    guard references.contains(where: \.bringsWork), try session.layout().topLevel != nil else {
      return .done
    }
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
      return try look()
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

  private func look() throws -> ExitStatus {
    guard try session.hasVault() else { return .done }
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
    var unpushed: [(file: VaultPath, why: String)] = []
    var unread: [(file: VaultPath, why: String)] = []
    for file in try tree.files() {
      do {
        if let reason = try Self.reason(file, state, key, tree) {
          unpushed.append((file, reason.words))
        }
      } catch {
        unread.append((file, Failure(explaining: error).message))
      }
    }
    say(unpushed, unread)
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
      return .merging(side.text)
    }
    let hash = VaultStateFolder.hash(Crypto.sha256(content), of: file, key: key)
    return hash == known.hash ? nil : .changed(known.version)
  }

  // MARK: What is said

  private static let shown = 8
  private static let wayOn =
    "To let the push go on without: SKIP=\(SkipRequest.vaultIdentifier) git push"

  private func say(
    _ unpushed: [(file: VaultPath, why: String)],
    _ unread: [(file: VaultPath, why: String)]
  ) {
    guard !(unpushed + unread).isEmpty else { return }
    let found = [
      (unpushed.count, "here and not in the vault"), (unread.count, "that could not be read"),
    ].filter { $0.0 > 0 }.map { "\(count($0.0, "protected file")) \($0.1)" }
    var lines = [
      session.err.paint("secrets-sync: push blocked:", .red)
        + " \(found.joined(separator: ", "))."
    ]
    for (file, why) in (unread + unpushed).prefix(Self.shown) {
      lines.append(session.err.paint(visible(file.text), .bold) + "  \(visible(why))")
    }
    let rest = unpushed.count + unread.count - Self.shown
    if rest > 0 { lines.append("… and \(rest) more: git secrets-sync vault status") }
    if !unpushed.isEmpty {
      lines.append("Others would get the commits without these. Push them to the vault first:")
      // Git runs hooks at the top level, and says where the user is.
      let isBelow = session.world.environment["GIT_PREFIX"]?.isEmpty == false
      let names = unpushed.prefix(Self.shown).map { file, _ in
        ChangeText.argument(isBelow ? session.world.absolute(file.text) : file.text)
      }
      let all = names.count == unpushed.count ? " " + names.joined(separator: " ") : ""
      lines.append("  git secrets-sync vault push\(all)")
    }
    lines.append(Self.wayOn)
    session.message(lines.joined(separator: "\n") + "\n")
  }
}

extension PushedReference {
  /// Whether it brings what people work on: not the ledger, which goes by itself, and no deletion.
  var bringsWork: Bool {
    let own = ["refs/secrets-sync/", "refs/heads/secrets-sync/"]
    return !new.isZero && name != "refs/notes/secrets-sync"
      && !own.contains { name.hasPrefix($0) }
  }
}
