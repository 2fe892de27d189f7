import CPCRE2

/// What matching needs beside patterns and text; one for each scan, used by one thread.
@safe final class Matcher {
  /// Backtracking steps; patterns with bounded quantifiers stay far below.
  private static let matchLimit: UInt32 = 2_000_000
  private static let depthLimit: UInt32 = 20_000
  /// In units of 1024 bytes; PCRE2 would take 20 GB where there is no machine code.
  private static let heapLimit: UInt32 = 32 << 10

  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private var stack: OpaquePointer?
  private let budget: MatchBudget

  init(_ budget: MatchBudget) {
    self.budget = budget
    unsafe data = pcre2_match_data_create_8(64, nil)
    unsafe context = pcre2_match_context_create_8(nil)
    unsafe pcre2_set_match_limit_8(context, Self.matchLimit)
    unsafe pcre2_set_depth_limit_8(context, Self.depthLimit)
    unsafe pcre2_set_heap_limit_8(context, Self.heapLimit)
  }

  deinit {
    unsafe pcre2_match_data_free_8(data)
    unsafe pcre2_match_context_free_8(context)
    if unsafe stack != nil { unsafe pcre2_jit_stack_free_8(stack) }
  }

  /// The first match that starts in `starts`, its upper bound included.
  ///
  /// Corresponds to `pcre2_match` with an offset limit.
  func firstMatch(
    _ pattern: CompiledPattern,
    in text: UnsafeBufferPointer<UInt8>,
    starts: ClosedRange<Int>
  ) throws(ScanError) -> (whole: Range<Int>, value: Range<Int>)? {
    var start = starts.lowerBound
    guard pattern.isGuarded else {
      while true {
        let end = min(starts.upperBound, start + budget.step)
        let found = unsafe try match(pattern, in: text, starts: start...end)
        try budget.note(pattern.rule, starts: (found?.whole.lowerBound ?? end) - start)
        if let found { return found }
        guard end < starts.upperBound else { return nil }
        start = end + 1
      }
    }
    while start <= starts.upperBound {
      let end = min(starts.upperBound, start + budget.portion - 1)
      let found = try budget.spend(pattern.rule, bytes: text.count) { () throws(ScanError) in
        unsafe try match(pattern, in: text, starts: start...end)
      }
      if let found { return found }
      start = end + 1
    }
    return nil
  }

  private func match(
    _ pattern: CompiledPattern,
    in text: UnsafeBufferPointer<UInt8>,
    starts: ClosedRange<Int>
  ) throws(ScanError) -> (whole: Range<Int>, value: Range<Int>)? {
    unsafe pcre2_set_offset_limit_8(context, starts.upperBound)
    var status = unsafe match(pattern, text, starts.lowerBound, options: 0)
    if status == PCRE2_ERROR_JIT_STACKLIMIT {
      if unsafe stack == nil {
        unsafe stack = pcre2_jit_stack_create_8(64 << 10, 4 << 20, nil)
        unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
      }
      status = unsafe match(pattern, text, starts.lowerBound, options: 0)
    }
    if status == PCRE2_ERROR_JIT_STACKLIMIT {
      status = unsafe match(pattern, text, starts.lowerBound, options: UInt32(PCRE2_NO_JIT))
    }
    if status == PCRE2_ERROR_NOMATCH { return nil }
    guard status >= 0, let vector = unsafe pcre2_get_ovector_pointer_8(data) else {
      throw ScanError(
        message: "rule `\(pattern.rule)` could not be tried from byte \(starts.lowerBound) on: "
          + PCRE2Message.text(status),
        hint: "look at this file by hand; a pattern with bounded quantifiers avoids this"
      )
    }
    let whole = unsafe vector[0]..<max(vector[0], vector[1])
    for group in pattern.secretGroups where group < Int(status) || status == 0 {
      let start = unsafe vector[2 * group]
      let end = unsafe vector[2 * group + 1]
      // Of the groups of a user's rule the first that holds something counts, as in gitleaks.
      if start != Int(bitPattern: UInt.max), start <= end, !pattern.isGuarded || start < end {
        return (whole, pattern.isGuarded ? unsafe trimmed(start..<end, text) : start..<end)
      }
    }
    return (whole, pattern.isGuarded ? unsafe trimmed(whole, text) : whole)
  }

  /// Without the ends of lines around it, which are no part of a value, whatever its rule says.
  private func trimmed(_ range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    func isLineEnd(_ place: Int) -> Bool { unsafe text[place] == 0x0A || text[place] == 0x0D }
    var (start, end) = (range.lowerBound, range.upperBound)
    while end > start, isLineEnd(end - 1) { end -= 1 }
    while start < end, isLineEnd(start) { start += 1 }
    return start..<end
  }

  private func match(
    _ pattern: CompiledPattern,
    _ text: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    options: UInt32
  ) -> Int32 {
    unsafe pcre2_match_8(
      pattern.code,
      text.baseAddress,
      text.count,
      start,
      options,
      data,
      context
    )
  }
}
