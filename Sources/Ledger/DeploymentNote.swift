/// The note of a deployment: a line of text for people.
package enum DeploymentNote {
  /// So many bytes of UTF-8 at most.
  package static let maximumLength = 500

  /// Why a text cannot be the note of a deployment, to follow “The note”; nil if it can.
  package static func problem(in text: String) -> String? {
    if text.isEmpty { return "is empty" }
    if text.utf8.count > maximumLength {
      return "has \(text.utf8.count) bytes, of which a record takes \(maximumLength)"
    }
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
    return isPlain ? nil : "has a line break or another control character; it is one line of text"
  }
}
