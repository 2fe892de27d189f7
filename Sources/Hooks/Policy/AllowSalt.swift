/// The random number at the top of an allow list or baseline that its fingerprints are made with.
///
/// It is no secret. It keeps lists of different repositories from being compared with each other,
/// or with a table made in advance. After a merge by union a file may have several.
package struct AllowSalt: Sendable, Hashable {
  package let bytes: [UInt8]

  package init(random generator: inout some RandomNumberGenerator) {
    bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// Reads `salt ` and 32 hexadecimal digits; nil for any other line.
  init?(parsing line: ArraySlice<UInt8>) {
    guard line.starts(with: "salt ".utf8) else { return nil }
    var text = line.dropFirst(5)
    while text.last == UInt8(ascii: " ") { text.removeLast() }
    var bytes: [UInt8] = []
    while text.count >= 2,
      let byte = UInt8(String(decoding: text.prefix(2), as: UTF8.self), radix: 16)
    {
      bytes.append(byte)
      text = text.dropFirst(2)
    }
    guard text.isEmpty, bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  package var rendered: String {
    "salt "
      + bytes.map { byte in
        let hex = String(byte, radix: 16)
        return byte < 16 ? "0" + hex : hex
      }.joined()
  }
}
