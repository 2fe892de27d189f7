/// The message of a commit as Git gives it to its hooks.
package enum CommitMessage {
  /// What stands for it in reports, and is the path of allow entries.
  package static let name = "(commit message)"

  /// What may become the message: all before the line at which `git commit --verbose` puts the diff.
  ///
  /// Lines that begin with `#` belong to it: with `-m`, Git keeps them.
  package static func text(of file: [UInt8]) -> ArraySlice<UInt8> {
    let scissors = Array("------------------------ >8 ------------------------".utf8)
    var start = 0
    while start < file.count {
      let end = file[start...].firstIndex(of: UInt8(ascii: "\n")) ?? file.count
      // Behind the comment character, whichever it is, and a blank.
      if file[start..<end].dropFirst(2).elementsEqual(scissors) { return file[..<start] }
      start = end + 1
    }
    return file[...]
  }
}
