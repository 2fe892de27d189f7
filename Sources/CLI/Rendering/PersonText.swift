/// Who did something, as tables show it.
enum PersonText {
  /// What tells people apart of an ARN: `ann` of a user, `Deployer/ann` of the session of a role;
  /// anything else as it is.
  static func short(_ who: String) -> String {
    guard who.hasPrefix("arn:"),
      let resource = who.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        .dropFirst(5).first
    else { return who }
    let pieces = resource.split(separator: "/")
    switch pieces.first {
    case "user": return String(pieces.last ?? resource)
    case "assumed-role": return pieces.dropFirst().joined(separator: "/")
    default: return String(resource)
    }
  }
}
