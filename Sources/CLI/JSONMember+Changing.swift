import AWS
import Secrets

/// A member of the JSON object that a secret holds, given a new value.
extension JSONMember {
  /// Whether the key is not in the object of `current` yet.
  ///
  /// - Throws: a usage error unless `adding` where it is not: a slip of the pen would leave the old
  ///   member as it was, and nobody would read the new one.
  static func isNew(
    _ key: String,
    in current: SecretValue?,
    adding: Bool,
    _ reference: SecretReference
  ) throws -> Bool {
    let object = try object(current, reference)
    let keys: [String]
    do throws(JSONEdit.Problem) {
      keys = try JSONEdit.keys(of: object)
    } catch {
      throw failure(error, key, reference)
    }
    if keys.contains(key) { return false }
    guard !adding else { return true }
    let other =
      nearest(to: key, in: keys).map { "Did you mean \(visible($0))? " }
      ?? (keys.isEmpty ? "It has no keys at all. " : "Its keys: \(list(keys)). ")
    throw Failure.usage(
      "\(visible(reference.description)): the JSON object has no key “\(visible(key))”. "
        + "Nothing was written.",
      hint: other + "--add-key adds it."
    )
  }

  /// The object of `current` with a member changed.
  static func set(
    _ key: String,
    to value: SecretBytes,
    in current: SecretValue?,
    _ reference: SecretReference
  ) throws -> SecretBytes {
    let object = try object(current, reference)
    do throws(JSONEdit.Problem) {
      return try JSONEdit.setting(key, to: value, in: object)
    } catch {
      throw failure(error, key, reference)
    }
  }

  private static func object(
    _ current: SecretValue?,
    _ reference: SecretReference
  ) throws -> SecretBytes {
    if let current { return current.bytes }
    throw Failure.usage(
      "\(visible(reference.description)) has no value yet, and so no JSON object to change.",
      hint: "Give it a whole one, without --json-key."
    )
  }

  private static func failure(
    _ problem: JSONEdit.Problem,
    _ key: String,
    _ reference: SecretReference
  ) -> Failure {
    let (name, text) = (visible(reference.description), visible(key))
    return switch problem {
    case .notAnObject:
      .usage(
        "\(name): the value is not a JSON object, so it has no keys.",
        hint: "Leave out --json-key to change the whole value."
      )
    case .repeatedKey:
      .usage(
        "\(name): the key “\(text)” is there more than once, and readers take different ones.",
        hint: "Give the whole value anew, without --json-key."
      )
    case .otherKind(let kind):
      .usage(
        "\(name): “\(text)” holds \(kind), and what was given is not.",
        hint: "Give \(kind) as JSON, or the whole value anew, without --json-key."
      )
    case .notText:
      .usage("\(name): a member of JSON is text, and what was given is not UTF-8.")
    }
  }
}
