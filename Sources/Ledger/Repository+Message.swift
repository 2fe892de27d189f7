import Git

extension Repository {
  /// The message of a commit, without its headers.
  func message(of commit: ObjectID) throws(GitError) -> String {
    let bytes = try layout.git.output(["cat-file", "commit", commit.hex])
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.firstRange(of: "\n\n") else { return "" }
    return String(text[end.upperBound...])
  }
}
