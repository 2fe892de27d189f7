/// A request in the environment to leave out the check, in the way that pre-commit made common.
///
/// `SKIP` holds a comma-separated list of hook ids (<https://pre-commit.com/#temporarily-disabling-hooks>);
/// this hook's id is `secrets-sync`. Whoever honours the request says so on the terminal.
package struct SkipRequest: Sendable, Equatable {
  package static let variable = "SKIP"
  package static let identifier = "secrets-sync"
  /// Of what a push looks at for the vault's sake alone.
  package static let vaultIdentifier = "secrets-sync-vault"

  /// The whole value of the variable, to be shown.
  package let value: String

  /// The request in `environment`; nil when there is none for this hook.
  package static func parse(
    _ environment: [String: String],
    for identifier: String = identifier
  ) -> SkipRequest? {
    guard let value = environment[variable] else { return nil }
    let asked = value.split(separator: ",").contains { trimmed($0) == identifier }
    return asked ? SkipRequest(value: value) : nil
  }

  private static func trimmed(_ item: Substring) -> Substring {
    var item = item.drop(while: \.isWhitespace)
    while item.last?.isWhitespace == true { item.removeLast() }
    return item
  }
}
