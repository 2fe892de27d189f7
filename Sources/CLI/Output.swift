import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A stream that the program writes to: bytes are gathered and written on `flush`.
///
/// Nothing written is ever lost in silence: the first failed write is kept and thrown by `flush`.
package final class Output: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    var failure: Int32?
  }

  package let descriptor: Int32
  package let isTerminal: Bool
  private let state = Mutex(State())

  package init(descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
  }

  package func write(_ text: String) {
    write(bytes: Array(text.utf8))
  }

  package func write(bytes: [UInt8]) {
    state.withLock { state in
      state.buffer.append(contentsOf: bytes)
      if state.buffer.count >= 1 << 16 { Self.drain(&state, to: descriptor) }
    }
  }

  /// Writes what is gathered; a failure is kept for `flush`.
  package func push() {
    state.withLock { Self.drain(&$0, to: descriptor) }
  }

  /// Writes what is gathered; throws what `write(2)` said, `EPIPE` as `OutputClosed`.
  package func flush() throws(Failure) {
    let failure = state.withLock { state in
      Self.drain(&state, to: descriptor)
      defer { state.failure = nil }
      return state.failure
    }
    guard let failure else { return }
    guard failure != EPIPE else { throw Failure.readerGone }
    let reason = unsafe String(cString: strerror(failure))
    throw Failure("could not write the output: \(reason)", status: .incomplete)
  }

  private static func drain(_ state: inout State, to descriptor: Int32) {
    var written = 0
    while written < state.buffer.count, state.failure == nil {
      let count = unsafe state.buffer.withUnsafeBytes { bytes in
        unsafe systemWrite(
          descriptor,
          bytes.baseAddress?.advanced(by: written),
          bytes.count - written
        )
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        state.failure = errno
      }
    }
    // The buffer can hold a value that the user asked for.
    for index in state.buffer.indices { state.buffer[index] = 0 }
    state.buffer.removeAll(keepingCapacity: true)
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Glibc)
  unsafe Glibc.write(descriptor, bytes, count)
  #else
  unsafe Darwin.write(descriptor, bytes, count)
  #endif
}
