#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What lies in a folder of the working tree.
package enum Folder {
  package enum Kind: Sendable {
    case file
    case folder
    /// A symbolic link, to whatever.
    case link
    case other
  }

  /// Gives each entry of a folder, in no order; `.` and `..` are left out.
  ///
  /// - Parameters:
  ///   - path: the folder, as bytes.
  ///   - body: gets the name's bytes, which hold for the call only; `false` ends the listing.
  /// - Returns: whether the folder could be opened.
  @discardableResult
  package static func list(_ path: [UInt8], _ body: (Span<UInt8>, Kind) -> Bool) -> Bool {
    let name = path.map(CChar.init(bitPattern:)) + [0]
    guard let stream = unsafe opendir(name) else { return false }
    defer { unsafe closedir(stream) }
    while let entry = unsafe readdir(stream) {
      let type = unsafe Int32(entry.pointee.d_type)
      let goesOn = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        let length = unsafe bytes.firstIndex(of: 0) ?? bytes.count
        let name = unsafe UnsafeRawBufferPointer(rebasing: bytes[..<length])
        if unsafe length <= 2 && name.allSatisfy({ $0 == UInt8(ascii: ".") }) { return true }
        return unsafe name.withMemoryRebound(to: UInt8.self) { name in
          unsafe body(name.span, kind(type) ?? lookUp(path, name))
        }
      }
      guard goesOn else { break }
    }
    return true
  }

  /// The size of a regular file in bytes, also behind a link; nil for anything else.
  package static func size(ofFile path: [UInt8]) -> Int? {
    var status = stat()
    let name = path.map(CChar.init(bitPattern:)) + [0]
    guard unsafe stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Whether a path is a symbolic link.
  package static func isLink(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private static func kind(_ type: Int32) -> Kind? {
    switch type {
    case Int32(DT_REG): .file
    case Int32(DT_DIR): .folder
    case Int32(DT_LNK): .link
    case Int32(DT_UNKNOWN): nil
    default: .other
    }
  }

  /// Some file systems do not say what their entries are.
  private static func lookUp(_ folder: [UInt8], _ name: UnsafeBufferPointer<UInt8>) -> Kind {
    var status = stat()
    let path = unsafe (folder + [UInt8(ascii: "/")] + name + [0]).map(CChar.init(bitPattern:))
    guard unsafe lstat(path, &status) == 0 else { return .other }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }
}
