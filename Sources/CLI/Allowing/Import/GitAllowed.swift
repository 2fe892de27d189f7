import Git
import Scanning

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The allowed patterns of git-secrets, in `.gitallowed` or the setting `secrets.allowed`: POSIX
/// extended regular expressions that are tried on `file:line:text` (its README, "Ignoring false
/// positives").
enum GitAllowed {
  static func read(_ list: ImportedList, _ source: ImportSource) throws {
    let values = try source.allValues()
    // A pattern may be the value that it allows.
    for (place, text) in list.numberedLines {
      guard let pattern = ExtendedPattern(text) else {
        list.refuse(place, "it is no extended regular expression")
        continue
      }
      let covered = values.filter { found in
        let start = "\(found.path.string ?? found.path.description):\(found.finding.line):"
        return pattern.matches(Array(start.utf8) + found.line)
      }
      list.take(place, covered, otherwise: "no line with a finding matches")
    }
  }
}

/// A compiled pattern of regcomp(3).
@safe private final class ExtendedPattern {
  private var compiled = unsafe regex_t()

  init?(_ source: String) {
    guard unsafe regcomp(&compiled, source, REG_EXTENDED | REG_NOSUB) == 0 else { return nil }
  }

  deinit { unsafe regfree(&compiled) }

  /// Whether it matches anywhere in a line; what follows a zero byte is not looked at.
  func matches(_ line: [UInt8]) -> Bool {
    let text = line.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
    return unsafe regexec(&compiled, text, 0, nil, 0) == 0
  }
}
