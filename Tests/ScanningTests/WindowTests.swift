import Scanning
import Testing

/// A text that is read part by part holds what it holds as a whole.
@Suite struct WindowTests {
  private let token = rule(keywords: ["tok_"], pattern: "tok_[a-z0-9]{8}", window: .atKeyword)

  private struct Seen: Equatable {
    let digest: ValueDigest
    let range: Range<Int>
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int
    let encodings: [String]
  }

  private func seen(_ result: ScanResult) -> [Seen] {
    #expect(result.unread.isEmpty)
    return result.findings.map {
      Seen(
        digest: $0.valueDigest,
        range: $0.range,
        line: $0.line,
        column: $0.column,
        endLine: $0.endLine,
        endColumn: $0.endColumn,
        encodings: $0.encodings
      )
    }
  }

  /// Looks at bytes in windows, reading blocks of any size.
  private func inParts(
    _ bytes: [UInt8],
    window: Int,
    overlap: Int,
    _ generator: inout SeededGenerator
  ) throws -> ScanResult {
    var at = 0
    return unsafe try scanner(token).look(path: [], window: window, overlap: overlap) { buffer in
      let wanted = Int.random(in: 1...buffer.count, using: &generator)
      let count = min(wanted, bytes.count - at)
      unsafe buffer.copyBytes(from: bytes[at..<at + count])
      at += count
      return count
    }
  }

  /// Lines of any length, with tokens in clear and encoded.
  private func text(_ generator: inout SeededGenerator) -> String {
    var text = ""
    while text.utf8.count < 20_000 {
      let value = "tok_" + generator.string(of: TestAlphabet.lowercase, length: 8)
      switch Int.random(in: 0..<12, using: &generator) {
      case 0: text += "key = \(value) "
      case 1: text += Example.base64("some text with \(value) in it") + " "
      case 2: text += #"{\"a\": \"\#(value)\"} "#
      case 3...7: text += "\n"
      case 8: text += "ä€ "
      default:
        text += generator.string(
          of: TestAlphabet.lowercase + "  ",
          length: Int.random(in: 1...120, using: &generator)
        )
      }
    }
    return text
  }

  @Test(arguments: 0..<12) func whatStandsAtABorderIsFoundOnce(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let bytes = Array(text(&generator).utf8)
    let whole = try scanner(token).look(at: ScanInput(path: [], bytes: bytes))
    #expect(whole.findings.count > 5)
    let parts = try inParts(bytes, window: 8192, overlap: 1500, &generator)
    #expect(seen(parts) == seen(whole))
  }

  @Test(arguments: [true, false], [true, false])
  func whatIsInUTF16IsFoundOnce(isBigEndian: Bool, isMarked: Bool) throws {
    var generator = SeededGenerator(seed: 42)
    let units = (isMarked ? [0xFEFF] : []) + Array(text(&generator).utf16)
    let bytes = units.flatMap { unit in
      let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return isBigEndian ? pair.reversed() : pair
    }
    let whole = try scanner(token).look(at: ScanInput(path: [], bytes: bytes))
    #expect(whole.findings.count > 5)
    let parts = try inParts(bytes, window: 16384, overlap: 3000, &generator)
    #expect(seen(parts) == seen(whole))
  }

  @Test func oneLineWithoutEnd() throws {
    var generator = SeededGenerator(seed: 3)
    let bytes = Array(text(&generator).replacing("\n", with: ";").utf8)
    let whole = try scanner(token).look(at: ScanInput(path: [], bytes: bytes))
    let parts = try inParts(bytes, window: 8192, overlap: 1500, &generator)
    #expect(seen(parts) == seen(whole))
  }

  @Test func anErrorEndsTheScan() throws {
    struct Failure: Error {}
    let scanner = try scanner(token)
    #expect(throws: Failure.self) {
      _ = unsafe try scanner.look(path: []) { (_) throws(Failure) in throw Failure() }
    }
  }
}
