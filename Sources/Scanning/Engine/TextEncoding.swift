#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The texts that a run of bytes holds: itself, and what stands in it as UTF-16.
///
/// Editors and shells on Windows write UTF-16, sometimes into the middle of a file of another
/// encoding; programs hold strings in it. Nothing that can be read may be missed, so the bytes
/// themselves are always scanned, too.
struct ScannedText {
  let bytes: [UInt8]
  /// Where the runs of a text that was picked out of another start, here and there.
  let runs: [(start: Int, original: Int)]

  static func texts(in bytes: [UInt8]) -> [ScannedText] {
    let raw = ScannedText(bytes: bytes, runs: [])
    if let order = TextEncoding.utf16ByteOrder(of: bytes) {
      return [ScannedText(bytes: TextEncoding.utf8(fromUTF16: bytes, order), runs: []), raw]
    }
    guard TextEncoding.containsZero(bytes) else { return [raw] }
    let embedded = TextEncoding.embeddedUTF16(in: bytes)
    return embedded.runs.isEmpty ? [raw] : [raw, embedded]
  }

  /// The place in the original bytes of a range in a text that was picked out of them.
  func original(_ range: Range<Int>) -> Range<Int> {
    guard let run = runs.last(where: { $0.start <= range.lowerBound }) else { return range }
    let start = run.original + 2 * (range.lowerBound - run.start)
    return start..<start + 2 * range.count
  }
}

enum TextEncoding {
  enum ByteOrder { case little, big }

  /// Corresponds to `memchr`.
  static func containsZero(_ bytes: [UInt8]) -> Bool {
    unsafe bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      return unsafe memchr(base, 0, bytes.count) != nil
    }
  }

  /// Told by a byte-order mark, or by one byte of nearly each pair being zero.
  static func utf16ByteOrder(of bytes: [UInt8]) -> ByteOrder? {
    guard bytes.count >= 2 else { return nil }
    if bytes[0] == 0xFF, bytes[1] == 0xFE { return .little }
    if bytes[0] == 0xFE, bytes[1] == 0xFF { return .big }
    let pairs = min(bytes.count, 4096) / 2
    guard pairs >= 8 else { return nil }
    var zeros = (even: 0, odd: 0)
    for pair in 0..<pairs {
      if bytes[2 * pair] == 0 { zeros.even += 1 }
      if bytes[2 * pair + 1] == 0 { zeros.odd += 1 }
    }
    if zeros.odd * 10 >= pairs * 9, zeros.even * 10 < pairs { return .little }
    if zeros.even * 10 >= pairs * 9, zeros.odd * 10 < pairs { return .big }
    return nil
  }

  static func utf8(fromUTF16 bytes: [UInt8], _ order: ByteOrder) -> [UInt8] {
    let low = order == .little ? 0 : 1
    let marked = Int(bytes[low]) | Int(bytes[1 - low]) << 8 == 0xFEFF
    let units = (marked ? 1 : 0)..<bytes.count / 2
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 2 + 16)
    let decoded = units.lazy.map {
      UInt16(bytes[2 * $0 + low]) | UInt16(bytes[2 * $0 + 1 - low]) << 8
    }
    _ = transcode(
      decoded.makeIterator(),
      from: UTF16.self,
      to: UTF8.self,
      stoppingOnError: false,
      into: { result.append($0) }
    )
    return result
  }

  /// Runs of at least eight ASCII characters with a zero byte between each two, one a line.
  static func embeddedUTF16(in bytes: [UInt8]) -> ScannedText {
    var text: [UInt8] = []
    var runs: [(start: Int, original: Int)] = []
    var at = 0
    while at + 1 < bytes.count {
      guard bytes[at + 1] == 0, isText(bytes[at]) else {
        at += 1
        continue
      }
      var end = at
      while end + 1 < bytes.count, bytes[end + 1] == 0, isText(bytes[end]) { end += 2 }
      // Big-endian text has the zero first, so that nothing need follow its last character.
      if end < bytes.count, at > 0, bytes[at - 1] == 0, isText(bytes[end]) { end += 2 }
      if end - at >= 16 {
        runs.append((text.count, at))
        for offset in stride(from: at, to: min(end, bytes.count), by: 2) {
          text.append(bytes[offset])
        }
        text.append(0x0A)
      }
      at = end + 1
    }
    return ScannedText(bytes: text, runs: runs)
  }

  private static func isText(_ byte: UInt8) -> Bool {
    ASCII.isPrintable(byte) || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
