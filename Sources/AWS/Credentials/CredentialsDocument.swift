import FoundationEssentials

/// A JSON object that holds credentials, as programs, containers, machines and caches give them.
///
/// The secret parts go straight into memory that is wiped.
struct CredentialsDocument: Sendable {
  let bytes: SecretBytes

  /// Nil for what is no whole JSON object.
  init?(_ bytes: SecretBytes) {
    guard unsafe bytes.withBytes({ unsafe JSONShape.isWholeObject($0) }) else { return nil }
    self.bytes = bytes
  }

  /// A string that is no secret; nil when it is missing or empty.
  func text(_ path: String...) -> String? {
    guard let value = SecretField.string(at: path, in: bytes), !value.isEmpty else { return nil }
    return value.headerText
  }

  /// A string that is one; nil when it is missing or empty.
  func secret(_ path: String...) -> SecretBytes? {
    guard let value = SecretField.string(at: path, in: bytes), !value.isEmpty else { return nil }
    return value
  }

  /// Whether there is a string, be it empty.
  func has(_ path: String...) -> Bool {
    SecretField.string(at: path, in: bytes) != nil
  }

  /// The names of its members.
  var names: [String]? {
    struct Names: Decodable {
      let all: [String]

      struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
      }

      init(from decoder: any Decoder) throws {
        all = try decoder.container(keyedBy: Name.self).allKeys.map(\.stringValue)
      }
    }
    return decode(Names.self)?.all.sorted()
  }

  /// A member of any kind, as it is written there.
  func raw(_ name: String) -> SecretBytes? { SecretField.raw(name, in: bytes) }

  /// Decodes a structure that has none of the secret parts.
  func decode<T: Decodable>(_ type: T.Type) -> T? {
    unsafe bytes.withBytes { bytes in
      guard let address = bytes.baseAddress else { return nil }
      let data = unsafe Data(
        bytesNoCopy: UnsafeMutableRawPointer(mutating: address),
        count: bytes.count,
        deallocator: .none
      )
      return try? JSONDecoder().decode(type, from: data)
    }
  }

  /// The keys as containers and machines write them (`Token`) or programs do (`SessionToken`);
  /// nil when one is missing or the `Expiration` is no time.
  func credentials(token: String) -> AWSCredentials? {
    guard let id = text("AccessKeyId"), let secret = secret("SecretAccessKey") else { return nil }
    let expiration = text("Expiration").map { UTCTime(iso8601: $0)?.date }
    if case .some(.none) = expiration { return nil }
    return AWSCredentials(
      accessKeyID: id,
      secretAccessKey: secret,
      sessionToken: self.secret(token),
      expiration: expiration ?? nil,
      accountID: text("AccountId")
    )
  }
}
