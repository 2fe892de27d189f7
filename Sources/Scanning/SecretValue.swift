import COpenSSL

/// The bytes of a secret that a scan was asked to keep (``ScanOptions/keepsValues``).
///
/// It describes itself as redacted and is wiped when freed.
@safe package final class SecretValue: @unchecked Sendable {
  // Written once, by the initialiser.
  private let storage: UnsafeMutableRawBufferPointer

  package init(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe storage = .allocate(byteCount: bytes.count, alignment: 1)
    unsafe storage.copyMemory(from: UnsafeRawBufferPointer(bytes))
  }

  /// Corresponds to `OPENSSL_cleanse`, which no compiler leaves out.
  deinit {
    unsafe OPENSSL_cleanse(storage.baseAddress, storage.count)
    unsafe storage.deallocate()
  }

  /// A copy, for the one place that shows it.
  package func exposed() -> [UInt8] { unsafe Array(storage) }
}

extension SecretValue: CustomStringConvertible, CustomReflectable {
  package var description: String { "<redacted>" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
