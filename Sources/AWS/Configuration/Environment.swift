/// The variables that a caller hands over; an empty one counts as not set.
struct Environment: Sendable {
  let variables: [String: String]

  subscript(_ name: String) -> String? {
    guard let value = variables[name], !value.isEmpty else { return nil }
    return value
  }

  /// Only the word "true", in any case, is true; anything else that is set is false.
  func flag(_ name: String) -> Bool? {
    self[name].map { $0.lowercased() == "true" }
  }
}
