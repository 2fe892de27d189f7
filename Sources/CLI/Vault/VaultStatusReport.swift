import Secrets

/// `vault status`.
enum VaultStatusReport {
  static func run(_ files: [String], _ session: Session) async throws -> ExitStatus {
    let open = try await OpenVault(session)
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
        status.file.text, VaultText.words(status, seals: open.vault.seals),
        status.head?.shown ?? "",
      ])
    }
    session.print(table.text(for: session.out))
    for line in next(statuses, seals: open.vault.seals) { session.say("next: \(line)") }
    return status
  }

  private static func next(_ statuses: [VaultFileStatus], seals: Bool) -> [String] {
    func has(_ states: VaultFileState...) -> Bool {
      statuses.contains { states.contains($0.state) }
    }
    var lines: [String] = []
    if has(.newerThere, .onlyThere, .goneHere) { lines.append("git secrets-sync vault pull") }
    let isOpen = seals && statuses.contains { $0.state == .same && $0.isSealed == false }
    if isOpen || has(.changedHere, .onlyHere) { lines.append("git secrets-sync vault push") }
    if let file = statuses.first(where: { $0.state == .changedBoth })?.file.text {
      lines.append(
        "git secrets-sync vault diff \(visible(file)) --three-way; then "
          + "git secrets-sync vault pull --merge \(visible(file))"
      )
    }
    if let file = statuses.first(where: { $0.state == .goneThere })?.file.text {
      lines.append(
        "git secrets-sync vault push \(visible(file)) puts it back; else remove it here, too"
      )
    }
    return lines
  }
}
