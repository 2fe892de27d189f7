import Git
import Ledger

/// What `verify` found out about the deployments of one or several environments.
struct VerifyReport {
  struct Check {
    enum Outcome {
      case asked(DeploymentRecord, [VerifiedItem])
      /// Nothing could be asked.
      case failed(Failure)
    }

    let environment: String
    let outcome: Outcome

    /// What the check is about, for people.
    var title: String {
      guard case .asked(let record, _) = outcome else { return visible(environment) }
      return RecordText.title(record)
    }
  }

  var checks: [Check] = []

  /// 4 where something could not be read, else that of a check which failed, else 1 for drift.
  var status: ExitStatus {
    let results = checks.map(Self.status)
    return [.refused, .incomplete, .usage, .found].first { results.contains($0) } ?? .done
  }

  private static func status(_ check: Check) -> ExitStatus {
    switch check.outcome {
    case .failed(let failure): return failure.status
    case .asked(_, let items):
      if items.contains(where: { $0.state == .unreadable }) { return .refused }
      return items.allSatisfy { $0.state == .ok } ? .done : .found
    }
  }

  /// One table for all of an environment's secrets that drifted; with `whole`, for all of them.
  static func table(_ items: [VerifiedItem], whole: Bool) -> Table? {
    let shown = whole ? items : items.filter { $0.state != .ok }
    if shown.isEmpty { return nil }
    var table = Table([
      .init("State"), .init("Secret", .middle), .init("Deployed", mayShrink: true),
      .init("Detail", mayShrink: true),
    ])
    for item in shown {
      table.add([
        item.state.rawValue, item.item.reference, RecordText.short(item.item.version),
        RecordText.short(item.detail),
      ])
    }
    return table
  }

  /// What has drifted and what nobody could look at are not the same.
  static func summary(_ items: [VerifiedItem]) -> String {
    if items.contains(where: { $0.item.file != nil }) { return summaryWithFiles(items) }
    let unreadable = items.count { $0.state == .unreadable }
    let drifted = items.count { $0.state != .ok } - unreadable
    let all = items.map(\.item).counted
    if drifted + unreadable == 0 { return "\(all), all as deployed" }
    guard drifted > 0 else { return "\(unreadable) of \(all) could not be read" }
    return "\(drifted) of \(all) \(drifted == 1 ? "is" : "are") not as deployed"
      + (unreadable > 0 ? ", \(unreadable) could not be read" : "")
  }

  /// Secrets and files are counted apart.
  private static func summaryWithFiles(_ items: [VerifiedItem]) -> String {
    let all = items.map(\.item).counted
    let unreadable = items.filter { $0.state == .unreadable }.map(\.item)
    let drifted = items.filter { ![.ok, .unreadable].contains($0.state) }.map(\.item)
    var parts: [String] = []
    if !drifted.isEmpty {
      parts.append("\(drifted.counted) \(drifted.count == 1 ? "is" : "are") not as deployed")
    }
    if !unreadable.isEmpty { parts.append("\(unreadable.counted) could not be read") }
    return parts.isEmpty
      ? "\(all), all as deployed" : parts.joined(separator: ", ") + ", of \(all)"
  }

  /// The states that ask for something to be done, each once, with what that is.
  static func advice(_ items: [VerifiedItem]) -> [(state: ItemState, text: String)] {
    ItemState.allCases.flatMap { state in
      var said: [String] = []
      for item in items where item.state == state {
        if let advice = item.advice, !said.contains(advice) { said.append(advice) }
      }
      return said.map { (state, $0) }
    }
  }

  /// One object for each environment; with a single one, its members also stand by themselves.
  var json: JSON {
    let objects = checks.map(Self.members)
    let alone = objects.count == 1 ? objects[0] : []
    return .present(
      [("schema", .integer(1))] + alone + [("environments", .array(objects.map(JSON.present)))]
    )
  }

  private static func members(_ check: Check) -> [(String, JSON?)] {
    switch check.outcome {
    case .failed(let failure):
      return [("env", .string(check.environment)), ("error", .string(failure.message))]
    case .asked(let record, let items):
      let list = items.map { result in
        JSON.object([
          ("secret", .string(result.item.reference)), ("version", .string(result.item.version)),
          ("state", .string(result.state.rawValue)), ("detail", .string(result.detail)),
        ])
      }
      return [
        ("env", .string(check.environment)), ("commit", .string(record.commit.hex)),
        ("record", .string(record.id)), ("status", .string(record.status.rawValue)),
        ("items", .array(list)),
      ]
    }
  }
}
