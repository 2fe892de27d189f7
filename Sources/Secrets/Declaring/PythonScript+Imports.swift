/// `import` and `from … import`, which bind names and are not followed.
extension PythonScriptReader {
  /// The names that a statement binds; `*` for those of a whole module, nil where it is none.
  func imports(_ range: Range<Int>, _ bytes: Span<UInt8>) -> [String]? {
    var index = range.lowerBound + 1
    var names: [String] = []
    guard isName("from", range.lowerBound, bytes) else {
      repeat {
        guard let path = path(&index, bytes), let first = path.first else { return nil }
        guard let alias = alias(&index, bytes) else { return nil }
        names.append(alias.isEmpty ? first : alias)
      } while takes(",", &index, bytes)
      return index == range.upperBound ? names : nil
    }
    var isRelative = false
    while takes(".", &index, bytes) { isRelative = true }
    if !(isRelative && isName("import", index, bytes)), path(&index, bytes) == nil { return nil }
    guard isName("import", index, bytes) else { return nil }
    index += 1
    if takes("*", &index, bytes) { return index == range.upperBound ? ["*"] : nil }
    let isInBrackets = takes("(", &index, bytes)
    repeat {
      if isInBrackets, !names.isEmpty, isSymbol(")", index, bytes) { break }
      guard let name = word(index, bytes) else { return nil }
      index += 1
      guard let alias = alias(&index, bytes) else { return nil }
      names.append(alias.isEmpty ? name : alias)
    } while takes(",", &index, bytes)
    if isInBrackets, !takes(")", &index, bytes) { return nil }
    return index == range.upperBound ? names : nil
  }

  mutating func bind(_ names: [String]?, _ line: Int) {
    guard let names else {
      return problem(line, "what is imported here is not understood")
    }
    for name in names {
      if name == "*" {
        importsAll = true
        if !updaters.isEmpty {
          problem(line, "what is imported here may take the place of an updater")
          others.formUnion(updaters.keys)
          updaters = [:]
        }
      }
      if updaters.removeValue(forKey: name) != nil {
        problem(line, "“\(name)” is imported after an updater of that name was made")
        others.insert(name)
      }
      imported.insert(name)
    }
  }

  /// Whether a name has a meaning in the script, as far as that can be told.
  func isBound(_ name: String?) -> Bool {
    guard let name else { return false }
    // Those with an underscore are not among what `*` brings.
    return importsAll && !name.hasPrefix("_") || imported.contains(name) || others.contains(name)
      || updaters[name] != nil
      || ["True", "False", "None"].contains(name)
  }

  /// Names with dots between them.
  private func path(_ index: inout Int, _ bytes: Span<UInt8>) -> [String]? {
    var path: [String] = []
    repeat {
      guard let name = word(index, bytes) else { return nil }
      path.append(name)
      index += 1
    } while takes(".", &index, bytes)
    return path
  }

  /// What stands behind `as`; empty where that is not there.
  private func alias(_ index: inout Int, _ bytes: Span<UInt8>) -> String? {
    guard isName("as", index, bytes) else { return "" }
    guard let name = word(index + 1, bytes) else { return nil }
    index += 2
    return name
  }

  /// A name that is no word of the language.
  private func word(_ index: Int, _ bytes: Span<UInt8>) -> String? {
    let words: Set = [
      "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
      "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if",
      "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
      "while", "with", "yield",
    ]
    return name(index, bytes).flatMap { words.contains($0) ? nil : $0 }
  }

  private func takes(_ symbol: String, _ index: inout Int, _ bytes: Span<UInt8>) -> Bool {
    guard isSymbol(symbol, index, bytes) else { return false }
    index += 1
    return true
  }
}
