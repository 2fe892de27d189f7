import CProcess

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file descriptor with one owner, closed when that owner goes.
struct Descriptor: ~Copyable {
  let number: Int32

  init(owning number: Int32) {
    self.number = number
  }

  deinit {
    // Not repeated on EINTR: on Linux the descriptor is gone by then (close(2)).
    close(number)
  }
}

/// Both ends of a pipe, neither inherited by child processes.
struct Pipe: ~Copyable {
  let reading: Descriptor
  let writing: Descriptor

  init() throws(GitError) {
    var ends: (reading: Int32, writing: Int32) = (-1, -1)
    let status = unsafe gss_pipe(&ends.reading, &ends.writing)
    guard status == 0 else { throw GitError(.io, "No pipe could be made: \(describe(status)).") }
    reading = Descriptor(owning: ends.reading)
    writing = Descriptor(owning: ends.writing)
  }

  consuming func takeReading() -> Descriptor { reading }
  consuming func takeWriting() -> Descriptor { writing }
}

/// The system's words for an error number, `No space left on device`.
func describe(_ code: Int32) -> String {
  unsafe String(cString: strerror(code))
}
