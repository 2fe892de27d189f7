/// Percent-encoding as Signature Version 4 wants it: everything but `A-Za-z0-9-._~`, upper case.
enum PercentEncoding {
  static func encode(_ text: String) -> String {
    encode(text.utf8, keepingSlashes: false)
  }

  /// Encodes a path; `/` stays.
  static func encode(path: String) -> String {
    encode(path.utf8, keepingSlashes: true)
  }

  /// Encodes a secret without an array of it.
  static func encode(_ bytes: UnsafeRawBufferPointer, into buffer: inout SecretBuffer) {
    let digits = Array("0123456789ABCDEF".utf8)
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      if isUnreserved(byte) {
        buffer.append(byte)
      } else {
        buffer.append(UInt8(ascii: "%"))
        buffer.append(digits[Int(byte >> 4)])
        buffer.append(digits[Int(byte & 15)])
      }
    }
  }

  /// Decodes what a form or S3's `encoding-type=url` encodes: `%XX`, and `+` for a space; nil when
  /// an escape is cut or the bytes are not UTF-8.
  static func decode(form text: String) -> String? {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let decoded = Crypto.bytes(hex: String(decoding: rest.prefix(2), as: UTF8.self)),
          decoded.count == 1
        else { return nil }
        result += decoded
        rest = rest.dropFirst(2)
      default: result.append(byte)
      }
    }
    return String(validating: result, as: UTF8.self)
  }

  private static func encode(_ bytes: String.UTF8View, keepingSlashes: Bool) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for byte in bytes {
      if isUnreserved(byte) || keepingSlashes && byte == UInt8(ascii: "/") {
        result.append(byte)
      } else {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
