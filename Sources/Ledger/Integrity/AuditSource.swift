/// Where a history that is looked at comes from.
enum AuditSource {
  case remote(String)
  /// This clone, which is to send it.
  case here

  /// ` from origin`, or nothing.
  var origin: String {
    switch self {
    case .remote(let name): " from \(name)"
    case .here: ""
    }
  }

  /// What is said of a history that is refused.
  var outcome: String {
    switch self {
    case .remote: "Nothing of it was taken over."
    case .here: "Nothing was pushed."
    }
  }
}
