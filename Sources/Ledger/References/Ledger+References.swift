package import Git

extension Ledger {
  /// The secrets of AWS that the code of a commit names; prose (`*.md`) is left out.
  ///
  /// `git grep` finds the files, so that a large repository costs what that takes.
  package func references(in commit: ObjectID) throws(LedgerError) -> [CodeReference] {
    let result = try viaGit { () throws(GitError) in
      try git.run([
        "grep", "-I", "-l", "-z", "--full-name", "-E", "-e", ReferenceScanner.pattern, commit.hex,
        "--", ":/", ":(top,exclude,icase)*.md",
      ])
    }
    if result.status == 1 { return [] }
    guard result.status == 0 else {
      let reason = RemoteText.reason(result.standardError)
      throw LedgerError(.damaged, "The code of \(commit.abbreviated) cannot be read: \(reason).")
    }
    // <commit>:<path> NUL
    let names = result.standardOutput.split(separator: 0).filter { !$0.contains(0x0A) }
    let files = try viaGit { () throws(GitError) in
      let blobs = try BlobReader(git)
      let files = try blobs.read(revisions: names.map { Array($0) })
      try blobs.close()
      return files
    }
    var found: [CodeReference] = []
    for (name, file) in zip(names, files) {
      guard let file else { continue }
      let path = GitPath(bytes: Array(name.dropFirst(commit.hex.utf8.count + 1)))
      found += ReferenceScanner.scan(
        String(decoding: file.bytes, as: UTF8.self),
        path: path.description
      )
    }
    return found
  }
}
