import AWS
import Secrets

/// `vault diff FILE [VERSION]`: how the file here differs from a version in the vault.
enum VaultDiff {
  static func run(
    _ name: String,
    _ version: String?,
    show: Bool,
    _ session: Session
  ) async throws -> ExitStatus {
    let open = try await OpenVault(session)
    let file = try open.tree.file(name)
    let there = try await session.waiting("Reading the vault") {
      try await open.content(file, version: version)
    }
    open.warnIfOpen(there.head, file)
    guard let here = try open.tree.read(file) else {
      throw Failure.usage(
        "\(visible(file.text)) is not here.",
        hint: open.vault.seals && !there.head.isSealed
          ? open.commands("restore", file, visible(ChangeText.argument(there.head.name)))
          : open.commands("pull", file)
      )
    }
    let sides = VaultSides.comparable([there.bytes, here], of: file)
    let title = "\(file.text)@\(there.head.name)"
    let report = CompareReport(
      CompareCommand.Side(title: title, shortTitle: title, bytes: sides[0]),
      CompareCommand.Side(title: file.text, shortTitle: "here", bytes: sides[1]),
      isShown: show
    )
    if show, session.world.output.isTerminal, report.comparison != .same {
      session.warn("the values are on your screen now, and perhaps in its scroll-back.")
    }
    if session.wantsJSON {
      session.print(report.json)
    } else {
      session.say("\(visible(file.text)): version \(visible(there.head.shown)) → here")
      let known = try open.folder.read().files[file]
      if version == nil, let known, known.tag != there.head.tag {
        session.say("The vault's version is newer than what was last pulled or pushed here.")
      }
      session.print(report.text(session.out))
    }
    return report.comparison == .same ? .done : .found
  }
}
