import Git

/// What a hook needs to know to pass over findings.
package struct QuietingOptions {
  /// The day in UTC, such as `2026-11-23`.
  package var today: String
  /// Nothing is passed over, whatever comments and lists say.
  package var isOff: Bool
  /// Comments allow nothing.
  package var ignoresComments: Bool
  /// Reads `policy.inline` from the bytes of a policy file; the second argument is its name.
  package var loadInline: (_ bytes: [UInt8], _ file: String) throws -> InlinePolicy

  package init(
    today: String,
    isOff: Bool = false,
    ignoresComments: Bool = false,
    loadInline: @escaping (_ bytes: [UInt8], _ file: String) throws -> InlinePolicy
  ) {
    self.today = today
    self.isOff = isOff
    self.ignoresComments = ignoresComments
    self.loadInline = loadInline
  }
}

extension StagedPolicy {
  /// A list of the index, and how it differs from that of the last commit.
  static func staged<List>(
    _ reader: BlobReader,
    _ file: String,
    _ parse: ([UInt8], String) throws(HookError) -> List,
    _ changes: inout [PolicyChange],
    _ difference: (List, List?) -> [PolicyChange]
  ) throws(HookError) -> List? {
    guard let new = try read(reader, ":", file) else { return nil }
    // A committed list that cannot be read allowed nothing: all is new.
    let old = try? read(reader, "HEAD:", file)
    let list = try parse(new.bytes, file)
    if new.id != old?.id {
      changes += difference(list, old.flatMap { try? parse($0.bytes, file) })
    }
    return list
  }

  static func added(to list: AllowList, since old: AllowList?) -> [PolicyChange] {
    let before = Set(old?.entries ?? [])
    return zip(list.entries, list.lines).filter { !before.contains($0.0) }
      .map { entry, line in
        let what = entry.kind == .sha256 ? "A content that cannot be read" : entry.rule
        let end = entry.expires.map { ", until \($0)" } ?? ""
        return PolicyChange(
          kind: .allowEntryAdded(entry),
          file: AllowList.fileName,
          line: line,
          message: "\(what) is allowed in \(entry.path)\(end): \(entry.reason)"
        )
      }
  }

  static func grown(_ baseline: Baseline, since old: Baseline?) -> [PolicyChange] {
    let more = baseline.entries.subtracting(old?.entries ?? []).count
    guard more > 0 else { return [] }
    let findings = more == 1 ? "1 more finding" : "\(more) more findings"
    return [
      PolicyChange(
        kind: .baselineGrew(more),
        file: Baseline.fileName,
        line: nil,
        message: "The baseline accepts \(findings)."
      )
    ]
  }

  /// The comments that allow: what this commit adds to them counts from the next one.
  static func inline(
    _ new: [UInt8]?,
    _ old: [UInt8]?,
    _ options: QuietingOptions,
    _ changes: inout [PolicyChange]
  ) throws(HookError) -> InlinePolicy {
    guard !options.isOff, !options.ignoresComments else { return .none }
    func load(_ bytes: [UInt8]?) throws(HookError) -> InlinePolicy {
      guard let bytes else { return .all }
      return try HookError.loading(Policy.fileName) {
        try options.loadInline(bytes, Policy.fileName)
      }
    }
    let staged = try load(new)
    guard let old, let committed = try? load(old), staged > committed else { return staged }
    changes.append(
      PolicyChange(
        kind: .inlineWidened(staged),
        file: Policy.fileName,
        line: nil,
        message: staged == .all
          ? "Comments of all kinds allow findings." : "Comments allow findings."
      )
    )
    return committed
  }
}
