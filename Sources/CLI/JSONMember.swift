import AWS
import FoundationEssentials
import Secrets

/// The `#key` of a reference: a member of the JSON object that a secret holds.
enum JSONMember {
  /// A string is given as its text, anything else as JSON.
  static func select(
    _ key: String,
    in value: SecretBytes,
    of reference: SecretReference
  ) throws -> SecretBytes {
    let object: [String: Value]
    do {
      object = try JSONDecoder().decode([String: Value].self, from: Data(value.exposed()))
    } catch {
      throw Failure.usage(
        "\(visible(reference.description)): the value is not a JSON object, so it has no keys.",
        hint: "Leave out #\(visible(key)) to get the whole value."
      )
    }
    guard let member = object[key] else {
      throw Failure.usage(
        "\(visible(reference.description)): the JSON object has no key “\(visible(key))”.",
        hint: object.isEmpty
          ? "It has no keys at all."
          : "Its keys: \(object.keys.sorted().map(visible).joined(separator: ", "))."
      )
    }
    return SecretBytes(utf8: member.text)
  }

  /// A JSON value that can be written again.
  private enum Value: Codable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Decimal)
    case string(String)
    case array([Value])
    case object([String: Value])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let value = try? container.decode(Bool.self) {
        self = .bool(value)
      } else if let value = try? container.decode(Int64.self) {
        self = .integer(value)
      } else if let value = try? container.decode(Decimal.self) {
        self = .number(value)
      } else if let value = try? container.decode(String.self) {
        self = .string(value)
      } else if let value = try? container.decode([Value].self) {
        self = .array(value)
      } else {
        self = .object(try container.decode([String: Value].self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .null: try container.encodeNil()
      case .bool(let value): try container.encode(value)
      case .integer(let value): try container.encode(value)
      case .number(let value): try container.encode(value)
      case .string(let value): try container.encode(value)
      case .array(let value): try container.encode(value)
      case .object(let value): try container.encode(value)
      }
    }

    var text: String {
      if case .string(let text) = self { return text }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      guard let data = try? encoder.encode(self) else { return "null" }
      return String(decoding: data, as: UTF8.self)
    }
  }
}
