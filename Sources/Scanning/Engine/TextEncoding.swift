#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The texts that a run of bytes holds: itself, and what stands in it as UTF-16 or UTF-32.
///
/// Editors and shells on Windows write UTF-16, sometimes into the middle of a file of another
/// encoding or after an odd number of bytes; programs hold strings in it. Nothing that can be read
/// may be missed, so the bytes themselves are always scanned, too.
struct ScannedText {
  let bytes: [UInt8]
  /// Where the runs of a text that was picked out of another start, here and there.
  let runs: [(start: Int, original: Int)]
  /// The number of original bytes for each byte of such a run.
  let width: Int
  /// This is the whole text, converted from UTF-16; positions are those in it.
  private(set) var isConverted = false

  init(bytes: [UInt8], runs: [(start: Int, original: Int)] = [], width: Int = 1) {
    self.bytes = bytes
    self.runs = runs
    self.width = width
  }

  /// Takes the byte order of a text of which these bytes are a part.
  static func texts(
    in bytes: [UInt8],
    order known: TextEncoding.ByteOrder? = nil
  ) -> [ScannedText] {
    var texts = [ScannedText(bytes: bytes)]
    let order = known ?? TextEncoding.utf16ByteOrder(of: bytes)
    if let order, bytes.count >= 2 {
      var text = ScannedText(bytes: TextEncoding.utf8(fromUTF16: bytes, order))
      text.isConverted = true
      texts.insert(text, at: 0)
    }
    guard TextEncoding.containsZero(bytes) else { return texts }
    let embedded = [
      TextEncoding.embeddedASCII(in: bytes, width: 2, except: order),
      TextEncoding.embeddedASCII(in: bytes, width: 4),
    ]
    return texts + embedded.filter { !$0.runs.isEmpty }
  }

  /// The place in the original bytes of a range in a text that was picked out of them.
  func original(_ range: Range<Int>) -> Range<Int> {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].start <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return range }
    let run = runs[low - 1]
    let start = run.original + width * (range.lowerBound - run.start)
    return start..<start + width * range.count
  }
}

enum TextEncoding {
  enum ByteOrder { case little, big }

  /// Corresponds to `memchr`.
  static func containsZero(_ bytes: [UInt8], before end: Int = .max) -> Bool {
    unsafe bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      return unsafe memchr(base, 0, min(bytes.count, end)) != nil
    }
  }

  /// Told by a byte-order mark, or by one byte of nearly each pair being zero.
  static func utf16ByteOrder(of bytes: [UInt8]) -> ByteOrder? {
    guard bytes.count >= 2 else { return nil }
    if bytes[0] == 0xFF, bytes[1] == 0xFE { return .little }
    if bytes[0] == 0xFE, bytes[1] == 0xFF { return .big }
    let pairs = min(bytes.count, 4096) / 2
    guard pairs >= 8, containsZero(bytes, before: 2 * pairs) else { return nil }
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

  /// Runs of at least eight ASCII characters of `width` bytes each, all but one of them zero, one
  /// run a line; without those that stand where text in the byte order `read` would have them.
  static func embeddedASCII(
    in bytes: [UInt8],
    width: Int,
    except read: ByteOrder? = nil
  )
    -> ScannedText
  {
    var text: [UInt8] = []
    var runs: [(start: Int, original: Int)] = []
    let known: Int? =
      switch read {
      case .little: 0
      case .big: 1
      case nil: nil
      }
    var at = 0
    while true {
      at = characterBeforeZero(in: bytes, from: at)
      guard at + width <= bytes.count else { break }
      guard bytes[at + 1] == 0, isText(bytes[at]), areZero(bytes, at + 2..<at + width) else {
        at += 1
        continue
      }
      var end = at
      while end + width <= bytes.count, isText(bytes[end]),
        areZero(bytes, end + 1..<end + width)
      {
        end += width
      }
      // Big-endian text has the zeros first, so that nothing need follow its last character.
      let isBigEndian = at >= width - 1 && areZero(bytes, at - (width - 1)..<at)
      let hasLast = end < bytes.count && isBigEndian && isText(bytes[end])
      let last = hasLast ? end : end - width
      if last - at >= 7 * width, at % 2 != known {
        runs.append((text.count, at))
        for offset in stride(from: at, through: last, by: width) { text.append(bytes[offset]) }
        text.append(0x0A)
      }
      at = end + 1
    }
    return ScannedText(bytes: text, runs: runs, width: width)
  }

  /// The next byte that a zero stands behind and that is none itself, or one near the end.
  ///
  /// Corresponds to `memchr`, save in runs of zeros, of which binary files are full.
  private static func characterBeforeZero(in bytes: [UInt8], from start: Int) -> Int {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return start }
      var zero = start + 1
      while zero < bytes.count {
        if unsafe base[zero] != 0 {
          guard let found = unsafe memchr(base + zero, 0, bytes.count - zero) else {
            return bytes.count
          }
          return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base) - 1
        }
        if unsafe base[zero - 1] != 0 { return zero - 1 }
        zero += 1
      }
      return bytes.count
    }
  }

  private static func areZero(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    for index in range where bytes[index] != 0 { return false }
    return true
  }

  private static func isText(_ byte: UInt8) -> Bool {
    ASCII.isPrintable(byte) || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
