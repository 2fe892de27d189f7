import CPCRE2

/// A regular expression that a user wrote, in the syntax of RE2.
@safe package final class UserRegex: @unchecked Sendable {
  /// As the user wrote it.
  package let source: String
  /// For PCRE2, with newlines that are `\n` alone, as in RE2.
  let pattern: String

  // PCRE2 documents compiled patterns as read-only while matching.
  private let code: OpaquePointer

  /// Backtracking steps.
  private static let matchLimit: UInt32 = 100_000
  /// In units of 1024 bytes.
  private static let heapLimit: UInt32 = 32 << 10

  private static let prefix = "(*LF)"

  /// Compiles an expression; corresponds to `pcre2_compile`.
  ///
  /// The secret group is that of ``RE2Translation``.
  package init(_ source: String, secretGroup: Int? = nil) throws(RegexProblem) {
    let translation = try RE2Translation(source, secretGroup: secretGroup)
    let bytes = Array(Self.prefix.utf8) + translation.output
    var status: Int32 = 0
    var offset = 0
    let compiled = unsafe pcre2_compile_8(
      bytes,
      bytes.count,
      UInt32(PCRE2_NEVER_UTF | PCRE2_DUPNAMES),
      &status,
      &offset,
      nil
    )
    guard let compiled = unsafe compiled else {
      let place = offset - Self.prefix.utf8.count
      let origins = translation.origins
      throw RegexProblem(
        PCRE2Message.text(status),
        at: origins.indices.contains(place) ? origins[place] : source.utf8.count
      )
    }
    self.source = source
    pattern = String(decoding: bytes, as: UTF8.self)
    unsafe code = compiled
  }

  deinit { unsafe pcre2_code_free_8(code) }

  /// Whether it matches somewhere; false also when that takes too many steps.
  ///
  /// Used for what keeps a finding from being reported: in doubt it is reported.
  func matches(_ bytes: some Collection<UInt8>) -> Bool { verdict(on: bytes) ?? false }

  /// Whether it matches somewhere; nil when that takes too many steps.
  func verdict(on bytes: some Collection<UInt8>) -> Bool? {
    let bytes = Array(bytes)
    guard let data = unsafe pcre2_match_data_create_8(1, nil) else { return nil }
    defer { unsafe pcre2_match_data_free_8(data) }
    let context = unsafe pcre2_match_context_create_8(nil)
    defer { unsafe pcre2_match_context_free_8(context) }
    unsafe pcre2_set_match_limit_8(context, Self.matchLimit)
    unsafe pcre2_set_heap_limit_8(context, Self.heapLimit)
    let status = unsafe pcre2_match_8(code, bytes, bytes.count, 0, 0, data, context)
    return status >= 0 ? true : status == PCRE2_ERROR_NOMATCH ? false : nil
  }
}
