package import Git

/// What a repository forbids and accepts.
package struct Policy: Sendable {
  /// Where the policy is written, from the top level of the repository.
  package static let fileName = ".secrets-sync.toml"

  /// Patterns of files that are never committed, as in `.gitignore`.
  package let protect: [String]
  package let allow: AllowList

  package init(protect: [String], allow: AllowList) {
    self.protect = protect
    self.allow = allow
  }

  /// What is protected where a repository says nothing.
  ///
  /// docs/hooks.md says why.
  package static let defaultProtect = [
    "ssm-*.py",
    "secured_modules/*.tf",
    "*.tfstate",
    "*.tfstate.*",
    "*.tfvars",
    "*.tfvars.json",
    ".env",
  ]
}

/// Protect patterns ready to be asked.
package struct ProtectedPaths: Sendable {
  package let patterns: [PathPattern]

  /// Reads a list; `text` is the file that it comes from, where errors look up their line.
  package init(_ patterns: [String], file: String? = nil, text: [UInt8] = []) throws(HookError) {
    var read: [PathPattern] = []
    for pattern in patterns {
      do throws(HookError) {
        read.append(try PathPattern(pattern))
      } catch {
        throw HookError(
          error.kind,
          error.message,
          hint: error.hint,
          file: file,
          line: Self.line(of: pattern, in: text)
        )
      }
    }
    self.patterns = read
  }

  /// The patterns of both, each once.
  package func union(_ other: ProtectedPaths) -> ProtectedPaths {
    ProtectedPaths(patterns: patterns + other.patterns.filter { !patterns.contains($0) })
  }

  private init(patterns: [PathPattern]) { self.patterns = patterns }

  /// The first pattern that protects `path`.
  package func pattern(protecting path: GitPath, isDirectory: Bool = false) -> PathPattern? {
    let names = PathPattern.names(of: path)
    return patterns.first { $0.matches(path, names: names, isDirectory: isDirectory) }
  }

  /// The first pattern that protects what a symbolic link at `link` points to.
  ///
  /// A relative target starts in the link's directory. What leaves the repository is looked at as
  /// though it lay at the top level: a link to `../shared/ssm-prod.py` is a link to a protected
  /// file. An absolute target below `topLevel` is a path of the repository.
  package func pattern(
    protectingTarget target: [UInt8],
    ofLinkAt link: GitPath,
    topLevel: String?
  ) -> PathPattern? {
    let slash = UInt8(ascii: "/")
    var names: [ArraySlice<UInt8>] = []
    var rest = target[...]
    if rest.first == slash {
      if let top = topLevel.map({ Array($0.utf8) + [slash] }), rest.starts(with: top) {
        rest = rest.dropFirst(top.count)
      }
    } else {
      names = link.bytes.split(separator: slash).dropLast()
    }
    for name in rest.split(separator: slash) {
      switch Array(name) {
      case Array(".".utf8): continue
      case Array("..".utf8): _ = names.popLast()
      default: names.append(name)
      }
    }
    guard !names.isEmpty else { return nil }
    return pattern(protecting: GitPath(bytes: Array(names.joined(separator: [slash]))))
  }

  /// The first line that holds the pattern in quotes.
  private static func line(of pattern: String, in text: [UInt8]) -> Int? {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.firstIndex { line in
      let line = String(decoding: line, as: UTF8.self)
      return line.contains("\"\(pattern)\"") || line.contains("'\(pattern)'")
    }.map { $0 + 1 }
  }
}
