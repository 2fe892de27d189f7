import ArgumentParser
import Git
import Ledger
import Secrets

struct LogCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "log",
      abstract: "List the deployments, newest first.",
      discussion: """
        With --secret: the deployments that brought another version of it. With a range: those of \
        its commits.
        """
    )
  }

  @Argument(
    help: ArgumentHelp("Only commits of this range, as `git log` takes it.", valueName: "A..B")
  )
  var range: String?

  @Option(
    help: "Only deployments that changed this secret, or this file of the vault (vault:PATH)."
  )
  var secret: String?

  @Option(name: [.customShort("n", allowingJoined: true), .long], help: "At most so many.")
  var number: Int?

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard number.map({ $0 > 0 }) ?? true else {
      throw ValidationError("-n takes a number greater than 0.")
    }
  }

  /// So many records are read one by one rather than through the index.
  private static let few = 500

  func run(in session: Session) throws -> ExitStatus {
    let ledger = try session.ledger()
    let environments = try session.ledgerEnvironments(ledger)
    var ledgers: [[LogLine]] = []
    let commits = try range.map { try Self.commits(of: $0, session) }
    for environment in environments {
      if secret == nil, commits == nil, let number, number <= Self.few {
        let records = try ledger.records(environment: environment, limit: number)
        ledgers.append(records.map { LogLine($0) })
      } else if let index = try session.index(ledger, environment) {
        ledgers.append(try lines(index, environment, commits, session).reversed())
      }
    }
    var lines = NewestFirst.merged(ledgers, by: \.at)
    if let number { lines = Array(lines.prefix(number)) }
    if session.wantsJSON {
      try printJSON(lines, ledger, session)
    } else if lines.isEmpty {
      let place = range.map { " of \(visible($0))" } ?? ""
      session.say(
        secret.map { "No deployment\(place) with \(visible($0))." } ?? "No deployments\(place)."
      )
      if try session.sayWhatIsUnseen(ledger) == .incomplete, range != nil { return .incomplete }
    } else {
      session.print(table(lines).text(for: session.out))
    }
    return .done
  }

  private static func commits(of range: String, _ session: Session) throws -> Set<ObjectID> {
    do throws(GitError) {
      return Set(try Revisions.commits(of: range, session.git))
    } catch {
      guard error.kind == .unknownRevision else { throw error }
      throw Failure.usage(error.message, hint: error.hint)
    }
  }

  /// The deployments that are asked for, oldest first.
  ///
  /// What changed a secret is told before those of other commits are left out.
  private func lines(
    _ index: LedgerIndex,
    _ environment: String,
    _ commits: Set<ObjectID>?,
    _ session: Session
  ) throws -> [LogLine] {
    let reference = try secret.map {
      try RecordedReference(whole: $0, for: "log --secret", in: session)
    }
    let isWanted = reference?.matches ?? { _ in false }
    var last: LedgerItem?
    var lines: [LogLine] = []
    for (record, items) in index.records(all: true, for: isWanted) {
      let item = items.first
      if reference != nil {
        let changes = LedgerDifference.between(last.map { [$0] } ?? [], item.map { [$0] } ?? [])
        last = item
        if changes.allSatisfy({ $0.kind == .unchanged }) { continue }
      }
      if let commits, !commits.contains(record.commit) { continue }
      lines.append(LogLine(record, environment, item))
    }
    return lines
  }

  private func printJSON(_ lines: [LogLine], _ ledger: Ledger, _ session: Session) throws {
    let records = try lines.map { line in
      if let record = line.whole { return record }
      guard let indexed = line.indexed else { throw Failure.readerGone }
      return try ledger.record(indexed, line.environment)
    }
    session.print(
      .object([("schema", .integer(1)), ("records", .array(records.map(RecordText.json)))])
    )
  }

  private func table(_ lines: [LogLine]) -> Table {
    let last = secret == nil ? Table.Column("Secrets") : .init("Version", mayShrink: true)
    var table = Table([
      .init("Deployed"), .init("Env"), .init("Commit"), .init("Status"), last,
      .init("By", mayShrink: true), .init("Note", mayShrink: true),
    ])
    for line in lines {
      table.add([
        RecordTime.text(line.at), line.environment, line.commit.abbreviated, line.ending,
        secret == nil
          ? String(line.itemCount) : line.item.map { RecordText.short($0.version) } ?? "removed",
        line.by ?? "", line.note ?? "",
      ])
    }
    return table
  }
}
