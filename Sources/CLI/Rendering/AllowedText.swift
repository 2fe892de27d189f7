package import Git
package import Hooks
package import Scanning

extension ScanReport {
  /// A finding that is passed over.
  package struct Allowed: Sendable {
    package let path: GitPath
    package let finding: Finding
    package let permission: Permission

    package init(path: GitPath, finding: Finding, permission: Permission) {
      self.path = path
      self.finding = finding
      self.permission = permission
    }

    /// The finding alone.
    var entry: Entry {
      Entry(path: path, finding: finding)
    }

    var members: [(String, JSON)] {
      let fields: [(String, JSON?)] = [
        ("rule", .string(finding.rule)),
        ("level", .string(finding.level.rawValue)),
        ("path", .string(path.string ?? path.description)),
        ("line", .integer(finding.line)),
        ("column", .integer(finding.column)),
        ("fingerprint", .string(finding.fingerprint)),
        ("by", .string(permission.source.rawValue)),
        ("reason", .string(permission.reason)),
        ("expires", permission.entry?.expires.map(JSON.string)),
      ]
      return fields.compactMap { key, value in value.map { (key, $0) } }
    }

    fileprivate func text(_ terminal: Terminal) -> String {
      "\(terminal.paint("allowed", .dim)) "
        + "\(visible(path.description)):\(finding.line):\(finding.column)  \(finding.rule)  "
        + "\(finding.masked)  by \(permission.source.words): \(visible(permission.reason))\n"
    }
  }

  /// Findings that are passed over, and why, for those who ask for more.
  package func allowedText(_ terminal: Terminal) -> String {
    allowedFindings.map { $0.text(terminal) }.joined()
      + allowedUnread.map { path, entry in
        "\(terminal.paint("allowed", .dim)) \(visible(path.description))  not read in part, by an "
          + "entry: \(visible(entry.reason))\n"
      }.joined()
  }

  var allowedJSON: JSON { .array(allowedFindings.map { .object($0.members) }) }

  var allowedUnreadJSON: JSON? {
    allowedUnread.isEmpty
      ? nil
      : .array(
        allowedUnread.map { path, entry in
          .object([
            ("path", .string(path.string ?? path.description)), ("reason", .string(entry.reason)),
          ])
        }
      )
  }

  /// `, 3 allowed (1 by a comment, 2 in the baseline)`; empty where there is nothing to say.
  var allowedSummary: String {
    AllowedSummary.text(allowedFindings.map(\.permission), unread: allowedUnread.count)
  }
}

/// Says how much was passed over, and by what.
enum AllowedSummary {
  static func text(_ permissions: [Permission], unread: Int) -> String {
    var text = ""
    if !permissions.isEmpty {
      func number(_ source: Permission.Source) -> Int { permissions.count { $0.source == source } }
      let (inline, baseline, rules) = (number(.inline), number(.baseline), number(.rules))
      let parts = [
        (number(.entry), "by an entry", "by entries"),
        (inline, "by a comment", "by comments"),
        (baseline, "in the baseline", "in the baseline"),
        (rules, "in a commit that is allowed", "in commits that are allowed"),
      ]
      .filter { $0.0 > 0 }
      text = ", \(permissions.count) allowed"
      if parts.count == 1, let part = parts.first, inline + baseline + rules > 0 {
        text += " " + (part.0 == 1 ? part.1 : part.2)
      } else if parts.count > 1 {
        let list = parts.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
        text += " (\(list.joined(separator: ", ")))"
      }
    }
    if unread > 0 { text += ", \(count(unread, "unread file")) allowed" }
    return text
  }
}

extension Permission {
  /// What allows it, and why.
  var explanation: String {
    switch source {
    case .entry: "an entry in \(AllowList.fileName): \(reason)"
    case .inline: "a comment: \(reason)"
    case .baseline: "the baseline: \(reason)"
    case .rules: "an allow list: \(reason)"
    }
  }
}

extension Permission.Source {
  var words: String {
    switch self {
    case .entry: "an entry"
    case .inline: "a comment"
    case .baseline: "the baseline"
    case .rules: "an allow list"
    }
  }
}
