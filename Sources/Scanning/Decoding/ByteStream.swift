/// Bytes that are read once, from the start: a file, or a file in an archive.
///
/// Some bytes may be looked at before they are read.
@safe final class ByteStream {
  private var head: [UInt8]
  private var headStart = 0
  private var isAtEnd = false
  private let fill: (UnsafeMutableRawBufferPointer) -> Int
  /// How many bytes were read.
  private(set) var count = 0

  /// `fill` says how many bytes it wrote to the buffer: none at the end, and ever after.
  init(head: [UInt8] = [], _ fill: @escaping (UnsafeMutableRawBufferPointer) -> Int) {
    self.head = head
    unsafe self.fill = fill
  }

  /// Of an array, of which nothing is copied.
  convenience init(_ bytes: [UInt8]) {
    unsafe self.init(head: bytes) { _ in 0 }
  }

  /// The next bytes, up to a number, which stay to be read.
  func peek(_ length: Int) -> ArraySlice<UInt8> {
    while head.count - headStart < length, !isAtEnd {
      if headStart > 0 {
        head.removeFirst(headStart)
        headStart = 0
      }
      isAtEnd = appendChunk(to: &head, at: 1 << 16) == 0
    }
    return head[headStart..<min(headStart + length, head.count)]
  }

  /// Appends at most `length` bytes, fewer only at the end.
  func read(_ length: Int, into bytes: inout [UInt8]) {
    let buffered = min(length, head.count - headStart)
    bytes += head[headStart..<headStart + buffered]
    headStart += buffered
    var missing = length - buffered
    if missing > 0 { dropHead() }
    while missing > 0, !isAtEnd {
      let added = appendChunk(to: &bytes, at: min(missing, 1 << 18))
      isAtEnd = added == 0
      missing -= added
    }
    count += length - missing
  }

  /// Reads some bytes into a buffer; none at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let buffered = min(buffer.count, head.count - headStart)
    if buffered > 0 {
      unsafe buffer.copyBytes(from: head[headStart..<headStart + buffered])
      headStart += buffered
      count += buffered
      return buffered
    }
    dropHead()
    guard !isAtEnd else { return 0 }
    let added = unsafe fill(buffer)
    isAtEnd = added == 0
    count += added
    return added
  }

  private func dropHead() {
    head = []
    headStart = 0
  }

  private func appendChunk(to bytes: inout [UInt8], at length: Int) -> Int {
    unsafe withUnsafeTemporaryAllocation(byteCount: length, alignment: 8) { buffer in
      let added = unsafe fill(buffer)
      unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<added]))
      return added
    }
  }
}
