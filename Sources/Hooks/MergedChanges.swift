import Git

/// What a merge changes itself, and what it takes from another side as it is there.
struct MergedChanges {
  let own: [StagedChange]
  let taken: [StagedChange]

  init(
    _ changes: [StagedChange],
    _ heads: [ObjectID],
    _ git: GitCommand
  ) throws(HookError) {
    var own = changes
    for head in heads where !own.isEmpty {
      // What is not in this list is in the index as in that commit.
      let other = try fromGit { () throws(GitError) in
        try StagedChanges.read(git, against: head)
      }
      let differing = Set(other.map(\.path))
      own.removeAll { !differing.contains($0.path) }
    }
    let left = Set(own.map(\.path))
    self.own = own
    taken = changes.filter { !left.contains($0.path) && $0.newMode.isBlob }
  }
}
