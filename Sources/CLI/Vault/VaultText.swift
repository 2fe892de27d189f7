import FoundationEssentials
import Secrets

/// What is said of the vault's files.
enum VaultText {
  static func words(_ state: VaultFileState) -> String {
    switch state {
    case .same: "the same"
    case .changedHere: "changed here"
    case .newerThere: "newer in the vault"
    case .changedBoth: "changed on both sides"
    case .onlyHere: "only here"
    case .onlyThere: "only in the vault"
    case .goneHere: "gone here"
    case .goneThere: "gone in the vault"
    }
  }

  /// What `vault status` says.
  static func words(_ status: VaultFileStatus, _ open: OpenVault) -> String {
    if let side = open.openMerge(status) { return "being merged with \(side.text)" }
    let isThere = [.same, .newerThere, .changedBoth].contains(status.state)
    return open.vault.seals && status.isSealed == false && isThere
      ? "\(words(status.state)), not encrypted there" : words(status.state)
  }

  /// Who wrote the vault's version, when, and a part of its name, which may be long.
  static func origin(_ head: VaultHead?) -> String {
    guard let head else { return "" }
    let known = [head.author.map { "by \($0)" }, head.at?.formatted(.iso8601)].compactMap { $0 }
    guard let version = head.version else { return known.joined(separator: ", ") }
    let short = version.count > 15 ? version.prefix(8) + "…" : version[...]
    return (known + ["version \(short)"]).joined(separator: ", ")
  }

  /// The state, with what is known of the vault's version where it matters.
  static func words(_ status: VaultFileStatus) -> String {
    guard let head = status.head, [.newerThere, .changedBoth].contains(status.state) else {
      return words(status.state)
    }
    return "\(words(status.state)): version \(head.shown)"
  }

  /// The version after a file; a bucket without versions calls each `null`.
  static func named(_ head: VaultHead) -> String {
    head.keepsVersions ? ", version \(visible(head.name))" : ""
  }

  static func json(_ status: VaultFileStatus, _ more: [(String, JSON?)] = []) -> JSON {
    let version = status.head?.version
    return .present(
      [
        ("file", .string(status.file.text)),
        ("state", .string(status.state.rawValue)),
        ("version", version.map(JSON.string)),
        ("by", status.head?.author.map(JSON.string)),
        ("at", status.head?.at.map { .string($0.formatted(.iso8601)) }),
        ("base", status.known?.version.map(JSON.string)),
        ("merging", status.known?.merging.map(JSON.string)),
        ("client_side_encryption", status.isSealed.map(JSON.bool)),
      ] + more
    )
  }

  /// The lines of a plan: a mark, the file, and why.
  static func lines(_ steps: [(mark: String, file: VaultPath, text: String)]) -> String {
    let width = steps.map { DisplayWidth.columns(visible($0.file.text)) }.max() ?? 0
    return steps.map { step in
      let name = visible(step.file.text)
      let pad = String(repeating: " ", count: width - DisplayWidth.columns(name))
      return "  \(step.mark) \(name)\(pad)  \(visible(step.text))\n"
    }.joined()
  }
}
