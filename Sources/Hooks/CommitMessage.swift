/// The message of a commit as Git gives it to its hooks.
package enum CommitMessage {
  /// What stands for it in reports, and is the path of allow entries.
  package static let name = "(commit message)"

  /// What may become the message: all but the diff that `git commit --verbose` puts below a line with
  /// scissors.
  ///
  /// Whether Git cuts there is not known; behind such a line only a diff is left out. Lines that begin
  /// with `#` belong to it: with `-m`, Git keeps them.
  package static func text(of file: [UInt8]) -> ArraySlice<UInt8> {
    let scissors = Array("------------------------ >8 ------------------------".utf8)
    let diff = Array("diff --".utf8)
    var isBelow = false
    var start = 0
    while start < file.count {
      let end = file[start...].firstIndex(of: UInt8(ascii: "\n")) ?? file.count
      let line = file[start..<end]
      // Behind the comment character, whichever it is, and a blank.
      if line.dropFirst(2).elementsEqual(scissors) { isBelow = true }
      if isBelow, line.starts(with: diff) { return file[..<start] }
      start = end + 1
    }
    return file[...]
  }
}
