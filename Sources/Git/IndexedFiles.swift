/// What the index holds besides the files of the working tree.
package enum IndexedFiles {
  /// Blobs of files that are something else in the working tree, or are gone from it; of a file in
  /// conflict those of all sides.
  ///
  /// - Throws: `command` if Git fails; `corrupt` if it answers in a form that is not known.
  package static func changed(
    _ git: GitCommand
  ) throws(GitError) -> [(path: GitPath, blob: ObjectID)] {
    let output = try git.output([
      "diff-files", "--raw", "-z", "--no-abbrev", "--no-renames", "--ignore-submodules=all",
    ])
    var changed: [(path: GitPath, blob: ObjectID)] = []
    var reader = RawDiffReader(output[...])
    // What is only meant to be added has no blob yet.
    while let change = try reader.next() {
      if change.oldMode.isBlob, !change.oldID.isZero { changed.append((change.path, change.oldID)) }
    }
    // `<mode> <id> <stage>`, a tab, the path
    var sides = RawDiffReader(try git.output(["ls-files", "--unmerged", "-z"])[...])
    while !sides.rest.isEmpty {
      let line = try sides.field()
      let words = line.prefix { $0 != UInt8(ascii: "\t") }.split(separator: UInt8(ascii: " "))
      guard words.count == 3, let mode = FileMode(octalBytes: words[0]),
        let blob = ObjectID(hexBytes: words[1]),
        let tab = line.firstIndex(of: UInt8(ascii: "\t"))
      else { throw RawDiffReader.unexpected(line) }
      if mode.isBlob { changed.append((GitPath(bytes: Array(line[(tab + 1)...])), blob)) }
    }
    return changed
  }
}
