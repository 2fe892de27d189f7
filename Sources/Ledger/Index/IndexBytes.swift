import Git

/// The index of a ledger is not what it should be; it is made anew then.
struct IndexDamage: Error {}

/// Numbers, texts and ids in a row: what ``IndexCursor`` reads.
struct IndexWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ value: UInt8) { bytes.append(value) }

  mutating func put(_ value: UInt32) {
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift)))
    }
  }

  mutating func put(_ value: UInt64) {
    put(UInt32(truncatingIfNeeded: value))
    put(UInt32(truncatingIfNeeded: value >> 32))
  }

  mutating func put(_ value: Int64) { put(UInt64(bitPattern: value)) }

  /// Without its length: only what always has the same.
  mutating func put(fixed value: some Sequence<UInt8>) { bytes += value }

  mutating func put(_ text: String?) {
    guard let text else {
      put(UInt32.max)
      return
    }
    put(UInt32(text.utf8.count))
    bytes += text.utf8
  }
}

/// Reads one value after the other, never beyond its end.
struct IndexCursor {
  let bytes: [UInt8]
  private(set) var position: Int
  let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func byte() throws(IndexDamage) -> UInt8 { bytes[try skip(1)] }

  mutating func uint32() throws(IndexDamage) -> UInt32 {
    let start = try skip(4)
    return UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
      | UInt32(bytes[start + 3]) << 24
  }

  mutating func uint64() throws(IndexDamage) -> UInt64 {
    let low = try uint32()
    return try UInt64(low) | UInt64(uint32()) << 32
  }

  mutating func int64() throws(IndexDamage) -> Int64 { Int64(bitPattern: try uint64()) }

  /// Where a text is; nil for none.
  mutating func textRange() throws(IndexDamage) -> Range<Int>? {
    let count = try uint32()
    if count == .max { return nil }
    let start = try skip(Int(count))
    return start..<position
  }

  mutating func text() throws(IndexDamage) -> String? {
    try textRange().map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// Passes over bytes.
  ///
  /// - Returns: where they start.
  mutating func skip(_ count: Int) throws(IndexDamage) -> Int {
    guard count <= end - position else { throw IndexDamage() }
    defer { position += count }
    return position
  }
}
