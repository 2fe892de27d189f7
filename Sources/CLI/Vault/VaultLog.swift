import AWS
import FoundationEssentials
import Secrets

/// `vault log FILE`.
enum VaultLog {
  static func run(_ name: String, _ session: Session) async throws -> ExitStatus {
    let open = try await OpenVault(session)
    let file = try open.tree.file(name)
    let versions = try await session.waiting("Reading the versions") {
      try await open.vault.versions(of: file)
    }
    guard !versions.isEmpty else {
      throw Failure.usage(
        "\(visible(file.text)) is not in the vault, and never was.",
        hint: try open.tree.read(file) == nil
          ? "`\(open.commands("status"))` lists the files." : open.commands("push", file)
      )
    }
    let known = try open.folder.read().files[file]
    let isUnchanged = try isUnchanged(file, known, open)
    if session.wantsJSON {
      let list = versions.map { version in
        JSON.present([
          ("version", .string(version.version)), ("latest", .bool(version.isLatest)),
          ("deletion", .bool(version.isDeletion)), ("size", version.size.map(JSON.integer)),
          ("at", version.at.map { .string($0.formatted(.iso8601)) }),
          ("by", version.author.map(JSON.string)),
          ("here", .bool(isUnchanged && known?.version == version.version)),
        ])
      }
      session.print(
        .object([
          ("schema", .integer(1)), ("vault", .string(open.vault.place)),
          ("file", .string(file.text)), ("versions", .array(list)),
        ])
      )
      return .done
    }
    var table = Table([
      .init("Version"), .init("When"), .init("Size"), .init("By", mayShrink: true), .init(""),
    ])
    for version in versions {
      var marks = version.isLatest ? ["latest"] : []
      if version.isDeletion { marks.append("deleted") }
      if known?.version == version.version {
        marks.append(isUnchanged ? "here" : "here, but changed since")
      }
      table.add([
        version.version, version.at?.formatted(.iso8601) ?? "",
        version.size.map(String.init) ?? "", version.author ?? "", marks.joined(separator: ", "),
      ])
    }
    session.print(table.text(for: session.out))
    return .done
  }

  /// Whether a file is here as it was last pulled or pushed.
  private static func isUnchanged(
    _ file: VaultPath,
    _ known: VaultState.Known?,
    _ open: OpenVault
  ) throws -> Bool {
    guard let known, let key = try open.folder.key(), let content = try open.tree.read(file) else {
      return false
    }
    return VaultStateFolder.hash(Crypto.sha256(content), of: file, key: key) == known.hash
  }
}
