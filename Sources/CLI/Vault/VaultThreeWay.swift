import AWS
import Secrets

/// `vault diff FILE --three-way`: what changed here and what in the vault, since both were the same.
struct VaultThreeWay {
  let open: OpenVault
  let file: VaultPath
  private var session: Session { open.session }

  private enum Side: String {
    case here
    case there
    case alike
    case both

    var words: String {
      switch self {
      case .here: "changed here"
      case .there: "changed in the vault"
      case .alike: "changed on both sides alike"
      case .both: "changed on both sides"
      }
    }
  }

  init(_ open: OpenVault, _ name: String) throws {
    self.open = open
    file = try open.tree.file(name)
  }

  func run(show: Bool) async throws -> ExitStatus {
    guard let known = try open.folder.read().files[file], let version = known.version else {
      throw Failure.usage(
        "What \(visible(file.text)) was when both sides were the same is not known.",
        hint: "Compare the two: \(open.commands("diff", file))"
      )
    }
    guard let here = try open.tree.read(file) else {
      throw Failure.usage("\(visible(file.text)) is not here.")
    }
    let base = try await open.vault.get(file, version: version)
    // Where versions are suspended, the same id may be another content.
    guard let key = try open.folder.key(),
      VaultStateFolder.hash(Crypto.sha256(base.bytes), of: file, key: key) == known.hash
    else {
      throw Failure.usage(
        "The vault no longer has what \(visible(file.text)) was before both sides changed.",
        hint: "Compare the two: \(open.commands("diff", file))"
      )
    }
    let there = try await open.vault.get(file, version: nil)
    let sides = VaultSides.comparable([base.bytes, here, there.bytes], of: file)
    let ours = ValueComparison.between(sides[0], sides[1])
    let theirs = ValueComparison.between(sides[0], sides[2])
    let members = Self.members(ours, theirs, ValueComparison.between(sides[1], sides[2]))
    if session.wantsJSON {
      session.print(
        .present([
          ("schema", .integer(1)), ("file", .string(file.text)), ("base", .string(version)),
          ("there", .string(there.head.name)),
          ("here", .present(ValueText.json(ours))),
          ("vault", .present(ValueText.json(theirs))),
          (
            "members",
            members.map { list in
              .array(
                list.map {
                  .object([("path", .string($0.path)), ("side", .string($0.side.rawValue))])
                }
              )
            }
          ),
        ])
      )
    } else {
      print(base, there, sides, (ours, theirs), members, show)
    }
    return ours == .same && theirs == .same ? .done : .found
  }

  private func print(
    _ base: VaultContent,
    _ there: VaultContent,
    _ sides: [SecretBytes],
    _ changes: (here: ValueComparison, there: ValueComparison),
    _ members: [(path: String, side: Side)]?,
    _ show: Bool
  ) {
    session.say("base:  version \(visible(base.head.shown))")
    session.say("vault: version \(visible(there.head.shown))")
    if let members, !show {
      var table = Table([.init("Key"), .init("")])
      for member in members { table.add([member.path, member.side.words]) }
      session.print(
        members.isEmpty ? "Nothing changed on either side.\n" : table.text(for: session.out)
      )
      return
    }
    if show, session.world.output.isTerminal {
      session.warn("the values are on your screen now, and perhaps in its scroll-back.")
    }
    for (title, bytes) in [("here", sides[1]), ("in the vault", sides[2])] {
      let report = CompareReport(
        CompareCommand.Side(title: "base", shortTitle: "base", bytes: sides[0]),
        CompareCommand.Side(title: title, shortTitle: title, bytes: bytes),
        isShown: show
      )
      session.print(session.out.paint("base → \(title)", .bold) + "\n")
      session.print(report.text(session.out))
    }
  }

  /// Which side changed each member; nil where the contents are not compared by key.
  private static func members(
    _ ours: ValueComparison,
    _ theirs: ValueComparison,
    _ between: ValueComparison
  ) -> [(path: String, side: Side)]? {
    func paths(_ comparison: ValueComparison) -> Set<String>? {
      switch comparison {
      case .same: []
      case .members(let changes): Set(changes.map(\.path))
      case .lines, .bytes: nil
      }
    }
    guard let here = paths(ours), let there = paths(theirs), let different = paths(between) else {
      return nil
    }
    return here.union(there).sorted().map { path in
      guard here.contains(path) else { return (path, .there) }
      guard there.contains(path) else { return (path, .here) }
      return (path, different.contains(path) ? .both : .alike)
    }
  }
}
