import COpenSSL

/// Bytes that grow, as a request is built or a response arrives; every block is wiped when left.
package struct SecretBuffer: Sendable {
  private var storage = GrowingStorage(capacity: 256)

  package init() {}

  package var count: Int { storage.count }

  package mutating func append(_ byte: UInt8) {
    makeUnique(adding: 1)
    storage.append(byte)
  }

  package mutating func append(contentsOf bytes: some Collection<UInt8>) {
    makeUnique(adding: bytes.count)
    for byte in bytes { storage.append(byte) }
  }

  mutating func append(contentsOf bytes: UnsafeRawBufferPointer) {
    makeUnique(adding: bytes.count)
    unsafe storage.append(bytes)
  }

  package mutating func append(contentsOf secret: SecretBytes) {
    unsafe secret.withBytes { unsafe append(contentsOf: $0) }
  }

  /// The scalar in UTF-8.
  package mutating func append(_ scalar: Unicode.Scalar) {
    UTF8.encode(scalar).map { append(contentsOf: $0) }
  }

  /// The secret in base 64 with padding (RFC 4648 §4).
  package mutating func append(base64 secret: SecretBytes) {
    unsafe secret.withBytes { bytes in
      // In groups of whole triples, so that no array holds more than a scrap of the value.
      for offset in stride(from: 0, to: bytes.count, by: 48) {
        let end = min(offset + 48, bytes.count)
        var digits = unsafe Crypto.base64Digits(
          unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<end])
        )
        append(contentsOf: digits)
        Crypto.wipe(&digits)
      }
    }
  }

  package func contents() -> SecretBytes {
    unsafe SecretBytes(copying: storage.bytes)
  }

  private mutating func makeUnique(adding count: Int) {
    let needed = storage.count + count
    guard !isKnownUniquelyReferenced(&storage) || needed > storage.capacity else { return }
    let larger = GrowingStorage(capacity: max(needed, storage.capacity * 2))
    unsafe larger.append(storage.bytes)
    storage = larger
  }
}

/// Sendable: `SecretBuffer` writes only while it holds the single reference.
@safe
private final class GrowingStorage: @unchecked Sendable {
  private let memory: UnsafeMutableRawBufferPointer
  private(set) var count = 0

  init(capacity: Int) {
    unsafe memory = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
  }

  deinit {
    unsafe OPENSSL_cleanse(memory.baseAddress, memory.count)
    unsafe memory.deallocate()
  }

  var capacity: Int { unsafe memory.count }

  var bytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: memory[..<count])
  }

  func append(_ byte: UInt8) {
    unsafe memory[count] = byte
    count += 1
  }

  func append(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 0 else { return }
    unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count..<(count + bytes.count)])
      .copyMemory(from: bytes)
    count += bytes.count
  }
}
