import AWS
import Secrets

/// The `#key` of a reference: a member of the JSON object that a secret holds.
enum JSONMember {
  /// A string is given as its text, anything else byte for byte as it stands in the value.
  static func select(
    _ key: String,
    in value: SecretBytes,
    of reference: SecretReference
  ) throws -> SecretBytes {
    let name = visible(reference.description)
    guard let object = JSONObject(value) else {
      throw Failure.usage(
        "\(name): the value is not a JSON object, so it has no keys.",
        hint: "Leave out #\(visible(key)) to get the whole value."
      )
    }
    let member: SecretBytes?
    do throws(JSONObject.Problem) {
      member = try object.member(key)
    } catch {
      throw failure(error, name, of: reference.description)
    }
    guard let member else {
      throw Failure.usage(
        "\(name): the JSON object has no key “\(visible(key))”.",
        hint: object.keys.isEmpty ? "It has no keys at all." : "Its keys: \(list(object.keys))."
      )
    }
    return member
  }

  /// Why a part of the secret cannot be given.
  static func failure(
    _ problem: JSONObject.Problem,
    _ name: String,
    of reference: String
  ) -> SecretsError {
    switch problem {
    case .repeatedKey(let key):
      SecretsError(
        .invalidValue,
        "\(name): the key “\(visible(key))” is there more than once, and readers take different ones."
      ) {
        let whole = reference.prefix { $0 != "#" }
        return "`git secrets-sync edit \(visible(String(whole)))\($0)` shows the whole value."
      }
    case .notText(let key):
      SecretsError(
        .invalidValue,
        "\(name): “\(visible(key))” holds half a character (\\uD800 to \\uDFFF), which is no text."
      )
    }
  }

  /// Keys as a hint names them.
  static func list(_ keys: [String]) -> String {
    keys.sorted().map(visible).joined(separator: ", ")
  }
}
