/// A text to scan.
///
/// The path tells the kind of file, and stands in messages and fingerprints.
package struct ScanInput: Sendable {
  package let path: [UInt8]
  package let bytes: [UInt8]

  package init(path: [UInt8], bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
