/// The trailers of a ledger commit: they name the newest record in its tree.
///
/// Whoever holds a tip finds its newest record in one step, also after a merge.
struct LedgerTrailers: Equatable {
  let newest: RecordPath
  let seq: Int

  var position: LedgerPosition { LedgerPosition(seq: seq, id: newest.id) }

  /// The message of a commit with these trailers.
  func message(subject: String) -> String {
    "\(subject)\n\nRecord: \(newest.text)\nSeq: \(seq)\n"
  }

  init(newest: RecordPath, seq: Int) {
    self.newest = newest
    self.seq = seq
  }

  /// The trailers in the last paragraph of `message`, nil unless each is there exactly once.
  init?(message: String) {
    let paragraphs = message.split(separator: "\n", omittingEmptySubsequences: false)
      .split(whereSeparator: \.isEmpty)
    guard let last = paragraphs.last else { return nil }
    func value(_ key: String) -> Substring? {
      let lines = last.filter { $0.hasPrefix(key) }
      return lines.count == 1 ? lines[0].dropFirst(key.count) : nil
    }
    guard let path = value("Record: ").flatMap({ RecordPath($0) }),
      let seq = value("Seq: ").flatMap({ Int($0) }), LedgerPosition.sequences.contains(seq)
    else { return nil }
    self.init(newest: path, seq: seq)
  }
}
