import AWS

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads a document that may hold secrets, from a file or from standard input, into memory that is
/// wiped.
enum DocumentInput {
  /// So many bytes at most.
  static let limit = 256 << 20

  /// Reads all of it.
  ///
  /// - Parameters:
  ///   - path: the file; nil or `-` for standard input.
  ///   - purpose: what is wanted there, for messages, such as `Terraform's JSON`.
  ///   - session: the run of the command.
  /// - Returns: the bytes.
  /// - Throws: a usage error for what is no file, or is too large.
  static func read(_ path: String?, _ purpose: String, in session: Session) throws -> SecretBytes {
    guard let path, path != "-" else {
      guard !session.world.inputIsTerminal else {
        throw Failure.usage(
          "\(purpose) is expected on standard input, which is a terminal.",
          hint: "Pipe it in, or name a file."
        )
      }
      return try readAll(session.world.input, purpose)
    }
    let descriptor = unsafe open(session.world.absolute(path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw Failure.usage("\(visible(path)) cannot be opened: \(reason).")
    }
    defer { close(descriptor) }
    return try readAll(descriptor, purpose)
  }

  private static func readAll(_ descriptor: Int32, _ purpose: String) throws -> SecretBytes {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    defer { Crypto.wipe(&buffer) }
    var total = 0
    while true {
      if total == buffer.count {
        guard total < limit else {
          throw Failure.usage("\(purpose) is larger than \(limit >> 20) MiB, which is too much.")
        }
        var larger = [UInt8](repeating: 0, count: buffer.count * 2)
        larger.replaceSubrange(..<total, with: buffer)
        swap(&buffer, &larger)
        Crypto.wipe(&larger)
      }
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return 0 }
        return unsafe systemRead(descriptor, base + total, bytes.count - total)
      }
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        let reason = unsafe String(cString: strerror(errno))
        throw Failure("\(purpose) could not be read: \(reason).", status: .incomplete)
      }
      total += count
    }
    return unsafe buffer.withUnsafeBytes {
      unsafe SecretBytes(copying: UnsafeRawBufferPointer(rebasing: $0[..<total]))
    }
  }
}
