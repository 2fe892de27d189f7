// What the services take, checked before anything is sent: an answer would come late, and some of
// the services' own sentences quote what was sent. The figures are those of the API references.
extension ServiceCall {
  /// An error for a request that is not sent.
  func refused(_ what: String, hint: String? = nil) -> AWSError {
    AWSError(
      .invalidRequest,
      message: "\(operation) was not sent: \(what).",
      hint: hint,
      service: service.signingName,
      operation: operation,
      requestNotSent: true
    )
  }

  /// Checks a number of characters, counted as Unicode scalars; nil is not checked.
  func check(_ what: String, characters text: String?, _ range: ClosedRange<Int>) throws(AWSError) {
    guard let text else { return }
    try check(what, text.unicodeScalars.count, range, of: "characters")
  }

  /// Checks a number of bytes.
  func check(_ what: String, bytes count: Int, _ range: ClosedRange<Int>) throws(AWSError) {
    try check(what, count, range, of: "bytes")
  }

  /// Checks how many there are.
  func check(_ what: String, count: Int, _ range: ClosedRange<Int>) throws(AWSError) {
    if count > range.upperBound {
      throw refused("there are \(count) \(what), and \(name) takes at most \(range.upperBound)")
    }
    if count < range.lowerBound {
      throw refused("there are \(count) \(what), and \(name) wants at least \(range.lowerBound)")
    }
  }

  /// Checks a number that means something itself; nil is not checked.
  func check(_ what: String, number: Int?, _ range: ClosedRange<Int>) throws(AWSError) {
    guard let number, !range.contains(number) else { return }
    throw refused(
      "\(what) is \(number), and \(name) takes \(range.lowerBound) to \(range.upperBound)"
    )
  }

  /// Checks characters: ASCII letters, digits and `marks`.
  func check(
    _ what: String,
    _ text: String,
    isLettersDigitsAnd marks: String
  ) throws(AWSError) {
    let odd = text.unicodeScalars.first { scalar in
      guard let byte = UInt8(exactly: scalar.value) else { return true }
      return !byte.isLetterOrDigit && !marks.utf8.contains(byte)
    }
    guard let odd else { return }
    let shown = (0x21..<0x7F).contains(odd.value) ? "“\(odd)”" : "U+\(Self.hexadecimal(odd))"
    throw refused(
      "\(what) holds \(shown), and \(name) takes letters, digits and "
        + marks.map { $0 == " " ? "blanks" : String($0) }.joined(separator: " ")
    )
  }

  /// Checks tags that are added.
  func check(tags: [ResourceTag], atMost maximum: Int = 50) throws(AWSError) {
    try check("tags", count: tags.count, 1...maximum)
    for tag in tags {
      try check("the key of a tag", characters: tag.key, 1...128)
      try check("the value of the tag \(tag.key)", characters: tag.value, 0...256)
      if tag.key.lowercased().hasPrefix("aws:") {
        throw refused("the key of the tag \(tag.key) starts with aws:, which belongs to AWS")
      }
    }
  }

  /// Checks the keys of tags that are removed.
  func check(tagKeys: [String]) throws(AWSError) {
    try check("tags", count: tagKeys.count, 1...50)
    for key in tagKeys { try check("the key of a tag", characters: key, 1...128) }
  }

  private func check(
    _ what: String,
    _ count: Int,
    _ range: ClosedRange<Int>,
    of unit: String
  ) throws(AWSError) {
    if count == 0, range.lowerBound > 0 { throw refused("\(what) is empty") }
    if count > range.upperBound {
      throw refused(
        "\(what) has \(count) \(unit), and \(name) takes at most \(range.upperBound)"
      )
    }
    if count < range.lowerBound {
      throw refused(
        "\(what) has \(count) \(unit), and \(name) wants at least \(range.lowerBound)"
      )
    }
  }

  private var name: String { service.displayName }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// Of ASCII.
  var isLetterOrDigit: Bool {
    isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}

extension SecretBytes {
  /// Whether the bytes are well-formed UTF-8, so that a service may keep them as text.
  package var isUTF8: Bool {
    unsafe withBytes { bytes in
      (unsafe try? UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span)) != nil
    }
  }
}
