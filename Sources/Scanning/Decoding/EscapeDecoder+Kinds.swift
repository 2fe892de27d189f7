#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension EscapeDecoder {
  /// A family of escapes.
  enum Kind: CaseIterable {
    /// `%3A` in URLs. Spaces and letters of other languages alone hide nothing.
    case percent
    /// `\"` as in JSON within JSON, `\u003d`, and what else stands behind a backslash.
    ///
    /// A quoted name within a string counts, and a plain character that need not be escaped.
    case backslash
    /// `&quot;` and other references of HTML and XML. A quoted name within an attribute counts.
    case entity

    /// What findings say.
    var encoding: String {
      switch self {
      case .percent: "percent"
      case .backslash: "escapes"
      case .entity: "html"
      }
    }

    /// The byte that all of them start with.
    var lead: UInt8 {
      switch self {
      case .percent: UInt8(ascii: "%")
      case .backslash: UInt8(ascii: "\\")
      case .entity: UInt8(ascii: "&")
      }
    }

    /// So many that count make a part worth decoding.
    var minimum: Int { self == .percent ? 3 : 1 }

    /// Whether a part ends at the first blank.
    var isOneWord: Bool { self == .percent }
  }
}

extension EscapeDecoder.Kind {
  /// The escape at a place, if there is one.
  func read(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> EscapeDecoder.Escape? {
    switch self {
    case .percent: unsafe Self.percent(text, at)
    case .backslash: unsafe Self.backslash(text, at)
    case .entity: unsafe Self.entity(text, at)
    }
  }

  private static func percent(
    _ text: UnsafeBufferPointer<UInt8>,
    _ at: Int
  ) -> EscapeDecoder.Escape? {
    guard at + 2 < text.count, let high = unsafe ASCII.hexValue(text[at + 1]),
      let low = unsafe ASCII.hexValue(text[at + 2])
    else { return nil }
    let byte = high << 4 | low
    return EscapeDecoder.Escape(
      length: 3,
      scalar: Unicode.Scalar(byte),
      counts: byte > 0x20 && byte < 0x7F,
      isByte: true
    )
  }

  private static func backslash(
    _ text: UnsafeBufferPointer<UInt8>,
    _ at: Int
  ) -> EscapeDecoder.Escape? {
    guard at + 1 < text.count else { return nil }
    let letter = unsafe text[at + 1]
    switch letter {
    case UInt8(ascii: "\""):
      return .init(length: 2, scalar: "\"", counts: unsafe isNameEnd(text, at + 2))
    case UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "'"):
      return .init(length: 2, scalar: Unicode.Scalar(letter), counts: false)
    case UInt8(ascii: "n"): return .init(length: 2, scalar: "\n", counts: false)
    case UInt8(ascii: "r"): return .init(length: 2, scalar: "\r", counts: false)
    case UInt8(ascii: "t"): return .init(length: 2, scalar: "\t", counts: false)
    case UInt8(ascii: "u"):
      guard let unit = unsafe number(text, at + 2, digits: 4) else { return nil }
      guard let scalar = Unicode.Scalar(unit) else {
        return unsafe surrogates(text, at, unit)
      }
      return .init(length: 6, scalar: scalar, counts: unit >= 0x20 && unit < 0x7F)
    case UInt8(ascii: "x"):
      guard let byte = unsafe number(text, at + 2, digits: 2) else { return nil }
      return .init(
        length: 4,
        scalar: Unicode.Scalar(UInt8(byte)),
        counts: byte > 0x20 && byte < 0x7F,
        isByte: true
      )
    default: return nil
    }
  }

