import Scanning
import Testing

@Suite struct EncodingTests {
  let token = rule(keywords: ["tok_"], pattern: "tok_[a-z0-9]{8}", window: .atKeyword)
  let text = "first line\r\nthe key is tok_abcd1234 ✓\r\n"

  private func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
    let units = (mark ? [0xFEFF] : []) + Array(text.utf16)
    return units.flatMap { unit in
      let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return bigEndian ? bytes.reversed() : bytes
    }
  }

  @Test(arguments: [true, false], [true, false])
  func utf16WithAndWithoutMark(bigEndian: Bool, mark: Bool) throws {
    let bytes = utf16(text, bigEndian: bigEndian, mark: mark)
    let findings = try scanner(token).scan(path: [], bytes: bytes)
    #expect(findings.count == 1)
    #expect(findings.first?.line == 2)
    #expect(findings.first?.column == 12)
    #expect(findings.first?.endColumn == 24)
  }

  @Test func utf16AppendedToAnotherEncoding() throws {
    let head = Array("A=1\nB=tok_zzzz9999\n".utf8)
    let bytes = head + utf16("C=tok_abcd1234\n", bigEndian: false, mark: false)
    let findings = try scanner(token).scan(path: [], bytes: bytes)
    #expect(findings.map(\.line) == [2, 3])
    #expect(findings.last?.column == 5)
    #expect(findings.last?.range == head.count + 4..<head.count + 28)
  }

  @Test(arguments: [true, false]) func utf16InsideABinary(bigEndian: Bool) throws {
    let noise: [UInt8] = [0, 1, 2, 0xFF, 0, 7]
    let bytes = noise + utf16("tok_abcd1234", bigEndian: bigEndian, mark: false) + noise
    #expect(try scanner(token).scan(path: [], bytes: bytes).count == 1)
  }

  private func utf32(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
    let units = (mark ? [0xFEFF] : []) + text.unicodeScalars.map(\.value)
    return units.flatMap { unit in
      let bytes = (0..<4).map { UInt8(truncatingIfNeeded: unit >> UInt32(8 * $0)) }
      return bigEndian ? bytes.reversed() : bytes
    }
  }

  @Test(arguments: [true, false], [true, false])
  func utf32WithAndWithoutMark(bigEndian: Bool, mark: Bool) throws {
    let head = "first line\r\nthe key is "
    let bytes = utf32(head + "tok_abcd1234", bigEndian: bigEndian, mark: mark)
    let findings = try scanner(token).scan(path: [], bytes: bytes)
    #expect(findings.count == 1)
    #expect(findings.first?.line == 2)
    let start = 4 * (head.unicodeScalars.count + (mark ? 1 : 0)) + (bigEndian ? 3 : 0)
    #expect(findings.first?.range == start..<min(start + 48, bytes.count))
  }

  /// `>>` of two shells: what follows is no longer where text in UTF-16 should be.
  @Test(arguments: [true, false], ["", "x", "xy"])
  func utf16AfterSomethingElseInUTF16(bigEndian: Bool, between: String) throws {
    let lines = String(repeating: "some line of text\r\n", count: 200)
    let tail = utf16("key = tok_abcd1234\r\n", bigEndian: bigEndian, mark: false)
    for mark in [true, false] {
      let head = utf16(lines, bigEndian: false, mark: mark)
      let findings = try scanner(token).scan(path: [], bytes: head + Array(between.utf8) + tail)
      #expect(findings.count == 1)
    }
  }

  @Test func eightBitTextInsideABinary() throws {
    let bytes: [UInt8] = [0, 0, 0xFE, 0x80] + Array("tok_abcd1234".utf8) + [0, 0xC3]
    let finding = try #require(scanner(token).scan(path: [], bytes: bytes).first)
    #expect(finding.range == 4..<16)
  }

  @Test(arguments: [[], [0xFF], [0xFF, 0xFE], [0xFE, 0xFF, 0], [0]] as [[UInt8]])
  func tinyInputs(bytes: [UInt8]) throws {
    #expect(try scanner(token).scan(path: [], bytes: bytes).isEmpty)
  }

  @Test func oneLongLine() throws {
    let filler = String(repeating: "lorem ipsum ", count: 200_000)
    let finding = try #require(scanner(token).scan(filler + "tok_abcd1234 " + filler).first)
    #expect(finding.line == 1)
    #expect(finding.column == filler.utf8.count + 1)
  }
}
