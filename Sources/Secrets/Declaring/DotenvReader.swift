package import AWS

/// A dotenv file: a variable and its value on each line, as one of its readers takes them.
///
/// The readers do not agree on quotes, escapes and blanks. Without a dialect, an entry counts where a
/// shell, Node.js and python-dotenv all read the same of it; where they do not, that is a problem.
package enum DotenvReader {
  package static func read(_ file: SecretBytes, dialect: DotenvDialect?) -> ListedSecrets {
    guard let line = file.lineThatIsNoText else {
      return dialect.map { one(file, $0) } ?? agreed(file)
    }
    var result = ListedSecrets()
    result.problem(line, "what is there is no UTF-8, or a zero byte")
    return result
  }

  private static func one(_ file: SecretBytes, _ dialect: DotenvDialect) -> ListedSecrets {
    file.withSpan { bytes in
      var lines = DotenvLines(dialect: dialect)
      lines.read(bytes)
      return lines.result
    }
  }

  private static func agreed(_ file: SecretBytes) -> ListedSecrets {
    let readings = [DotenvDialect.posix, .node, .python].map { one(file, $0) }
    var result = ListedSecrets()
    var lines: Set<Int> = []
    for reading in readings {
      for entry in reading.entries where lines.insert(entry.line).inserted {
        if readings.allSatisfy({ $0.entries.contains(entry) }) {
          result.add(entry.name, entry.value, line: entry.line)
        } else {
          result.problem(
            entry.line,
            "readers of such files take \(printable(entry.name)) for different values, or not at all"
          )
        }
      }
      for problem in reading.problems where lines.insert(problem.line).inserted {
        result.problems.append(problem)
      }
    }
    result.entries.sort { $0.line < $1.line }
    result.problems.sort { $0.line < $1.line }
    return result
  }
}

extension SecretBytes {
  /// The first line that holds a zero byte or is not UTF-8, counted from 1.
  var lineThatIsNoText: Int? {
    withSpan { bytes in
      let isText = (try? UTF8Span(validating: bytes)) != nil
      var (line, start) = (1, 0)
      for index in bytes.indices {
        if bytes[index] == 0 { return line }
        guard bytes[index] == UInt8(ascii: "\n") else { continue }
        if !isText, (try? UTF8Span(validating: bytes.extracting(start..<index))) == nil {
          return line
        }
        (line, start) = (line + 1, index + 1)
      }
      return isText ? nil : line
    }
  }
}
