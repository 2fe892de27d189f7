import ArgumentParser
import Git
import Ledger
import Secrets

struct WhichCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "which",
      abstract: "List the deployments that ran with one version of a secret or file, newest first.",
      discussion: """
        The beginning of a version is enough where it is unambiguous. Exit status 1 means that no \
        deployment had it.
        """
    )
  }

  @Argument(
    help: ArgumentHelp(
      "The secret, or the file of the vault (vault:PATH), and its version.",
      valueName: "REF@VERSION"
    )
  )
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
    /// What tells it from another secret that had the name and the version before.
    let made: String?
    let records: [IndexedRecord]

    var succeeded: [IndexedRecord] { records.filter { $0.status == .deployed } }
    var commits: Int { Set(records.map(\.commit)).count }
  }

  func run(in session: Session) throws -> ExitStatus {
    let reference = try RecordedReference(secret, in: session)
    guard let asked = reference.version else {
      throw Failure.usage(
        "“\(visible(secret))” names no version.",
        hint: "Write it as \(visible("\(reference.text)@VERSION")); `git secrets-sync log --secret "
          + "\(ChangeText.argument(reference.text))\(session.givenOptions)` lists those that were deployed."
      )
    }
    let ledger = try session.ledger()
    var byVersion: [String: [Found]] = [:]
    for environment in try session.ledgerEnvironments(ledger) {
      guard let index = try session.index(ledger, environment) else { continue }
      var versions: [Version: [IndexedRecord]] = [:]
      let records = index.records { item in
        reference.matches(item) && Self.isOrBegins(item.version, asked, item.store)
      }
      for (record, items) in records {
        for version in Set(items.map(Version.init)) {
          versions[version, default: []].append(record)
        }
      }
      for (version, records) in versions.sorted(by: { $0.key.made ?? "" > $1.key.made ?? "" }) {
        byVersion[version.text, default: []].append(
          Found(environment: environment, made: version.made, records: records)
        )
      }
    }
    let version = byVersion[asked] == nil ? try only(byVersion.keys, asked) ?? asked : asked
    let found = byVersion[version] ?? []
    if session.wantsJSON {
      session.print(json(reference, version, found))
    } else {
      show(reference, version, found, session)
    }
    guard found.isEmpty else { return .done }
    _ = try session.sayWhatIsUnseen(ledger)
    return .found
  }

  /// A version of a secret: a parameter that is made anew counts from 1 again.
  private struct Version: Hashable {
    let text: String
    let made: String?

    init(_ item: LedgerItem) {
      text = item.version
      made = item.store == .parameterStore ? item.modified.map(RecordTime.text) : nil
    }
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
    _ reference: RecordedReference,
    _ version: String,
    _ found: [Found],
    _ session: Session
  ) {
    let what = "\(visible(reference.text)) at \(RecordText.short(visible(version)))"
    if found.isEmpty {
      session.say("No deployment had \(what).")
      if version.utf8.count < 4 || version.allSatisfy({ $0.isUppercase || $0 == "_" }),
        !reference.isNumbered
      {
        session.say(
          "A version is meant by its id, or by at least four characters of its beginning; "
            + "`\(visible(reference.look))\(session.givenOptions)` lists them."
        )
      }
      return
    }
    let isOne = Set(found.map(\.made)).count == 1
    for one in found {
      let ran = one.succeeded
      var text = "\(what) in \(visible(one.environment))"
      if !isOne { text += ", the one of \(one.made ?? "a time that is not known")" }
      text += ": "
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
        RecordTime.text(record.at), environment, record.commit.abbreviated, record.ending,
        record.by ?? "",
      ])
    }
    session.print(table.text(for: session.out))
  }

  private func newest(_ found: [Found]) -> [(environment: String, record: IndexedRecord)] {
    let ledgers = found.map { one in one.records.reversed().map { (one.environment, $0) } }
    let all = NewestFirst.merged(ledgers) { $0.1.at }
    return number.map { Array(all.prefix($0)) } ?? all
  }

  private func json(
    _ reference: RecordedReference,
    _ version: String,
    _ found: [Found]
  ) -> JSON {
    .object([
      ("schema", .integer(1)),
      ("secret", .string(reference.text)),
      ("version", .string(version)),
      (
        "environments",
        .array(
          found.map { one in
            let ran = one.succeeded
            return .present([
              ("env", .string(one.environment)),
              ("modified", one.made.map(JSON.string)),
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
