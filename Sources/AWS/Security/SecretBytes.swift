import COpenSSL
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A value that must not be seen: a secret, a key, a token, a body that carries one.
///
/// The bytes live in pages of their own, locked into memory where the system allows it, and are
/// wiped when the last reference goes. Descriptions and mirrors say `<redacted>`; there is no
/// `Codable`. What this cannot do: the TLS library keeps copies of what is sent (libcurl's are wiped).
package struct SecretBytes: Sendable {
  private let storage: Storage

  package init(_ bytes: [UInt8]) {
    unsafe self.init(count: bytes.count) { buffer in
      unsafe buffer.copyBytes(from: bytes)
    }
  }

  package init(utf8 string: String) {
    self.init(Array(string.utf8))
  }

  package init(copying bytes: UnsafeRawBufferPointer) {
    unsafe self.init(count: bytes.count) { buffer in
      unsafe buffer.copyMemory(from: bytes)
    }
  }

  /// Makes a value of exactly `count` bytes, which `fill` writes in place; they start as zeros.
  package init(count: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
    storage = Storage(count: count)
    unsafe fill(storage.buffer)
  }

  package var count: Int { unsafe storage.buffer.count }
  package var isEmpty: Bool { count == 0 }

  /// Lends the bytes to `body`; the pointer is not valid afterwards.
  package func withBytes<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    let result = unsafe try body(UnsafeRawBufferPointer(storage.buffer))
    extendLifetime(storage)
    return result
  }

  /// The bytes as an array, which is not wiped: for the one place that shows or hashes them.
  package func exposed() -> [UInt8] {
    unsafe withBytes { unsafe Array($0) }
  }
}

extension SecretBytes: Equatable, Hashable {
  /// Compares in time that depends on the lengths only.
  package static func == (left: SecretBytes, right: SecretBytes) -> Bool {
    unsafe left.withBytes { leftBytes in
      unsafe right.withBytes { rightBytes in
        guard leftBytes.count == rightBytes.count else { return false }
        guard let a = leftBytes.baseAddress, let b = rightBytes.baseAddress else { return true }
        return unsafe CRYPTO_memcmp(a, b, leftBytes.count) == 0
      }
    }
  }

  package func hash(into hasher: inout Hasher) {
    unsafe withBytes { unsafe hasher.combine(bytes: $0) }
  }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Whole pages, because `mlock` and `munlock` work on pages and do not count.
///
/// Sendable: written only while its owner is initialised, read-only afterwards.
@safe
private final class Storage: @unchecked Sendable {
  /// How many values are locked at once, at most: each may be a mapping of its own, of which a process
  /// has some 65,000 on Linux.
  private static let lockLimit = 8_192
  private static let locked = Atomic(0)

  let buffer: UnsafeMutableRawBufferPointer
  private let capacity: Int
  private let isLocked: Bool

  init(count: Int) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    capacity = (count + page - 1) / page * page
    guard capacity > 0 else {
      unsafe buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)
      isLocked = false
      return
    }
    let base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: page)
    unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: capacity)
    // Refused beyond RLIMIT_MEMLOCK: the value is then as swappable as any other memory.
    isLocked = Self.locked.add(1, ordering: .relaxed).newValue <= Self.lockLimit
    if isLocked { _ = unsafe mlock(base, capacity) }
    unsafe buffer = UnsafeMutableRawBufferPointer(start: base, count: count)
  }

  deinit {
    guard let base = unsafe buffer.baseAddress else { return }
    unsafe OPENSSL_cleanse(base, capacity)
    if isLocked { _ = unsafe munlock(base, capacity) }
    Self.locked.subtract(1, ordering: .relaxed)
    unsafe base.deallocate()
  }
}
