package import Git
package import Scanning
import Synchronization

/// Which comments may allow a finding (`policy.inline`).
package enum InlinePolicy: String, Sendable, Comparable, CaseIterable {
  case none
  /// `secrets-sync: allow`, which needs a reason.
  case own
  /// Those of other scanners, too.
  case all

  package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .none: 0
    case .own: 1
    case .all: 2
    }
  }
}

/// Why a finding is passed over.
package struct Permission: Sendable {
  package enum Source: String, Sendable {
    case entry
    case inline
    case baseline
    /// An allow list of a file with rules, which names a commit.
    case rules
  }

  package let source: Source
  /// One line.
  package let reason: String
  /// For an entry of the allow list.
  package let entry: AllowEntry?

  package init(source: Source, reason: String, entry: AllowEntry? = nil) {
    self.source = source
    self.reason = reason
    self.entry = entry
  }
}

/// What speaks for and against passing over a finding.
package enum Judgement: Sendable {
  /// It stays; the text says why what was meant to allow it does not.
  case stays(complaint: String?)
  case isAllowed(Permission)
}

/// Decides which findings are passed over: by an entry, by a comment, by the baseline.
///
/// It serves all threads. It notes which entries were of use, which is how stale ones are told.
package final class Quieting: Sendable {
  package let allow: AllowList
  package let baseline: Baseline
  package let inline: InlinePolicy
  private let today: String
  /// The entries of version 2 by their rule.
  private let entriesOfRule: [String: [(scope: AllowScope, index: Int)]]
  private let entriesOfContent: [String: [(scope: AllowScope, index: Int)]]
  private let entriesOfPrint: [String: [Int]]
  private let baselinePlaces: Set<BaselinePlace>
  private let kinds: QuietedPaths
  private let notes = Mutex(Notes())

  private struct BaselinePlace: Hashable {
    let rule: String
    let path: GitPath
  }

  private struct PrintKey: Hashable {
    let key: AllowKey
    let salt: AllowSalt
  }

  private struct Notes {
    var usedEntries: Set<Int> = []
    var usedBaseline: Set<Baseline.Entry> = []
    /// Dear to make (docs/design/0008), so each is made once.
    var prints: [PrintKey: String] = [:]
  }

  /// Takes what allows; `today` is the day in UTC, such as `2026-11-23`.
  package init(
    allow: AllowList = AllowList(),
    baseline: Baseline = Baseline(),
    inline: InlinePolicy = .all,
    today: String
  ) {
    self.allow = allow
    self.baseline = baseline
    self.inline = inline
    self.today = today
    var ofRule: [String: [(scope: AllowScope, index: Int)]] = [:]
    var ofContent: [String: [(scope: AllowScope, index: Int)]] = [:]
    var ofPrint: [String: [Int]] = [:]
    for (index, entry) in allow.entries.enumerated() {
      switch entry.kind {
      case .v1: ofPrint[entry.fingerprint, default: []].append(index)
      case .v2:
        guard let scope = AllowScope(entry.path.bytes) else { continue }
        ofRule[entry.rule, default: []].append((scope, index))
      case .sha256:
        guard let scope = AllowScope(entry.path.bytes), entry.rule == AllowEntry.unreadRule else {
          continue
        }
        ofContent[entry.fingerprint, default: []].append((scope, index))
      }
    }
    entriesOfRule = ofRule
    entriesOfContent = ofContent
    entriesOfPrint = ofPrint
    baselinePlaces = Set(baseline.entries.map { BaselinePlace(rule: $0.rule, path: $0.path) })
    kinds = QuietedPaths(allow.entries, baseline)
  }

  /// Tells paths apart at which something else may be allowed; 0 where nothing is.
  package func kind(ofPath path: GitPath) -> Int32 { kinds.kind(of: path) }

  /// Nothing is passed over.
  package static let nothing = Quieting(inline: .none, today: "0000-00-00")

  /// Judges a finding in the file at `path`, which leads to the archive where it is in one.
  package func judge(_ finding: Finding, at path: GitPath) -> Judgement {
    var complaint: String?
    let matches = entries(for: finding, at: path)
    if !matches.isEmpty { notes.withLock { $0.usedEntries.formUnion(matches) } }
    let isInBaseline = isInBaseline(finding, at: path)
    for index in matches {
      let entry = allow.entries[index]
      guard entry.isExpired(on: today) else {
        return .isAllowed(Permission(source: .entry, reason: entry.reason, entry: entry))
      }
      complaint =
        "its entry in \(AllowList.fileName), line \(allow.lines[index]), expired on "
        + "\(entry.expires ?? "")"
    }
    if let comment = finding.inlineComment {
      if inline == .none || inline == .own && !comment.isOwn {
        complaint =
          complaint ?? "comments such as “\(comment.marker)” allow nothing here "
          + "(`policy.inline`, --no-inline)"
      } else if let reason = comment.reason {
        return .isAllowed(Permission(source: .inline, reason: reason, entry: nil))
      } else {
        complaint = complaint ?? comment.complaint
      }
    }
    if isInBaseline {
      return .isAllowed(
        Permission(source: .baseline, reason: "it stands in \(Baseline.fileName)", entry: nil)
      )
    }
    return .stays(complaint: complaint)
  }

  /// The entry that accepts a content about which the scan could not say everything.
  package func acceptsUnread(_ bytes: [UInt8], at path: GitPath) -> AllowEntry? {
    guard mayAcceptUnread(at: path), let digest = try? ContentDigest.sha256(bytes) else {
      return nil
    }
    return acceptsUnread(digest: digest, at: path)
  }

  /// Whether an entry accepts some content at a path.
  package func mayAcceptUnread(at path: GitPath) -> Bool {
    entriesOfContent.values.contains { $0.contains { $0.scope.covers(path) } }
  }

  /// The entry that accepts a content, told by its SHA-256 in hexadecimal.
  package func acceptsUnread(digest: String, at path: GitPath) -> AllowEntry? {
    let found = (entriesOfContent["sha256:" + digest] ?? []).filter { $0.scope.covers(path) }
    guard !found.isEmpty else { return nil }
    notes.withLock { $0.usedEntries.formUnion(found.map(\.index)) }
    return found.map { allow.entries[$0.index] }.first { !$0.isExpired(on: today) }
  }

  // MARK: What was of use

  /// The entries that no finding asked for so far.
  package var unusedEntries: [(entry: AllowEntry, line: Int)] {
    let used = notes.withLock { $0.usedEntries }
    return allow.entries.indices.filter { !used.contains($0) }
      .map { (allow.entries[$0], allow.lines[$0]) }
  }

  package var expiredEntries: [(entry: AllowEntry, line: Int)] {
    zip(allow.entries, allow.lines).filter { $0.0.isExpired(on: today) }.map { ($0, $1) }
  }

  package var usedBaseline: Set<Baseline.Entry> { notes.withLock { $0.usedBaseline } }

  // MARK: Looking up

  private func entries(for finding: Finding, at path: GitPath) -> [Int] {
    var found = (entriesOfPrint[finding.fingerprint] ?? []).filter { index in
      allow.entries[index].rule == finding.rule && allow.entries[index].path == path
    }
    for (scope, index) in entriesOfRule[finding.rule] ?? [] where scope.covers(path) {
      let isMeant = allow.salts.contains {
        fingerprint(of: finding, salt: $0) == allow.entries[index].fingerprint
      }
      if isMeant { found.append(index) }
    }
    return found
  }

  private func isInBaseline(_ finding: Finding, at path: GitPath) -> Bool {
    guard baselinePlaces.contains(BaselinePlace(rule: finding.rule, path: path)) else {
      return false
    }
    let found = baseline.salts.compactMap { salt -> Baseline.Entry? in
      guard let print = fingerprint(of: finding, salt: salt) else { return nil }
      let entry = Baseline.Entry(fingerprint: print, rule: finding.rule, path: path)
      return baseline.entries.contains(entry) ? entry : nil
    }
    if !found.isEmpty { notes.withLock { $0.usedBaseline.formUnion(found) } }
    return !found.isEmpty
  }

  /// Nil where it cannot be made; the finding stays then.
  private func fingerprint(of finding: Finding, salt: AllowSalt) -> String? {
    let key = PrintKey(key: finding.allowKey, salt: salt)
    if let known = notes.withLock({ $0.prints[key] }) { return known }
    guard let print = try? finding.allowKey.fingerprint(salt: salt.bytes) else { return nil }
    notes.withLock { $0.prints[key] = print }
    return print
  }
}
