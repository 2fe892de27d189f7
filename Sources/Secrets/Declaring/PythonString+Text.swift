import AWS

extension PythonString {
  /// Appends what the text means.
  ///
  /// - Throws: why that is not known: what follows “the text”.
  func append(to text: inout SecretBuffer, _ bytes: Span<UInt8>) throws(Unknown) {
    guard !isBytes else { throw Unknown("is bytes or a template, no text") }
    guard !hasFields else { throw Unknown("is put together when the script runs (an f-string)") }
    var index = content.lowerBound
    while index < content.upperBound {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\\"), !isRaw {
        try escape(bytes, &index, &text)
        continue
      }
      text.append(byte)
      // `{{` is one brace.
      if isFormatted, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") { index += 1 }
    }
  }

  struct Unknown: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
  }

  private func escape(
    _ bytes: Span<UInt8>,
    _ index: inout Int,
    _ text: inout SecretBuffer
  ) throws(Unknown) {
    let letter = bytes[index]
    index += 1
    switch letter {
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): text.append(letter)
    case UInt8(ascii: "a"): text.append(0x07)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "v"): text.append(0x0B)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var number = UInt32(letter - UInt8(ascii: "0"))
      var count = 1
      while count < 3, index < content.upperBound,
        (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(bytes[index])
      {
        number = number * 8 + UInt32(bytes[index] - UInt8(ascii: "0"))
        index += 1
        count += 1
      }
      try append(number, &text)
    case UInt8(ascii: "x"): try hexadecimal(bytes, &index, digits: 2, &text)
    case UInt8(ascii: "u"): try hexadecimal(bytes, &index, digits: 4, &text)
    case UInt8(ascii: "U"): try hexadecimal(bytes, &index, digits: 8, &text)
    case UInt8(ascii: "N"): throw Unknown("names a character (\\N{…}), which is not read")
    default:
      // Python leaves both as they are; a brace that follows is looked at anew.
      text.append(UInt8(ascii: "\\"))
      index -= 1
      if !isFormatted || letter != UInt8(ascii: "{") && letter != UInt8(ascii: "}") {
        text.append(letter)
        index += 1
      }
    }
  }

  private func hexadecimal(
    _ bytes: Span<UInt8>,
    _ index: inout Int,
    digits: Int,
    _ text: inout SecretBuffer
  ) throws(Unknown) {
    var number: UInt32 = 0
    for _ in 0..<digits {
      guard index < content.upperBound, let digit = JSONString.hexValue(bytes[index]),
        number <= UInt32.max >> 4
      else { throw Unknown("has an escape that Python refuses") }
      number = number << 4 | digit
      index += 1
    }
    try append(number, &text)
  }

  private func append(_ number: UInt32, _ text: inout SecretBuffer) throws(Unknown) {
    guard let scalar = Unicode.Scalar(number) else {
      throw Unknown("has half of a surrogate pair, which no store takes")
    }
    text.append(scalar)
  }
}
