/// A form of the AWS query protocol under construction, in memory that is wiped.
struct FormBody: Sendable {
  private var bytes = SecretBuffer()

  /// Starts with `Action` and `Version`.
  init(_ service: AWSService, action: String) {
    set("Action", action)
    set("Version", service.queryVersion ?? "")
  }

  mutating func set(_ name: String, _ value: String) {
    start(name)
    bytes.append(contentsOf: PercentEncoding.encode(value).utf8)
  }

  mutating func set(_ name: String, secret: SecretBytes) {
    start(name)
    unsafe secret.withBytes { unsafe PercentEncoding.encode($0, into: &bytes) }
  }

  func finished() -> SecretBytes { bytes.contents() }

  private mutating func start(_ name: String) {
    if bytes.count > 0 { bytes.append(UInt8(ascii: "&")) }
    bytes.append(contentsOf: PercentEncoding.encode(name).utf8)
    bytes.append(UInt8(ascii: "="))
  }
}
