/// What the process tells its caller; one table for all commands (docs/exit-codes.md).
package enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Done, or nothing found.
  case done = 0
  /// Findings, drift or differences.
  case found = 1
  /// Wrong usage or configuration; nothing was changed.
  case usage = 2
  /// Something could not be read, or the program failed: a hook blocks.
  case incomplete = 3
  /// AWS or a remote cannot be reached, or refused.
  case refused = 4
  /// Stopped by the user.
  case interrupted = 130
}
