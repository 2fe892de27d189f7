import Git
import Hooks
import Scanning

/// Lists the entries of the allow list, and finds those that are of no use.
struct AllowUpkeep {
  let session: Session
  let file: AllowFile
  /// Whether to look into the whole history, too.
  let history: Bool

  func list() throws -> ExitStatus {
    let list = try session.allowList()
    let today = session.today
    if session.wantsJSON {
      let entries = zip(list.entries, list.lines).map { entry, line in
        Self.json(entry, line, today: today)
      }
      session.print(.object([("schema", .integer(1)), ("entries", .array(entries))]))
      return .done
    }
    for (entry, line) in zip(list.entries, list.lines) { session.print(text(entry, line)) }
    let number = list.entries.count
    session.say(
      number == 0 ? "Nothing is allowed." : number == 1 ? "1 entry." : "\(number) entries."
    )
    return .done
  }

  /// Shows the entries that match nothing, or takes them out; 1 where it leaves some.
  func stale(prune: Bool) throws -> ExitStatus {
    let quieting = try session.quieting(nil, baseline: false)
    let unread = try look(quieting)
    let unused = quieting.unusedEntries
    let expired = quieting.expiredEntries.filter { entry in
      !unused.contains { $0.line == entry.line }
    }
    // What could not be read may hold what an entry is for.
    let isComplete = unread.isEmpty
    if session.wantsJSON {
      func json(_ entry: (entry: AllowEntry, line: Int), _ why: String) -> JSON {
        Self.json(entry.entry, entry.line, today: session.today, why: why)
      }
      session.print(
        .object([
          ("schema", .integer(1)), ("complete", .bool(isComplete)),
          (
            "stale",
            .array(unused.map { json($0, "unused") } + expired.map { json($0, "expired") })
          ),
        ])
      )
    } else {
      for (entry, line) in unused { session.print("matches nothing  " + text(entry, line)) }
      for (entry, line) in expired { session.print("expired          " + text(entry, line)) }
    }
    let all = unused + expired
    guard isComplete else {
      session.warn(
        "\(count(unread.count, "file")) could not be read, and may hold what an entry is for: "
          + unread.prefix(3).map { visible($0.path.description) }.joined(separator: ", ")
          + (prune ? ". Nothing was taken out." : ".")
      )
      return .incomplete
    }
    if all.isEmpty {
      let number = try session.allowList().entries.count
      session.say(number == 0 ? "Nothing is allowed." : "Every entry is of use.")
      return .done
    }
    guard prune else {
      session.say("To take them out: git secrets-sync allow --prune\(history ? " --history" : "")")
      return .found
    }
    try file.remove(Set(all.map(\.entry)))
    session.say("Took out \(all.count == 1 ? "1 entry" : "\(all.count) entries").")
    session.say("next: Run `\(file.add(AllowList.fileName))`.")
    return .done
  }

  /// Scans the files, what the index has of those that differ, and the history where asked.
  ///
  /// - Returns: what could not be read.
  private func look(_ quieting: Quieting) throws -> [(path: GitPath, reason: String)] {
    let scan = try FoundValues.files(session, quieting)
    var report = try scan.repository()
    let git = GitCommand(directory: file.top, environment: session.world.environment)
    let reader = try BlobReader(git)
    defer { try? reader.close() }
    let changed = try IndexedFiles.changed(git)
    var paths = changed.map(\.path)[...]
    try reader.read(changed.map(\.blob)) { _, blob in
      let path = paths.removeFirst()
      switch blob {
      case .success(let bytes): scan.texts.scan(bytes, as: path, &report)
      case .failure(let error): report.unread.append((path, error.message))
      }
    }
    if history {
      report.unread += try HistoryScan(
        scan: scan,
        scope: try .references(git),
        shard: nil
      ).run().unread
    }
    return report.unread
  }

  private func text(_ entry: AllowEntry, _ line: Int) -> String {
    let expiry = entry.expires.map {
      entry.isExpired(on: session.today) ? "expired on \($0)" : "expires \($0)"
    }
    let by = [entry.author, entry.date, expiry].compactMap(\.self).map(visible)
      .joined(separator: ", ")
    return "\(AllowList.fileName):\(line)  \(entry.rule)  \(visible(entry.path.description))  "
      + "\(visible(entry.reason))\(by.isEmpty ? "" : " (\(by))")\n"
  }

  private static func json(
    _ entry: AllowEntry,
    _ line: Int,
    today: String,
    why: String? = nil
  ) -> JSON {
    .present([
      ("fingerprint", .string(entry.fingerprint)),
      ("rule", .string(entry.rule)),
      ("path", .string(entry.path.string ?? entry.path.description)),
      ("reason", .string(entry.reason)),
      ("author", entry.author.map(JSON.string)),
      ("date", entry.date.map(JSON.string)),
      ("expires", entry.expires.map(JSON.string)),
      ("expired", entry.expires.map { _ in .bool(entry.isExpired(on: today)) }),
      ("line", .integer(line)),
      ("why", why.map(JSON.string)),
    ])
  }
}
