/// The members of a JSON object that this program does not know: a later one wrote them.
///
/// They are kept, so that whatever copies or shows a record loses nothing, and written after the
/// known ones, in the order of their names.
struct UnknownMembers: Sendable, Equatable {
  private(set) var members: [(key: String, value: JSONText)] = []

  static func == (a: UnknownMembers, b: UnknownMembers) -> Bool { a.text == b.text }

  private var text: String { JSONText.object(members).text }

  init() {}

  /// The members of `values` whose keys are not among `Known`.
  init<Known>(_ values: KeyedDecodingContainer<MemberKey<Known>>) throws {
    for key in values.allKeys where !Known.names.contains(key.stringValue) {
      members.append((key.stringValue, try values.decode(JSONText.self, forKey: key)))
    }
    if members.count > 1 {
      members.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }
  }
}

/// The keys that this program knows in an object.
protocol KnownKeys: CodingKey {
  static var names: Set<String> { get }
}

/// A key of a JSON object: one of `Known`, or any other.
struct MemberKey<Known: KnownKeys>: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }

  static func known(_ key: Known) -> MemberKey { MemberKey(stringValue: key.stringValue) }
}
