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
    for key in values.allKeys {
      guard case .unknown(let name) = key else { continue }
      members.append((name, try values.decode(JSONText.self, forKey: key)))
    }
    if members.count > 1 {
      members.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }
  }
}

/// A key of a JSON object: one of `Known`, or any other.
enum MemberKey<Known: CodingKey>: CodingKey {
  case known(Known)
  case unknown(String)

  init(stringValue: String) {
    self = Known(stringValue: stringValue).map(Self.known) ?? .unknown(stringValue)
  }

  init?(intValue: Int) { nil }

  var stringValue: String {
    switch self {
    case .known(let key): key.stringValue
    case .unknown(let name): name
    }
  }

  var intValue: Int? { nil }
}
