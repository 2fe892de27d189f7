/// A JSON object under construction, in memory that is wiped when it grows and when it is freed.
///
/// Takes what requests of these services hold: strings, numbers, booleans, lists and objects, and
/// secret values without making a `String` of them.
package struct RequestBody: Sendable {
  private var bytes = SecretBuffer()

  package init() {
    bytes.append(UInt8(ascii: "{"))
  }

  package mutating func set(_ key: String, _ value: String) {
    start(key)
    appendString(value.utf8)
  }

  package mutating func set(_ key: String, _ value: Bool) {
    start(key)
    bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
  }

  package mutating func set(_ key: String, _ value: Int) {
    start(key)
    bytes.append(contentsOf: String(value).utf8)
  }

  package mutating func set(_ key: String, _ values: [String]) {
    start(key)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      appendString(value.utf8)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  package mutating func set(_ key: String, object: RequestBody) {
    start(key)
    unsafe object.finished().withBytes { unsafe bytes.append(contentsOf: $0) }
  }

  package mutating func set(_ key: String, objects: [RequestBody]) {
    start(key)
    bytes.append(UInt8(ascii: "["))
    for (index, object) in objects.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      unsafe object.finished().withBytes { unsafe bytes.append(contentsOf: $0) }
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// A secret that is UTF-8 text, as a JSON string.
  ///
  /// The caller has checked that it is UTF-8.
  package mutating func set(_ key: String, text secret: SecretBytes) {
    start(key)
    unsafe secret.withBytes { unsafe appendString($0) }
  }

  /// A secret of any bytes, in base 64 as the services take blobs.
  package mutating func set(_ key: String, blob secret: SecretBytes) {
    start(key)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(base64: secret)
    bytes.append(UInt8(ascii: "\""))
  }

  /// A value that is well-formed JSON already.
  mutating func set(_ key: String, json value: SecretBytes) {
    start(key)
    unsafe value.withBytes { unsafe bytes.append(contentsOf: $0) }
  }

  /// The closed object.
  func finished() -> SecretBytes {
    var closed = bytes
    closed.append(UInt8(ascii: "}"))
    return closed.contents()
  }

  private mutating func start(_ key: String) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    appendString(key.utf8)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func appendString(_ text: some Collection<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(contentsOf: Crypto.hex(CollectionOfOne(byte)).utf8)
      default:
        bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