  /// The two halves of a character beyond the basic plane.
  private static func surrogates(
    _ text: UnsafeBufferPointer<UInt8>,
    _ at: Int,
    _ high: UInt32
  ) -> EscapeDecoder.Escape? {
    guard high < 0xDC00, at + 7 < text.count, unsafe text[at + 6] == UInt8(ascii: "\\"),
      unsafe text[at + 7] == UInt8(ascii: "u"),
      let low = unsafe number(text, at + 8, digits: 4), low >= 0xDC00, low < 0xE000,
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { return nil }
    return .init(length: 12, scalar: scalar, counts: false)
  }

  private static func number(
    _ text: UnsafeBufferPointer<UInt8>,
    _ at: Int,
    digits: Int
  ) -> UInt32? {
    guard at + digits <= text.count else { return nil }
    var number: UInt32 = 0
    for place in at..<at + digits {
      guard let digit = unsafe ASCII.hexValue(text[place]) else { return nil }
      number = number << 4 | UInt32(digit)
    }
    return number
  }

  private static let entities: [(text: [UInt8], scalar: Unicode.Scalar)] = [
    (Array("&quot;".utf8), "\""), (Array("&amp;".utf8), "&"), (Array("&apos;".utf8), "'"),
    (Array("&lt;".utf8), "<"), (Array("&gt;".utf8), ">"), (Array("&nbsp;".utf8), " "),
  ]

  private static func entity(
    _ text: UnsafeBufferPointer<UInt8>,
    _ at: Int
  ) -> EscapeDecoder.Escape? {
    guard at + 3 < text.count else { return nil }
    if unsafe text[at + 1] == UInt8(ascii: "#") { return unsafe reference(text, at) }
    for (name, scalar) in entities
    where unsafe at + name.count <= text.count
      && text[at..<at + name.count].elementsEqual(name)
    {
      let counts =
        unsafe scalar == "\"" && (isNameEnd(text, at + name.count) || isValueStart(text, at))
      return .init(length: name.count, scalar: scalar, counts: counts)
    }
    return nil
  }

  /// `&#34;` and `&#x22;`.
  private static func reference(
    _ text: UnsafeBufferPointer<UInt8>,
    _ at: Int
  ) -> EscapeDecoder.Escape? {
    let isHex = unsafe text[at + 2] | 0x20 == UInt8(ascii: "x")
    var place = at + (isHex ? 3 : 2)
    var number: UInt32 = 0
    let limit = min(text.count, place + 7)
    while place < limit, let digit = unsafe ASCII.hexValue(text[place]), isHex || digit < 10 {
      number = number * (isHex ? 16 : 10) + UInt32(digit)
      place += 1
    }
    guard place < text.count, unsafe text[place] == UInt8(ascii: ";"), number > 0,
      let scalar = Unicode.Scalar(number)
    else { return nil }
    let counts = unsafe scalar == "\"" && (isNameEnd(text, place + 1) || isValueStart(text, at))
    return .init(length: place + 1 - at, scalar: scalar, counts: counts)
  }

  /// Whether what stands before a quote makes it the start of a value: `:` or `=`.
  private static func isValueStart(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    var at = place
    while at > max(0, place - 4), unsafe ASCII.isBlank(text[at - 1]) { at -= 1 }
    guard at > 0 else { return false }
    return unsafe text[at - 1] == UInt8(ascii: ":") || text[at - 1] == UInt8(ascii: "=")
  }

  /// Whether what follows a quote makes it the end of a name: `: ` or `=`.
  private static func isNameEnd(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    var at = place
    while at < min(text.count, place + 4), unsafe ASCII.isBlank(text[at]) { at += 1 }
    guard at < text.count else { return false }
    return unsafe text[at] == UInt8(ascii: ":") || text[at] == UInt8(ascii: "=")
  }
}

extension ByteSearch {
  /// Corresponds to `memchr`.
  static func first(
    _ byte: UInt8,
    in text: UnsafeBufferPointer<UInt8>,
    from start: Int
  ) -> Int? {
    guard start < text.count, let base = text.baseAddress,
      let found = unsafe memchr(base + start, Int32(byte), text.count - start)
    else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
