package import FoundationEssentials
import Synchronization

/// Makes ULIDs: 48 bits of milliseconds since 1970, then 80 random bits, as 26 characters of
/// Crockford's base 32.
///
/// Within one generator each is greater than the one before, also when the clock stands still or
/// runs backwards: the random part then counts up. See <https://github.com/ulid/spec>.
package final class ULIDGenerator: Sendable {
  /// The generator of this process.
  package static let shared = ULIDGenerator()

  private struct Last {
    var milliseconds: UInt64
    var high: UInt16
    var low: UInt64
  }

  private let random: @Sendable () -> (UInt16, UInt64)
  private let last = Mutex<Last?>(nil)

  /// A generator.
  ///
  /// - Parameter random: 80 random bits, as 16 and 64.
  package init(
    random: @escaping @Sendable () -> (UInt16, UInt64) = {
      var system = SystemRandomNumberGenerator()
      return (UInt16.random(in: .min ... .max, using: &system), system.next())
    }
  ) {
    self.random = random
  }

  /// The next identifier, stamped `now` or, if the clock ran backwards, the latest time seen.
  package func next(at now: Date) -> String {
    let milliseconds = UInt64(max(0, now.timeIntervalSince1970 * 1000)) & 0xFFFF_FFFF_FFFF
    return last.withLock { last in
      guard var value = last, milliseconds <= value.milliseconds else {
        let fresh = random()
        last = Last(milliseconds: milliseconds, high: fresh.0, low: fresh.1)
        return Self.text(milliseconds, fresh.0, fresh.1)
      }
      let (low, lowOverflow) = value.low.addingReportingOverflow(1)
      let (high, highOverflow) = value.high.addingReportingOverflow(lowOverflow ? 1 : 0)
      if highOverflow {
        let fresh = random()
        value = Last(milliseconds: value.milliseconds + 1, high: fresh.0, low: fresh.1)
      } else {
        value = Last(milliseconds: value.milliseconds, high: high, low: low)
      }
      last = value
      return Self.text(value.milliseconds, value.high, value.low)
    }
  }

  private static func text(_ milliseconds: UInt64, _ high: UInt16, _ low: UInt64) -> String {
    var value = UInt128(milliseconds) << 80 | UInt128(high) << 64 | UInt128(low)
    var characters = [UInt8](repeating: 0, count: 26)
    for position in stride(from: 25, through: 0, by: -1) {
      characters[position] = alphabet[Int(value & 31)]
      value >>= 5
    }
    return String(decoding: characters, as: UTF8.self)
  }

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// Whether `text` is a ULID as this generator writes them.
  package static func isValid(_ text: some StringProtocol) -> Bool {
    let bytes = Array(text.utf8)
    // 26 characters carry 130 bits: the first one is at most 7.
    return bytes.count == 26 && bytes[0] <= 0x37 && bytes.allSatisfy(alphabet.contains)
  }
}
