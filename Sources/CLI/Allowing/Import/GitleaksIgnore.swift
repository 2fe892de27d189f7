import Git

/// `.gitleaksignore`: `[commit:]file:rule:line`, one a line (README, "gitleaksignore").
enum GitleaksIgnore {
  static func read(_ list: ImportedList, _ source: ImportSource) throws {
    for item in list.lines {
      var parts = item.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard parts.count >= 3, let line = Int(parts.removeLast()) else {
        list.refuse(item, "it is not [commit:]file:rule:line")
        continue
      }
      // The rule is theirs, and says nothing about ours.
      parts.removeLast()
      var commit: String?
      if parts.count > 1, [40, 64].contains(parts[0].utf8.count),
        parts[0].allSatisfy(\.isHexDigit)
      {
        commit = parts.removeFirst()
      }
      let name = parts.joined(separator: ":")
      guard !name.contains("!") else {
        list.refuse(item, "it is about a file inside of an archive")
        continue
      }
      let path = GitPath(name)
      let found = try commit.map { try source.values(in: path, of: $0) } ?? source.values(in: path)
      guard let found else {
        list.refuse(
          item,
          commit == nil ? "there is no such file" : "the commit or the file is not in this clone"
        )
        continue
      }
      list.take(
        item,
        found.filter { $0.covers(line: line) },
        otherwise: "nothing is found on that line"
      )
    }
  }
}
