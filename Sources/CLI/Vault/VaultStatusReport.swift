import Secrets

/// `vault status`.
enum VaultStatusReport {
  static func run(_ files: [String], _ session: Session) async throws -> ExitStatus {
    let open = try await OpenVault(session, asksBeside: true)
    let (statuses, isWhole) = try await open.readableStatuses(files)
    let isSame = statuses.allSatisfy { $0.state == .same }
    let status: ExitStatus = !isWhole ? .incomplete : isSame ? .done : .found
    if session.wantsJSON {
      session.print(
        .object([
          ("schema", .integer(1)), ("vault", .string(open.vault.place)),
          ("files", .array(statuses.map { VaultText.json($0) })),
        ])
      )
      return status
    }
    session.say("vault: \(open.place)")
    if statuses.isEmpty {
      session.say("No file here or there is one of those that travel.")
      return status
    }
    var table = Table([
      .init("File", mayShrink: true), .init("State"), .init("In the vault", mayShrink: true),
    ])
    for status in statuses {
      table.add([
        status.file.text, VaultText.words(status, open), VaultText.origin(status.head),
      ])
    }
    session.print(table.text(for: session.out))
    for line in next(statuses, open) { session.say("next: \(line)") }
    return status
  }

  private static func next(_ statuses: [VaultFileStatus], _ open: OpenVault) -> [String] {
    let commands = open.commands
    let merging = statuses.first { open.openMerge($0) != nil }
    func has(_ states: VaultFileState...) -> Bool {
      statuses.contains { states.contains($0.state) && open.openMerge($0) == nil }
    }
    var lines: [String] = []
    let news = statuses.filter {
      [.newerThere, .onlyThere, .goneHere].contains($0.state) && open.openMerge($0) == nil
    }
    if news.contains(where: { open.openCommands($0) == nil }) { lines.append(commands("pull")) }
    lines += news.lazy.compactMap(open.openCommands).prefix(8)
    let isOpen =
      open.vault.seals && statuses.contains { $0.state == .same && $0.isSealed == false }
    if isOpen || has(.changedHere, .onlyHere) { lines.append(commands("push")) }
    if let merging, let side = open.openMerge(merging) {
      lines.append(open.ending(side, of: merging.file))
    }
    if let status = statuses.first(where: {
      $0.state == .changedBoth && open.openMerge($0) == nil
    }) {
      lines.append(open.mergeCommands(status))
    }
    if let file = statuses.first(where: { $0.state == .goneThere })?.file {
      lines.append(commands("push", file) + " puts it back; else remove it here, too")
    }
    return lines
  }
}
