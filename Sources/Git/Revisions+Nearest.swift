extension Revisions {
  /// The ancestor of a commit to which the fewest steps lead; of two the one that the first parents
  /// lead to, which is what the branch held.
  ///
  /// - Parameters:
  ///   - commit: where to start; it is looked at first.
  ///   - git: the repository.
  ///   - isWanted: whether a commit is one of those that are looked for.
  /// - Returns: nil where none is.
  /// - Throws: `command` if Git fails.
  package static func nearest(
    to commit: ObjectID,
    _ git: GitCommand,
    where isWanted: (ObjectID) throws(GitError) -> Bool
  ) throws(GitError) -> ObjectID? {
    // Children come before parents, so that a commit's distance is final once it is reached.
    let arguments = ["rev-list", "--topo-order", "--parents", commit.hex]
    let lines = try LineReader(git, arguments)
    var steps: [ObjectID: Int] = [commit: 0]
    var mainline: Set<ObjectID> = [commit]
    var best: (id: ObjectID, steps: Int, isMainline: Bool)?
    while let line = try lines.next() {
      let words = line.split(separator: UInt8(ascii: " "))
      guard let first = words.first, let id = ObjectID(hexBytes: first) else {
        throw LineReader.unexpected(line, arguments)
      }
      let distance = steps.removeValue(forKey: id) ?? 0
      let isMainline = mainline.remove(id) != nil
      let isNearer =
        best.map { distance < $0.steps || (distance == $0.steps && isMainline && !$0.isMainline) }
        ?? true
      if isNearer, try isWanted(id) { best = (id, distance, isMainline) }
      for (number, word) in words.dropFirst().enumerated() {
        guard let parent = ObjectID(hexBytes: word) else {
          throw LineReader.unexpected(line, arguments)
        }
        steps[parent] = min(steps[parent] ?? .max, distance + 1)
        if number == 0, isMainline { mainline.insert(parent) }
      }
      // Whatever is still to come is farther away.
      if let best, steps.values.allSatisfy({ $0 > best.steps }) { return best.id }
    }
    return best?.id
  }
}
