#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The processor time that matching may take for one file, with all that is encoded and packed in it.
///
/// PCRE2 limits the steps of a match from one start, but a long line has many starts, and a file may
/// hold many texts. A limit that is hit makes the scan incomplete.
///
/// About the expressions of users nothing is known: their matching goes in portions, and each rule
/// has a limit of its own. Those of the rules that are built in are bounded; what limits all of them
/// together is there for texts that nobody has thought of, and small texts never look at the clock.
///
/// Asking for the processor time costs a system call, which is more than most portions take. So the
/// time of day is taken, which is never less, until a rule of a user has used half of its limit that
/// way; the processor time counts from there on.
final class MatchBudget {
  /// Nanoseconds for a file of any size, and for each byte: of one rule of a user.
  private static let custom = (base: 250_000_000, perByte: 200)
  /// The same of all rules that are built in; ordinary text takes less than 5 a byte.
  private static let builtin = (base: 10_000_000_000, perByte: 500)

  private struct Spent {
    var isWatched = false
    var time = 0
  }

  /// For the same file.
  let findings: FindingLimit

  private var bytes = 0
  private var spent: [String: Spent] = [:]
  /// When the clock was looked at first, for the rules that are built in.
  private var start: Int?
  private var last: Int?
  /// Since the clock was looked at: bytes at which a match might start, and more for each call.
  private var work = 0

  /// So much of it before the clock is looked at; as for `portion`, more while that is quick.
  private(set) var step = 512

  private static let callWork = 64
  private static let mostWork = 1 << 17

  /// How many starts to try before looking at the clock again.
  ///
  /// It grows while that is quick: a call costs as much as some starts do.
  private(set) var portion = 16

  /// Without a number there is no limit to findings.
  init(mostFindings: Int = .max) { findings = FindingLimit(mostFindings) }

  /// Another text of the file is to be searched.
  func add(bytes count: Int) { bytes += count }

  /// The portion with which one start after the other may read the whole text.
  ///
  /// Not too few of a large text: to look at the clock takes as long as to try a hundred starts.
  private static func most(_ bytes: Int) -> Int { min(1024, max(128, (1 << 28) / max(1, bytes))) }

  /// Runs a part of the matching of a user's rule in a text; throws once the rule took too long.
  func spend<R>(
    _ rule: String,
    bytes size: Int,
    _ body: () throws(ScanError) -> R
  ) throws(ScanError) -> R {
    try check(rule)
    let clock = spent[rule]?.isWatched == true ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC
    let start = Self.now(clock)
    // What ends at the limit of its steps has taken time, too: other texts of the file may follow.
    defer {
      let time = Self.now(clock) - start
      portion = time > 1_000_000 ? max(1, portion / 8) : min(portion * 2, Self.most(size))
      var mine = spent[rule] ?? Spent()
      mine.time += time
      if !mine.isWatched, mine.time > limit / 2 { mine = Spent(isWatched: true) }
      spent[rule] = mine
    }
    return try body()
  }

  /// What one rule of a user may take, in nanoseconds.
  private var limit: Int { Self.custom.base + bytes * Self.custom.perByte }

  private func check(_ rule: String) throws(ScanError) {
    guard let mine = spent[rule], mine.time > limit else { return }
    throw ScanError(
      message: "rule `\(rule)` took too long on this text",
      hint: "bound its quantifiers, or give it keywords; `rules test` measures it"
    )
  }

  /// Says that a rule that is built in is tried at so many starts; throws once they all took too
  /// long.
  @inline(__always)
  func note(_ rule: String, starts: Int) throws(ScanError) {
    work += starts + Self.callWork
    if work > step { try checkAll(rule) }
  }

  private func checkAll(_ rule: String) throws(ScanError) {
    work = 0
    let now = Self.now(CLOCK_THREAD_CPUTIME_ID)
    let since = now - (last ?? now)
    step = since > 20_000_000 ? max(64, step / 8) : min(step * 2, Self.mostWork)
    last = now
    guard let start else {
      start = now
      return
    }
    guard now - start <= Self.builtin.base + bytes * Self.builtin.perByte else {
      throw ScanError(
        message: "it takes too long to search this text; rule `\(rule)` was the last one tried",
        hint: "look at this file by hand"
      )
    }
  }

  private static func now(_ clock: clockid_t) -> Int {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}
