import AWS

/// A value as a terminal may show it.
enum ScreenText {
  /// Lines and tabs stay; whatever else could steer the terminal is escaped.
  static func of(_ value: SecretBytes) -> String {
    String(decoding: value.exposed(), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false)
          .map { visible(String($0)) }.joined(separator: "\t")
      }
      .joined(separator: "\n")
  }
}
