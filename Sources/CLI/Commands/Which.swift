import ArgumentParser
import Git
import Ledger
import Secrets

struct WhichCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "which",
      abstract: "List the deployments that ran with one version of a secret, newest first.",
      discussion: """
        The beginning of a version is enough where it is unambiguous. Exit status 1 means that no \
        deployment had it.
        """
    )
  }

  @Argument(help: ArgumentHelp("The secret and its version.", valueName: "REF@VERSION"))
  var secret: String

  @Option(name: [.customShort("n", allowingJoined: true), .long], help: "At most so many.")
  var number: Int?

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard number.map({ $0 > 0 }) ?? true else {
      throw ValidationError("-n takes a number greater than 0.")
    }
  }

  /// The deployments of one environment, oldest first, one at least.
  private struct Found {
    let environment: String
    let records: [IndexedRecord]

    var succeeded: [IndexedRecord] { records.filter { $0.status == .deployed } }
    var commits: Int { Set(records.map(\.commit)).count }
  }

  func run(in session: Session) throws -> ExitStatus {
    let reference = try session.reference(secret)
    guard let asked = reference.version else {
      throw Failure.usage(
        "“\(visible(secret))” names no version.",
        hint: "Write it as \(visible("\(reference)@VERSION")); `git secrets-sync log --secret "
          + "\(visible(reference.description))` lists those that were deployed."
      )
    }
    let ledger = try session.ledger()
    let isSecret = session.matches(reference)
    var byVersion: [String: [Found]] = [:]
    for environment in try session.ledgerEnvironments(ledger) {
      guard let index = try session.index(ledger, environment) else { continue }
      var versions: [String: [IndexedRecord]] = [:]
      let records = index.records { item in
        isSecret(item) && Self.isOrBegins(item.version, asked, item.store)
      }
      for (record, items) in records {
        for version in Set(items.map(\.version)) { versions[version, default: []].append(record) }
      }
      for (version, records) in versions {
        byVersion[version, default: []].append(Found(environment: environment, records: records))
      }
    }
    let version = byVersion[asked] == nil ? try only(byVersion.keys, asked) ?? asked : asked
    let found = byVersion[version] ?? []
    if session.wantsJSON {
      session.print(json(reference, version, found))
    } else {
      show(reference, version, found, session)
    }
    return found.isEmpty ? .found : .done
  }

  private static func isOrBegins(_ version: String, _ asked: String, _ store: ItemStore) -> Bool {
    if version == asked { return true }
    // `1` is not short for `12`.
    return store != .parameterStore && asked.utf8.count >= 4 && version.hasPrefix(asked)
  }

  private func only(_ versions: some Collection<String>, _ asked: String) throws -> String? {
    guard versions.count > 1 else { return versions.first }
    throw Failure.usage(
      "“\(visible(asked))” is the beginning of several versions.",
      hint: "Give more of it: \(versions.sorted().prefix(5).map(visible).joined(separator: ", "))."
    )
  }

  private func show(
    _ reference: SecretReference,
    _ version: String,
    _ found: [Found],
    _ session: Session
  ) {
    var name = reference
    name.version = nil
    let what = "\(visible(name.description)) at \(RecordText.short(visible(version)))"
    if found.isEmpty {
      session.say("No deployment had \(what).")
      return
    }
    for one in found {
      let ran = one.succeeded
      var text = "\(what) in \(visible(one.environment)): "
      text += count(one.records.count, "deployment") + " of " + count(one.commits, "commit")
      if let first = ran.first, let last = ran.last {
        text += "; first \(first.commit.abbreviated) \(RecordTime.text(first.at))"
        text += ", last \(last.commit.abbreviated) \(RecordTime.text(last.at))"
      } else {
        text += ", none of which succeeded"
      }
      session.say(text)
    }
    var table = Table([
      .init("Deployed"), .init("Env"), .init("Commit"), .init("Status"),
      .init("By", mayShrink: true),
    ])
    for (environment, record) in newest(found) {
      table.add([
        RecordTime.text(record.at), environment, record.commit.abbreviated, record.status.rawValue,
        record.by ?? "",
      ])
    }
    session.print(table.text(for: session.out))
  }

  private func newest(_ found: [Found]) -> [(environment: String, record: IndexedRecord)] {
    var all = found.flatMap { one in one.records.reversed().map { (one.environment, $0) } }
    // Sorted already where there is one environment.
    if found.count > 1 { all.sort { ($0.1.at, $0.1.id) > ($1.1.at, $1.1.id) } }
    return number.map { Array(all.prefix($0)) } ?? all
  }

  private func json(
    _ reference: SecretReference,
    _ version: String,
    _ found: [Found]
  ) -> JSON {
    var name = reference
    name.version = nil
    return .object([
      ("schema", .integer(1)),
      ("secret", .string(name.description)),
      ("version", .string(version)),
      (
        "environments",
        .array(
          found.map { one in
            let ran = one.succeeded
            return .present([
              ("env", .string(one.environment)),
              ("deployments", .integer(one.records.count)),
              ("commits", .integer(one.commits)),
              ("first", ran.first.map(RecordText.brief)),
              ("last", ran.last.map(RecordText.brief)),
            ])
          }
        )
      ),
      (
        "records",
        .array(
          newest(found).map { environment, record in
            RecordText.brief(record, environment: environment)
          }
        )
      ),
    ])
  }
}
