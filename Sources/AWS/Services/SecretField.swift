import COpenSSL

/// Finds one string in a JSON answer without making a `String` of it.
///
/// The services' answers are decoded by structs that lack the fields with values, and the value is
/// taken out by this, straight into memory that is wiped.
package enum SecretField {
  /// The string under the last of `path`, a chain of object keys from the outermost on; nil when
  /// it is not there or is no string.
  package static func string(at path: [String], in json: SecretBytes) -> SecretBytes? {
    unsafe json.withBytes { bytes in
      let span = unsafe bytes.bindMemory(to: UInt8.self).span
      var cursor = JSONCursor()
      for key in path { guard cursor.enter(key, in: span) else { return nil } }
      return cursor.string(in: span)
    }
  }

  /// The value of any kind under a key of the outermost object, as it is written.
  package static func raw(_ key: String, in json: SecretBytes) -> SecretBytes? {
    unsafe json.withBytes { bytes in
      let span = unsafe bytes.bindMemory(to: UInt8.self).span
      var cursor = JSONCursor()
      guard cursor.enter(key, in: span), let range = cursor.valueRange(in: span) else { return nil }
      return unsafe SecretBytes(copying: UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
  }

  /// The string under `path` in the element `index` of the list that is under `list`.
  package static func string(
    at path: [String],
    of index: Int,
    in list: String,
    of json: SecretBytes
  ) -> SecretBytes? {
    unsafe json.withBytes { bytes in
      let span = unsafe bytes.bindMemory(to: UInt8.self).span
      var cursor = JSONCursor()
      guard cursor.enter(list, in: span), cursor.enter(index, in: span) else { return nil }
      for key in path { guard cursor.enter(key, in: span) else { return nil } }
      return cursor.string(in: span)
    }
  }

  /// The bytes whose base 64 is the string there; nil when there is none.
  package static func blob(at path: [String], in json: SecretBytes) -> SecretBytes? {
    string(at: path, in: json).flatMap(decoded)
  }

  /// The bytes whose base 64 is in an element of a list.
  package static func blob(
    at path: [String],
    of index: Int,
    in list: String,
    of json: SecretBytes
  ) -> SecretBytes? {
    string(at: path, of: index, in: list, of: json).flatMap(decoded)
  }

  private static func decoded(_ digits: SecretBytes) -> SecretBytes? {
    guard
      var bytes = unsafe digits.withBytes({ unsafe Crypto.base64Decode($0) })
    else { return nil }
    let secret = SecretBytes(bytes)
    unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
    return secret
  }
}

/// A position in well-formed JSON; on anything else it finds nothing.
struct JSONCursor {
  private var offset = 0

  /// From the start of an object to the start of the value of `key`; false when there is none.
  mutating func enter(_ key: String, in json: Span<UInt8>) -> Bool {
    guard take("{", in: json) else { return false }
    let wanted = Array(key.utf8)
    repeat {
      skipSpace(in: json)
      guard let range = stringRange(in: json), take(":", in: json) else { return false }
      // The keys of these services hold no escapes.
      if range.count == wanted.count,
        range.indices.allSatisfy({ json[$0] == wanted[$0 - range.lowerBound] })
      {
        skipSpace(in: json)
        return true
      }
      guard skipValue(in: json) else { return false }
    } while take(",", in: json)
    return false
  }

  /// From the start of a list to the start of its element `index`; false when there is none.
  mutating func enter(_ index: Int, in json: Span<UInt8>) -> Bool {
    guard take("[", in: json) else { return false }
    for _ in 0..<index {
      guard skipValue(in: json), take(",", in: json) else { return false }
    }
    skipSpace(in: json)
    return offset < json.count && json[offset] != UInt8(ascii: "]")
  }

  /// The decoded string at this position.
  mutating func string(in json: Span<UInt8>) -> SecretBytes? {
    guard let range = stringRange(in: json) else { return nil }
    var buffer = SecretBuffer()
    var index = range.lowerBound
    while index < range.upperBound {
      guard json[index] == UInt8(ascii: "\\") else {
        buffer.append(json[index])
        index += 1
        continue
      }
      guard let next = Self.unescape(json, at: index + 1, end: range.upperBound, into: &buffer)
      else { return nil }
      index = next
    }
    return buffer.contents()
  }

  /// Decodes what follows a backslash; returns where the rest starts.
  static func unescape(
    _ json: Span<UInt8>,
    at start: Int,
    end: Int,
    into buffer: inout SecretBuffer
  ) -> Int? {
    guard start < end else { return nil }
    switch json[start] {
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(json[start])
    case UInt8(ascii: "u"):
      guard let unit = hexUnit(json, at: start + 1, end: end) else { return nil }
      var next = start + 5
      var scalar = UInt32(unit)
      if UTF16.isLeadSurrogate(unit) {
        guard next + 1 < end, json[next] == UInt8(ascii: "\\"),
          json[next + 1] == UInt8(ascii: "u"),
          let low = hexUnit(json, at: next + 2, end: end), UTF16.isTrailSurrogate(low)
        else { return nil }
        scalar = 0x1_0000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
        next += 6
      }
      guard let character = Unicode.Scalar(scalar) else { return nil }
      for byte in UTF8.encode(character) ?? .init() { buffer.append(byte) }
      return next
    default: return nil
    }
    return start + 1
  }

  private static func hexUnit(_ json: Span<UInt8>, at start: Int, end: Int) -> UInt16? {
    guard start + 4 <= end else { return nil }
    var unit: UInt16 = 0
    for index in start..<(start + 4) {
      guard let digit = Character(Unicode.Scalar(json[index])).hexDigitValue, json[index] < 0x80
      else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  /// The inside of the string at this position, which is then behind it.
  private mutating func stringRange(in json: Span<UInt8>) -> Range<Int>? {
    guard take("\"", in: json) else { return nil }
    let start = offset
    while offset < json.count, json[offset] != UInt8(ascii: "\"") {
      offset += json[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard offset < json.count else { return nil }
    offset += 1
    return start..<(offset - 1)
  }

  /// The value at this position, which is then behind it.
  mutating func valueRange(in json: Span<UInt8>) -> Range<Int>? {
    skipSpace(in: json)
    let start = offset
    guard skipValue(in: json) else { return nil }
    return start..<offset
  }

  private mutating func skipValue(in json: Span<UInt8>) -> Bool {
    skipSpace(in: json)
    var depth = 0
    while offset < json.count {
      switch json[offset] {
      case UInt8(ascii: "\""):
        guard stringRange(in: json) != nil else { return false }
        if depth == 0 { return true }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // The end of the object that this value is the last of.
        if depth == 0 { return true }
        depth -= 1
        if depth == 0 {
          offset += 1
          return true
        }
      case UInt8(ascii: ",") where depth == 0: return true
      default: break
      }
      offset += 1
    }
    return false
  }

  private mutating func take(_ character: Unicode.Scalar, in json: Span<UInt8>) -> Bool {
    skipSpace(in: json)
    guard offset < json.count, json[offset] == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace(in json: Span<UInt8>) {
    while offset < json.count, [0x20, 0x09, 0x0A, 0x0D].contains(json[offset]) { offset += 1 }
  }
}
