/// Why a text could not be scanned as a whole.
///
/// What a scan did not see is never called clean.
package struct ScanError: Error, Sendable {
  package let message: String
  package let hint: String?

  package init(message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
