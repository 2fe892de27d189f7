extension Scanner {
  /// As `look(path:reading:)`, with windows of a size of one's own.
  package func look<E: Error>(
    path: [UInt8],
    window: Int,
    overlap: Int,
    reading fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int,
    again: () -> Bool = { false }
  ) throws(E) -> ScanResult {
    precondition(overlap >= 8 && window >= 4 * overlap, "a window holds more than its borders")
    return unsafe try look(
      path: path,
      windows: .init(whole: window, overlap: overlap),
      reading: fill,
      again: again
    )
  }

  func look<E: Error>(
    path: [UInt8],
    windows: Look.WindowSize,
    reading fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int,
    again: () -> Bool
  ) throws(E) -> ScanResult {
    var look = Look(scanner: self, path: path, windowSize: windows)
    var failure: E?
    // The stream does not outlive this call, whatever the compiler thinks of it.
    unsafe withoutActuallyEscaping(fill) { fill in
      while true {
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
        guard failure == nil, look.parted.wantAnotherLook, again() else { break }
        look = look.another()
      }
    }
    if let failure { throw failure }
    look.sayUndecided()
    return look.result
  }
}
