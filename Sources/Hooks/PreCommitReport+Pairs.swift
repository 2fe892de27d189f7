package import Git
package import Scanning

extension Pairs {
  /// Findings as halves, given the scope of each.
  package static func halves(
    _ findings: [(path: GitPath, finding: Finding)],
    scope: (Int) -> Int
  ) -> [Half] {
    struct File: Hashable {
      let path: GitPath
      let scope: Int
    }
    var files: [File: Int] = [:]
    return findings.indices.map { index in
      let (path, finding) = findings[index]
      let scope = scope(index)
      let file = File(path: path.member(finding.member), scope: scope)
      let number = files[file] ?? files.count
      files[file] = number
      return Half(
        finding: finding,
        file: number,
        scope: scope,
        place: "\(file.path.description):\(finding.line)"
      )
    }
  }
}

extension PreCommitReport {
  /// Makes one finding of the halves of a credential, wherever they are staged.
  ///
  /// A half that is new is never dropped for one that the last commit holds already.
  package mutating func unite(by pairs: Pairs) {
    let all = newFindings + faintFindings + oldFindings
    let halves = Pairs.halves(all.map { ($0.path, $0.finding) }) { _ in 0 }
    var changed = all
    var dropped: Set<Int> = []
    let matches = pairs.matches(halves)
    guard !matches.isEmpty else { return }
    for (secret, other) in matches {
      changed[secret].finding = all[secret].finding.united(
        with: all[other].finding,
        at: halves[other].place
      )
      if all[secret].isNew || !all[other].isNew { dropped.insert(other) }
    }
    let rest = changed.indices.filter { !dropped.contains($0) }
    func part(_ range: Range<Int>) -> [LocatedFinding] {
      rest.filter(range.contains).map { changed[$0] }
    }
    let faint = newFindings.count..<newFindings.count + faintFindings.count
    let old = faint.upperBound..<all.count
    // One half made the other grave.
    let risen = part(faint).filter { $0.finding.level > .low }
    newFindings = part(0..<faint.lowerBound) + risen
    if !risen.isEmpty {
      newFindings.sort {
        ($0.path, $0.finding.range.lowerBound) < ($1.path, $1.finding.range.lowerBound)
      }
    }
    faintFindings = part(faint).filter { $0.finding.level <= .low }
    oldFindings = part(old)
  }
}
