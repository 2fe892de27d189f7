extension Scanner {
  /// As `look(path:reading:)`, with windows of a size of one's own.
  package func look<E: Error>(
    path: [UInt8],
    window: Int,
    overlap: Int,
    reading fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int
  ) throws(E) -> ScanResult {
    precondition(overlap >= 8 && window >= 4 * overlap, "a window holds more than its borders")
    return unsafe try look(
      path: path,
      windows: .init(whole: window, overlap: overlap),
      reading: fill
    )
  }

  func look<E: Error>(
    path: [UInt8],
    windows: Look.WindowSize,
    reading fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int
  ) throws(E) -> ScanResult {
    var look = Look(scanner: self, path: path, windowSize: windows)
    var failure: E?
    // The stream does not outlive this call, whatever the compiler thinks of it.
    unsafe withoutActuallyEscaping(fill) { fill in
      let stream = unsafe ByteStream { buffer in
        guard failure == nil else { return 0 }
        do throws(E) {
          return unsafe try fill(buffer)
        } catch {
          failure = error
          return 0
        }
      }
      look.file(stream)
    }
    if let failure { throw failure }
    return look.result
  }
}
