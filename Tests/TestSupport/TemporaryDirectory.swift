package import Foundation

/// A directory of one test, removed with everything in it when the value goes.
package final class TemporaryDirectory: Sendable {
  /// The absolute path, without symbolic links in it.
  package let path: String

  /// Makes an empty directory, readable by the user only.
  package init() {
    var template = Array((NSTemporaryDirectory() + "/secrets-sync-test.XXXXXX").utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.flatMap { unsafe mkdtemp($0) }.map { unsafe String(cString: $0) }
    }
    guard let made, let real = unsafe realpath(made, nil) else {
      fatalError("no temporary directory could be made")
    }
    path = unsafe String(cString: real)
    unsafe free(real)
  }

  deinit {
    let manager = FileManager.default
    if (try? manager.removeItem(atPath: path)) != nil { return }
    // A test may have taken permissions away.
    for case let item as String in manager.enumerator(atPath: path) ?? .init() {
      try? manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: "\(path)/\(item)")
    }
    try? manager.removeItem(atPath: path)
  }

  /// The path of something in the directory.
  package func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, making the directories above it.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: Array(name.utf8))
    return path(name)
  }

  /// Writes a file under a name of any bytes, making the directories above it.
  package func write(_ bytes: [UInt8], to name: [UInt8], mode: mode_t = 0o644) throws {
    let full = Array(path.utf8) + [0x2F] + name
    for (index, byte) in full.enumerated() where byte == 0x2F && index > path.utf8.count {
      unsafe mkdir(Self.cString(full[..<index]), 0o755)
    }
    let descriptor = unsafe open(Self.cString(full[...]), O_WRONLY | O_CREAT | O_TRUNC, mode)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { buffer in
        unsafe Foundation.write(descriptor, buffer.baseAddress, buffer.count)
      }
      guard count > 0 else { throw CocoaError(.fileWriteUnknown) }
      rest = rest.dropFirst(count)
    }
  }

  /// The content of a file in the directory.
  package func read(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// Removes a file or folder in the directory.
  package func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path(name))
  }

  private static func cString(_ bytes: ArraySlice<UInt8>) -> [CChar] {
    bytes.map { CChar(bitPattern: $0) } + [0]
  }
}
