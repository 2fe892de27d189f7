import Git
import Scanning

/// What people read: one block a finding, those of a file together.
extension ScanReport {
  /// From so many findings on, the list ends with the counts for each rule.
  private static let longList = 10

  package func text(for terminal: Terminal) -> String {
    var text = ""
    for file in protectedFiles {
      text +=
        terminal.paint(visible(file.path.description), .bold) + "  \(visible(file.reason))\n\n"
    }
    let findings = findings
    var advised: Set<String> = []
    for group in Self.groups(findings) {
      let columns = Columns(group)
      for entry in group {
        // What to do is said once for each rule.
        let isFirst = advised.insert(entry.finding.rule).inserted
        text += block(entry, columns, isFirst ? entry.finding.advice : nil, terminal) + "\n"
      }
    }
    return text + Self.counts(findings)
  }

  /// The closing lines, for standard error.
  package func summary(_ terminal: Terminal) -> String {
    var text = "\(count(blobs, noun)) scanned (\(Self.size(bytes)))"
    let (findings, publicEntries) = (findings, publicEntries)
    let nothing = unread.isEmpty ? "nothing found" : "nothing found in what was read"
    text += ", " + (findings.isEmpty ? nothing : count(findings.count, "finding"))
    if !protectedFiles.isEmpty { text += ", \(count(protectedFiles.count, "protected file"))" }
    text += allowedSummary
    text += ".\n"
    if !publicEntries.isEmpty {
      let rules = Self.tally(publicEntries).map { $0.rule }.joined(separator: ", ")
      text +=
        terminal.paint("note:", .cyan)
        + " \(count(publicEntries.count, "value")) public by design, not counted: \(rules)\n"
    }
    if !repositories.isEmpty {
      let names = repositories.map { visible($0.description) }.joined(separator: ", ")
      text +=
        terminal.paint("note:", .cyan) + " not looked into, because other repositories: "
        + "\(names)\n"
    }
    if !unread.isEmpty {
      text +=
        terminal.paint("incomplete:", .red)
        + " this could not be read, so the result says nothing about it:\n"
      for part in unread {
        text += "  \(visible(part.path.description)): \(visible(part.reason))\n"
      }
    }
    return text
  }

  /// Findings of one file that stand one behind the other.
  private static func groups(_ entries: [Entry]) -> [ArraySlice<Entry>] {
    var groups: [ArraySlice<Entry>] = []
    var start = 0
    for index in entries.indices where index > 0 && entries[index - 1].path != entries[index].path {
      groups.append(entries[start..<index])
      start = index
    }
    return start < entries.count ? groups + [entries[start...]] : groups
  }

  /// The widths that align the first lines of a file's findings.
  private struct Columns {
    var place = 0
    var rule = 0
    var masked = 0

    init(_ entries: ArraySlice<Entry>) {
      for entry in entries {
        place = max(place, entry.place.count)
        rule = max(rule, entry.finding.rule.count)
        masked = max(masked, entry.shownValue.count)
      }
      // One long value must not push the others out of sight.
      masked = min(masked, 48)
    }
  }

  private func block(
    _ entry: Entry,
    _ columns: Columns,
    _ advice: String?,
    _ terminal: Terminal
  ) -> String {
    let finding = entry.finding
    var text =
      terminal.paint(entry.place, .bold) + padding(entry.place, columns.place) + "  "
      + finding.rule + padding(finding.rule, columns.rule) + "  "
      + terminal.paint(entry.shownValue, .yellow) + padding(entry.shownValue, columns.masked)
      + "  " + terminal.paint(finding.level.rawValue, finding.level.paint) + "\n"
    var reason = visible(finding.reason)
    if !finding.encodings.isEmpty {
      reason += "; encoded in \(finding.encodings.joined(separator: ", "))"
    }
    text += "  \(reason)\n"
    if let origin = entry.origin {
      text +=
        "  since commit \(origin.commit.abbreviated), \(visible(origin.author)), "
        + "\(visible(origin.date))\n"
    }
    if entry.isNew == false { text += "  already in the last commit\n" }
    if let complaint = entry.complaint { text += "  not allowed: \(visible(complaint))\n" }
    if let advice { text += Prose.wrapped(visible(advice), indentation: 2, for: terminal) }
    text += terminal.paint("  fingerprint \(finding.fingerprint)", .dim) + "\n"
    return text
  }

  private static func counts(_ findings: [Entry]) -> String {
    guard findings.count >= longList else { return "" }
    var text = ""
    for (rule, number) in tally(findings) {
      text += padding(String(number), 6) + "\(number)  \(rule)\n"
    }
    return text + "\n"
  }

  /// How many findings each rule has, the most first.
  private static func tally(_ entries: [Entry]) -> [(rule: String, number: Int)] {
    var numbers: [String: Int] = [:]
    for entry in entries { numbers[entry.finding.rule, default: 0] += 1 }
    return numbers.map { (rule: $0, number: $1) }
      .sorted { ($1.number, $0.rule) < ($0.number, $1.rule) }
  }

  private static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<10_000: "\(bytes) bytes"
    case ..<10_000_000: "\(bytes / 1000) kB"
    default: "\(bytes / 1_000_000) MB"
    }
  }
}

extension ScanReport.Entry {
  fileprivate var place: String {
    "\(visible(path.member(finding.member).description)):\(finding.line):\(finding.column)"
  }

  /// The value, masked unless the user asked for it.
  fileprivate var shownValue: String {
    finding.value.map { visible(String(decoding: $0.exposed(), as: UTF8.self)) } ?? finding.masked
  }
}

extension Level {
  fileprivate var paint: Paint {
    switch self {
    case .info: .dim
    case .low: .cyan
    case .medium: .yellow
    case .high: .red
    }
  }
}

private func padding(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count))
}
