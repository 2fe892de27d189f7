/// Why a regular expression of a user cannot be used.
package struct RegexProblem: Error, Sendable, Equatable {
  /// A clause without a full stop.
  package let message: String
  /// Where, in bytes of the expression from 0.
  package let offset: Int

  package init(_ message: String, at offset: Int) {
    self.message = message
    self.offset = offset
  }
}
