/// What Git says about a remote, fit for messages.
enum RemoteText {
  /// Git's reason: the lines up to the first blank one, the last three at most, redacted.
  ///
  /// The advice that follows a blank line ("Please make sure you have the correct access rights")
  /// says less than what is before it.
  static func reason(_ standardError: String) -> String {
    let lines = standardError.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .drop { $0.allSatisfy(\.isWhitespace) }
      .prefix { !$0.allSatisfy(\.isWhitespace) }
    let text = lines.suffix(3).map { line in
      for prefix in ["fatal: ", "error: "] where line.hasPrefix(prefix) {
        return String(line.dropFirst(prefix.count))
      }
      return String(line)
    }
    return text.isEmpty ? "git gave no reason" : redacted(text.joined(separator: "; "))
  }

  /// What the server's hooks said, after a colon; empty if they were silent.
  static func sentence(_ standardError: String) -> String {
    let lines = standardError.split(whereSeparator: \.isNewline)
      .filter { $0.hasPrefix("remote: ") }
      // Git fills each line up with spaces.
      .map { line in line.dropFirst(8).reversed().drop(while: \.isWhitespace).reversed() }
      .filter { !$0.isEmpty }
      .map { String($0) }
    return lines.isEmpty ? "" : ": " + redacted(lines.prefix(3).joined(separator: "; "))
  }

  /// The text with `***` for user and password in every URL.
  ///
  /// It covers malformed ones, too, with a space or a slash in the password, and rather takes away
  /// too much: after `://`, everything up to the last `@` before the next quote or line end.
  static func redacted(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let scheme = rest.firstRange(of: "://") {
      result += rest[..<scheme.upperBound]
      rest = rest[scheme.upperBound...]
      let end = rest.firstIndex { "'\"`".contains($0) || $0.isNewline } ?? rest.endIndex
      if let at = rest[..<end].lastIndex(of: "@") {
        result += "***"
        rest = rest[at...]
      }
    }
    return result + rest
  }
}
