import AWS
import FoundationEssentials

/// The sealed part of an embedded store's file, format 1.
///
/// Numbers are little-endian. A *text* is a `UInt32` length and that many bytes of UTF-8; a *time*
/// is an `Int64` of milliseconds since 1970, UTC.
///
/// ```
/// store    UInt32 number of secrets, then each, sorted by name
/// secret   text name · time created · text description (empty: none)
///          UInt32 number of versions, then each, oldest first
/// version  text id · time created · UInt8 1 if binary, else 0
///          UInt32 number of stages · text each · UInt32 length · the value
/// ```
enum LocalEncoding {
  static let format: UInt8 = 1

  /// What is not in the form above; the file passed its authentication, so a program wrote it so.
  struct Malformed: Error {}

  static func encode(_ contents: LocalContents) -> SecretBytes {
    var measure = unsafe Writer(buffer: nil)
    unsafe measure.write(contents)
    return unsafe SecretBytes(count: unsafe measure.offset) { buffer in
      var writer = unsafe Writer(buffer: buffer)
      unsafe writer.write(contents)
    }
  }

  static func decode(_ bytes: SecretBytes) throws(Malformed) -> LocalContents {
    unsafe try bytes.withBytes { (buffer) throws(Malformed) -> LocalContents in
      let span = unsafe buffer.bindMemory(to: UInt8.self).span
      var reader = Reader()
      let contents = try reader.contents(span, of: bytes)
      guard reader.offset == span.count else { throw Malformed() }
      return contents
    }
  }

  static func milliseconds(_ date: Date) -> Int64 {
    Int64((date.timeIntervalSince1970 * 1000).rounded(.down))
  }

  static func date(milliseconds: Int64) -> Date {
    Date(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}

/// Writes into memory of the right size, or, without a buffer, only counts.
@unsafe
private struct Writer {
  let buffer: UnsafeMutableRawBufferPointer?
  var offset = 0

  init(buffer: UnsafeMutableRawBufferPointer?) {
    unsafe self.buffer = buffer
  }

  mutating func write(_ contents: LocalContents) {
    unsafe integer(UInt32(contents.secrets.count))
    for (name, secret) in contents.secrets.sorted(by: { $0.key < $1.key }) {
      unsafe text(name)
      unsafe time(secret.created)
      unsafe text(secret.description ?? "")
      unsafe integer(UInt32(secret.versions.count))
      for version in secret.versions { unsafe write(version) }
    }
  }

  private mutating func write(_ version: LocalVersion) {
    unsafe text(version.id)
    unsafe time(version.created)
    unsafe integer(UInt8(version.isBinary ? 1 : 0))
    unsafe integer(UInt32(version.stages.count))
    for stage in version.stages { unsafe text(stage) }
    unsafe integer(UInt32(version.value.count))
    if let buffer = unsafe buffer {
      unsafe version.value.copy(to: UnsafeMutableRawBufferPointer(rebasing: buffer[offset...]))
    }
    unsafe offset += version.value.count
  }

  private mutating func text(_ text: String) {
    unsafe integer(UInt32(text.utf8.count))
    if let buffer = unsafe buffer {
      unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[offset...]).copyBytes(from: text.utf8)
    }
    unsafe offset += text.utf8.count
  }

  private mutating func time(_ date: Date) {
    unsafe integer(LocalEncoding.milliseconds(date))
  }

  private mutating func integer<T: FixedWidthInteger>(_ value: T) {
    if let buffer = unsafe buffer {
      unsafe buffer.storeBytes(of: value.littleEndian, toByteOffset: offset, as: T.self)
    }
    unsafe offset += MemoryLayout<T>.size
  }
}

/// Reads from the start on; every length is checked against what is left.
private struct Reader {
  var offset = 0

  mutating func contents(
    _ bytes: Span<UInt8>,
    of whole: SecretBytes
  ) throws(LocalEncoding.Malformed) -> LocalContents {
    var contents = LocalContents()
    for _ in 0..<(try integer(bytes, UInt32.self)) {
      let name = try text(bytes)
      let secret = try secret(bytes, of: whole)
      guard contents.secrets.updateValue(secret, forKey: name) == nil else {
        throw LocalEncoding.Malformed()
      }
    }
    return contents
  }

  private mutating func secret(
    _ bytes: Span<UInt8>,
    of whole: SecretBytes
  ) throws(LocalEncoding.Malformed) -> LocalSecret {
    let created = LocalEncoding.date(milliseconds: try integer(bytes, Int64.self))
    let description = try text(bytes)
    var secret = LocalSecret(
      created: created,
      description: description.isEmpty ? nil : description
    )
    for _ in 0..<(try integer(bytes, UInt32.self)) {
      secret.versions.append(try version(bytes, of: whole))
    }
    return secret
  }

  private mutating func version(
    _ bytes: Span<UInt8>,
    of whole: SecretBytes
  ) throws(LocalEncoding.Malformed) -> LocalVersion {
    let id = try text(bytes)
    let created = LocalEncoding.date(milliseconds: try integer(bytes, Int64.self))
    let isBinary = try integer(bytes, UInt8.self) == 1
    var stages: [String] = []
    for _ in 0..<(try integer(bytes, UInt32.self)) { stages.append(try text(bytes)) }
    let value = try take(Int(try integer(bytes, UInt32.self)), from: bytes)
    return LocalVersion(
      id: id,
      created: created,
      stages: stages,
      isBinary: isBinary,
      value: LocalValue(part: value, of: whole)
    )
  }

  private mutating func text(_ bytes: Span<UInt8>) throws(LocalEncoding.Malformed) -> String {
    let range = try take(Int(try integer(bytes, UInt32.self)), from: bytes)
    guard let text = String(validating: range.map { bytes[$0] }, as: UTF8.self) else {
      throw LocalEncoding.Malformed()
    }
    return text
  }

  private mutating func integer<T: FixedWidthInteger>(
    _ bytes: Span<UInt8>,
    _ type: T.Type
  ) throws(LocalEncoding.Malformed) -> T {
    var value: T = 0
    for (shift, index) in try take(MemoryLayout<T>.size, from: bytes).enumerated() {
      value |= T(truncatingIfNeeded: bytes[index]) << T(8 * shift)
    }
    return value
  }

  private mutating func take(
    _ count: Int,
    from bytes: Span<UInt8>
  ) throws(LocalEncoding.Malformed) -> Range<Int> {
    guard count <= bytes.count - offset else { throw LocalEncoding.Malformed() }
    defer { offset += count }
    return offset..<(offset + count)
  }
}
