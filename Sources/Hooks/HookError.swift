import Git
import Scanning

/// Why a hook could not do its work, or could not be installed.
///
/// Findings are not errors: they are in the ``PreCommitReport``. Whoever runs a hook and gets an
/// error must block the commit: nothing is known about what it holds.
package struct HookError: Error, Sendable, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    /// A policy file cannot be understood: `file` and, where known, `line` say where.
    case policy
    /// An entry for the allow list cannot be written as asked.
    case allowEntry
    /// Git refused, or something in the repository cannot be read.
    case git
    /// The scanner could not be made.
    case scanner
    /// This repository has no place for the hook: it is bare.
    case bareRepository
    /// `core.hooksPath` names a directory that is not this repository's alone.
    case hooksPathElsewhere
    /// Two hooks would have to be kept under one name.
    case previousHookInTheWay
    /// The file system refused.
    case io
  }

  package let kind: Kind
  /// What happened and why.
  package let message: String
  /// What to do next.
  package let hint: String?
  package let file: String?
  /// 1-based.
  package let line: Int?
  /// What another module said, for those who know its type.
  package let underlying: (any Error)?

  package init(
    _ kind: Kind,
    _ message: String,
    hint: String? = nil,
    file: String? = nil,
    line: Int? = nil,
    underlying: (any Error)? = nil
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.file = file
    self.line = line
    self.underlying = underlying
  }

  /// What Git or the file system refused.
  init(_ error: GitError) {
    self.init(
      error.kind == .io ? .io : .git,
      error.message,
      hint: error.hint,
      underlying: error
    )
  }

  /// Reads rules or a policy with a function that the caller has given; `file` is what it reads.
  static func loading<Value>(
    _ file: String? = nil,
    _ body: () throws -> Value
  ) throws(HookError) -> Value {
    do {
      return try body()
    } catch let error as HookError {
      throw error
    } catch let error as ScanError {
      throw HookError(.scanner, error.message, hint: error.hint, underlying: error)
    } catch {
      throw HookError(.policy, "\(error)", file: file, underlying: error)
    }
  }

  /// `file:line: message`, as compilers write it.
  package var description: String {
    guard let file else { return message }
    guard let line else { return "\(file): \(message)" }
    return "\(file):\(line): \(message)"
  }
}
