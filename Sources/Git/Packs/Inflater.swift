import CDeflate

/// Unpacks what zlib has packed, with libdeflate, which is twice as fast; one for each thread.
@safe final class Inflater {
  private let decompressor: OpaquePointer

  /// - Throws: `libraryUnavailable` where libdeflate is not installed.
  init() throws(GitError) {
    if let reason = unsafe gss_deflate_load() {
      let reason = unsafe String(cString: reason)
      throw GitError(.libraryUnavailable, "libdeflate cannot be used: \(reason).")
    }
    guard let decompressor = unsafe libdeflate_alloc_decompressor() else {
      throw GitError(.libraryUnavailable, "libdeflate has no memory left.")
    }
    unsafe self.decompressor = decompressor
  }

  deinit { unsafe libdeflate_free_decompressor(decompressor) }

  /// Unpacks a stream that starts at a place and has exactly so many bytes; its checksum is tested.
  ///
  /// Nil where it is damaged.
  func inflate(_ packed: UnsafeRawBufferPointer, from start: Int, size: Int) -> [UInt8]? {
    guard let base = packed.baseAddress, start <= packed.count else { return nil }
    var isWhole = false
    // One byte more, so that a stream that is too long is not taken for a whole one.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, filled in
      var count = 0
      let status = unsafe libdeflate_zlib_decompress(
        decompressor,
        base + start,
        packed.count - start,
        buffer.baseAddress,
        buffer.count,
        &count
      )
      isWhole = status == LIBDEFLATE_SUCCESS && count == size
      filled = isWhole ? count : 0
    }
    return isWhole ? bytes : nil
  }
}
