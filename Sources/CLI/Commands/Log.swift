import ArgumentParser
import Git
import Ledger
import Secrets

struct LogCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "log",
      abstract: "List the deployments, newest first.",
      discussion: "With --secret: the deployments that brought another version of it."
    )
  }

  @Option(help: "Only deployments that changed this secret.")
  var secret: String?

  @Option(name: [.customShort("n", allowingJoined: true), .long], help: "At most so many.")
  var number: Int?

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard number.map({ $0 > 0 }) ?? true else {
      throw ValidationError("-n takes a number greater than 0.")
    }
  }

  private struct Line {
    let record: DeploymentRecord
    /// The secret of `--secret`; nil in a record that no longer has it.
    var item: LedgerItem?
  }

  func run(in session: Session) throws -> ExitStatus {
    let ledger = try session.ledger()
    var lines: [Line] = []
    for environment in try session.ledgerEnvironments(ledger) {
      let limit = secret == nil ? number : nil
      let records = try ledger.records(environment: environment, limit: limit)
      lines +=
        try secret.map { try changes(of: $0, in: records, session) }
        ?? records.map { Line(record: $0) }
    }
    lines.sort { ($0.record.at, $0.record.id) > ($1.record.at, $1.record.id) }
    if let number { lines = Array(lines.prefix(number)) }
    if session.wantsJSON {
      session.print(
        .object([
          ("schema", .integer(1)), ("records", .array(lines.map { RecordText.json($0.record) })),
        ])
      )
    } else if lines.isEmpty {
      session.say(secret.map { "No deployment with \(visible($0))." } ?? "No deployments.")
    } else {
      session.print(table(lines).text(for: session.out))
    }
    return .done
  }

  /// The records that have another version of the secret than the record before.
  private func changes(
    of text: String,
    in records: [DeploymentRecord],
    _ session: Session
  ) throws -> [Line] {
    let reference = try session.reference(text)
    let store = ItemStore(reference.store)
    func item(_ record: DeploymentRecord?) -> LedgerItem? {
      record?.items.first {
        $0.store == store && ($0.name == reference.name || $0.arn == reference.id)
      }
    }
    return records.enumerated().compactMap { index, record in
      let before = index + 1 < records.count ? records[index + 1] : nil
      let (old, new) = (item(before), item(record))
      guard old != nil || new != nil else { return nil }
      let changes = LedgerDifference.between(old.map { [$0] } ?? [], new.map { [$0] } ?? [])
      return changes.allSatisfy { $0.kind == .unchanged } ? nil : Line(record: record, item: new)
    }
  }

  private func table(_ lines: [Line]) -> Table {
    let last = secret == nil ? Table.Column("Secrets") : .init("Version", mayShrink: true)
    var table = Table([
      .init("Deployed"), .init("Env"), .init("Commit"), .init("Status"), last,
      .init("By", mayShrink: true),
    ])
    for line in lines {
      let record = line.record
      table.add([
        RecordTime.text(record.at), record.environment, record.commit.abbreviated,
        record.status.rawValue,
        secret == nil
          ? String(record.items.count)
          : line.item.map { RecordText.short($0.version) } ?? "removed",
        RecordText.by(record) ?? "",
      ])
    }
    return table
  }
}
