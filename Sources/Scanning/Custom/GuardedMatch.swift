#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Matching the expressions of users, about which nothing is known.
///
/// PCRE2 limits the steps of a match from one start, but a long line has many starts. So matching
/// goes in portions, and the processor time that a rule may take for a text is limited in
/// proportion to the text. A limit that is hit makes the scan incomplete.
///
/// Asking for the processor time costs a system call, which is more than most portions take. So the
/// time of day is taken, which is never less, until a rule has used half of its limit that way; the
/// processor time counts from there on.
final class MatchBudget {
  /// Nanoseconds for a text of any size, and for each byte.
  private static let base = 500_000_000
  private static let perByte = 1000

  private struct Spent {
    var isWatched = false
    var time = 0
  }

  private var spent: [String: Spent] = [:]

  /// How many starts to try before looking at the clock again.
  ///
  /// It grows while that is quick: a call costs as much as some starts do.
  private(set) var portion = 16

  /// The portion with which one start after the other may read the whole text.
  private static func most(_ bytes: Int) -> Int { min(1 << 14, max(1, (1 << 28) / max(1, bytes))) }

  /// Runs a part of the matching of a rule; throws once it took too long.
  func spend<R>(
    _ rule: String,
    bytes: Int,
    _ body: () throws(ScanError) -> R
  ) throws(ScanError) -> R {
    let limit = Self.base + bytes * Self.perByte
    var mine = spent[rule] ?? Spent()
    let clock = mine.isWatched ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC
    let start = Self.now(clock)
    let result = try body()
    let time = Self.now(clock) - start
    portion = time > 1_000_000 ? max(1, portion / 8) : min(portion * 2, Self.most(bytes))
    mine.time += time
    if !mine.isWatched, mine.time > limit / 2 { mine = Spent(isWatched: true) }
    spent[rule] = mine
    guard mine.time <= limit else {
      throw ScanError(
        message: "rule `\(rule)` took too long on this text",
        hint: "bound its quantifiers, or give it keywords; `rules test` measures it"
      )
    }
    return result
  }

  private static func now(_ clock: clockid_t) -> Int {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}
