import Git
import Hooks
package import Scanning

extension ScanReport {
  /// Makes one finding of the halves of a credential: in one file, in the files of one scan, or of
  /// one commit of the history.
  package mutating func unite(by pairs: Pairs) {
    guard entries.contains(where: { pairs.concern($0.finding.rule) }) else { return }
    var scopes: [ObjectID: Int] = [:]
    let halves = Pairs.halves(entries.map { ($0.path, $0.finding) }) { index in
      guard let commit = entries[index].origin?.commit else { return 0 }
      let number = scopes[commit] ?? scopes.count + 1
      scopes[commit] = number
      return number
    }
    var dropped: Set<Int> = []
    for (secret, other) in pairs.matches(halves) {
      var united = Entry(
        path: entries[secret].path,
        finding: entries[secret].finding.united(
          with: entries[other].finding,
          at: halves[other].place
        ),
        isNew: entries[secret].isNew,
        complaint: entries[secret].complaint
      )
      united.origin = entries[secret].origin
      entries[secret] = united
      dropped.insert(other)
    }
    guard !dropped.isEmpty else { return }
    entries = entries.indices.filter { !dropped.contains($0) }.map { entries[$0] }
  }
}
