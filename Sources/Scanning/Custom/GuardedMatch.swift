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
final class MatchBudget {
  /// Nanoseconds for a text of any size, and for each byte.
  private static let base = 500_000_000
  private static let perByte = 1000

  private var spent: [String: Int] = [:]

  /// How many starts to try before looking at the clock again.
  ///
  /// It grows while that is quick: a call costs as much as some starts do.
  private(set) var portion = 16

  /// The portion with which one start after the other may read the whole text.
  private static func most(_ bytes: Int) -> Int { min(1024, max(1, (1 << 28) / max(1, bytes))) }

  /// Runs a part of the matching of a rule; throws once it took too long.
  func spend<R>(
    _ rule: String,
    bytes: Int,
    _ body: () throws(ScanError) -> R
  ) throws(ScanError) -> R {
    let start = Self.now()
    let result = try body()
    let time = Self.now() - start
    portion = time > 1_000_000 ? max(1, portion / 8) : min(portion * 2, Self.most(bytes))
    let total = spent[rule, default: 0] + time
    spent[rule] = total
    guard total <= Self.base + bytes * Self.perByte else {
      throw ScanError(
        message: "rule `\(rule)` took too long on this text",
        hint: "bound its quantifiers, or give it keywords; `rules test` measures it"
      )
    }
    return result
  }

  /// The processor time of this thread, so that a busy machine changes no result.
  private static func now() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}
