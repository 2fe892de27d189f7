extension AWSError {
  /// The error without the service's own sentence where that repeats a part of a value.
  ///
  /// Which sentences quote what was sent is not documented. So none is shown that has eight bytes
  /// in a row, or a shorter value whole, in common with it, in any form in which it may have been
  /// sent or shown: sooner too little than a secret.
  func withoutEcho(of value: SecretBytes, by service: AWSService) -> AWSError {
    let text = Array(message.utf8)
    guard value.sentForms.contains(where: { unsafe $0.withBytes { unsafe $0.isEchoed(in: text) } })
    else { return self }
    return with(
      message: "\(service.displayName) refused \(operation ?? "the request")"
        + "\(code.map { " (\($0))" } ?? ""); its explanation repeats a part of the value and is "
        + "not shown.",
      hint: hint
    )
  }
}

extension SecretBytes {
  /// As it is, as a JSON string with `\n` and with `\u000a`, in base 64, and on one line as messages
  /// are shown.
  fileprivate var sentForms: [SecretBytes] {
    var escaped = RequestBody()
    escaped.set("", text: self)
    var encoded = RequestBody()
    encoded.set("", blob: self)
    return [
      self, escaped.finished().withoutEnds, encoded.finished().withoutEnds, withShortEscapes,
      onOneLine,
    ]
  }

  /// Of `{"":"…"}`, what is between the inner marks.
  private var withoutEnds: SecretBytes {
    unsafe withBytes { bytes in
      unsafe SecretBytes(copying: UnsafeRawBufferPointer(rebasing: bytes[5..<(bytes.count - 2)]))
    }
  }

  private var withShortEscapes: SecretBytes {
    var text = SecretBuffer()
    unsafe withBytes { bytes in
      for index in 0..<bytes.count {
        let byte = unsafe bytes[index]
        let short: UInt8? =
          switch byte {
          case 0x0A: UInt8(ascii: "n")
          case 0x0D: UInt8(ascii: "r")
          case 0x09: UInt8(ascii: "t")
          case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
          default: nil
          }
        if short != nil { text.append(UInt8(ascii: "\\")) }
        text.append(short ?? byte)
      }
    }
    return text.contents()
  }

  /// A blank for each control character, and none at the ends.
  private var onOneLine: SecretBytes {
    var line = SecretBuffer()
    unsafe withBytes { bytes in
      let start = unsafe bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
      let end = unsafe bytes.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? start
      for index in start..<end {
        let byte = unsafe bytes[index]
        line.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte)
      }
    }
    return line.contents()
  }
}

extension UnsafeRawBufferPointer {
  /// Whether eight bytes of these in a row, or all where they are fewer, are in `text`.
  fileprivate func isEchoed(in text: [UInt8]) -> Bool {
    let length = Swift.min(8, count)
    // A value of one or two characters is in every sentence.
    guard length > 2, text.count >= length else { return false }
    // Up to eight bytes are one number, and the next ones follow by a shift.
    let mask = UInt64.max >> UInt64(64 - 8 * length)
    var seen: Set<UInt64> = []
    var last: UInt64 = 0
    for (index, byte) in text.enumerated() {
      last = (last << 8 | UInt64(byte)) & mask
      if index >= length - 1 { seen.insert(last) }
    }
    last = 0
    for index in 0..<count {
      last = unsafe (last << 8 | UInt64(self[index])) & mask
      if index >= length - 1, seen.contains(last) { return true }
    }
    return false
  }
}
