/// A value of a TOML document with the place where it stands.
///
/// The package's own reader, because a configuration error must name its line also when the syntax
/// is right: an unknown key, a wrong type (docs/design/0003-toml-reader.md).
struct TOMLValue: Sendable {
  enum Kind: Sendable {
    case string(String)
    case integer(Int)
    case float(String)
    case boolean(Bool)
    case dateTime(String)
    case array([TOMLValue])
    case table(TOMLTable)
  }

  var kind: Kind
  var line: Int

  /// What TOML calls this type of value.
  var typeName: String {
    switch kind {
    case .string: "a string"
    case .integer: "an integer"
    case .float: "a float"
    case .boolean: "a boolean"
    case .dateTime: "a date or time"
    case .array: "an array"
    case .table: "a table"
    }
  }
}

/// A table: keys in the order of the document.
struct TOMLTable: Sendable {
  /// How the table came to be, which decides whether the document may still add to it.
  enum Origin: Sendable {
    case header
    case implied
    case dotted
    case inline
  }

  private(set) var keys: [String] = []
  private var values: [String: TOMLValue] = [:]
  var origin: Origin

  init(origin: Origin) {
    self.origin = origin
  }

  subscript(key: String) -> TOMLValue? {
    get { values[key] }
    set {
      if values[key] == nil { keys.append(key) }
      values[key] = newValue
    }
  }
}

/// Why a document is not TOML.
struct TOMLError: Error, Equatable {
  let line: Int
  let message: String
}
