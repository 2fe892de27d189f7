import CPCRE2
import Synchronization

extension Rule {
  /// What there is of the compiled pattern.
  enum Program: Sendable {
    case untried
    case interpreted(CompiledPattern, bytes: Int)
    case native(CompiledPattern)
    case failed(ScanError)
  }

  /// So many bytes are matched by interpretation before machine code is worth its making.
  private static let worthNative = 16_384

  /// The pattern, compiled when it is first needed, for a match over about so many bytes.
  ///
  /// The first uses interpret it: machine code takes longer to make than a small file to match.
  func compiled(forBytes bytes: Int) throws(ScanError) -> CompiledPattern {
    let result: Result<CompiledPattern, ScanError> = program.withLock { program in
      switch program {
      case .failed(let error): return .failure(error)
      case .native(let pattern): return .success(pattern)
      case .interpreted(let pattern, let before) where before + bytes < Self.worthNative:
        program = .interpreted(pattern, bytes: before + bytes)
        return .success(pattern)
      case .interpreted, .untried:
        let native = if case .interpreted = program { true } else { bytes >= Self.worthNative }
        do throws(ScanError) {
          let compiled = try CompiledPattern(
            Boundaries.compile(pattern, boundary),
            rule: id,
            native: native,
            isGuarded: custom != nil,
            hasOneStart: startsAtKeyword
          )
          program = native ? .native(compiled) : .interpreted(compiled, bytes: bytes)
          return .success(compiled)
        } catch {
          program = .failed(error)
          return .failure(error)
        }
      }
    }
    return try result.get()
  }
}

extension Rule {
  fileprivate var startsAtKeyword: Bool { if case .atKeyword = window { true } else { false } }
}

/// What `pcre2_compile` made of a pattern.
///
/// PCRE2 documents compiled patterns as read-only while matching and thus safe to share.
@safe final class CompiledPattern: @unchecked Sendable {
  let rule: String
  let code: OpaquePointer
  /// The numbers of the groups named `secret`; none when the whole match is the value.
  let secretGroups: [Int]
  /// Written by a user: matched with a limit on the time.
  let isGuarded: Bool

  /// Corresponds to `pcre2_compile` and `pcre2_jit_compile`.
  init(
    _ pattern: String,
    rule: String,
    native: Bool,
    isGuarded: Bool = false,
    hasOneStart: Bool = false
  ) throws(ScanError) {
    let context = unsafe pcre2_compile_context_create_8(nil)
    defer { unsafe pcre2_compile_context_free_8(context) }
    unsafe pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_ANYCRLF))
    var status: Int32 = 0
    var offset = 0
    var source = pattern
    var options = PCRE2_USE_OFFSET_LIMIT | PCRE2_NEVER_UTF | PCRE2_DUPNAMES
    // Before it tries one place, PCRE2 would look through the next 5,000 bytes for a byte that all
    // matches have.
    if hasOneStart { options |= PCRE2_NO_START_OPTIMIZE }
    let compiled = source.withUTF8 { bytes in
      unsafe pcre2_compile_8(
        bytes.baseAddress,
        bytes.count,
        UInt32(options),
        &status,
        &offset,
        context
      )
    }
    guard let compiled = unsafe compiled else {
      throw ScanError(
        message: "the pattern of rule `\(rule)` does not compile: \(PCRE2Message.text(status))"
          + " at byte \(offset) of `\(pattern)`",
        hint: "correct the pattern, or leave the rule out"
      )
    }
    self.rule = rule
    self.isGuarded = isGuarded
    unsafe code = compiled
    secretGroups = unsafe Self.groups(named: "secret", in: compiled)
    // Without machine code matching is slower and finds the same.
    if native { unsafe pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE)) }
  }

  deinit { unsafe pcre2_code_free_8(code) }

  private static func groups(named name: String, in code: OpaquePointer) -> [Int] {
    var first: PCRE2_SPTR8?
    var last: PCRE2_SPTR8?
    var name = Array(name.utf8)
    name.append(0)
    let size = unsafe pcre2_substring_nametable_scan_8(code, name, &first, &last)
    guard size > 0, var entry = unsafe first, let last = unsafe last else { return [] }
    var numbers: [Int] = []
    while unsafe entry <= last {
      unsafe numbers.append(Int(entry[0]) << 8 | Int(entry[1]))
      unsafe entry += Int(size)
    }
    return numbers
  }
}

enum PCRE2Message {
  /// Corresponds to `pcre2_get_error_message`.
  static func text(_ status: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = unsafe pcre2_get_error_message_8(status, &buffer, buffer.count)
    guard length > 0 else { return "PCRE2 error \(status)" }
    return String(decoding: buffer[..<Int(length)], as: UTF8.self)
  }
}
