/// What Git LFS puts into the repository in place of a file
/// (<https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md>).
enum LargeFilePointer {
  private static let start = Array("version https://git-lfs.github.com/spec/".utf8)

  /// Whether a blob is a pointer, and not some text about them: those are longer.
  static func isOne(_ content: [UInt8]) -> Bool {
    content.count < 1024 && content.starts(with: start)
  }
}
