#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What HEAD is when it is not simply a commit.
enum Head {
  /// Whether HEAD names a branch that does not exist yet, as before the first commit.
  ///
  /// A branch that exists but cannot be read, such as a reference file that a crash left empty, is
  /// not unborn: to take it for the first commit would be to compare with the wrong tree.
  static func isUnborn(_ git: GitCommand) throws(GitError) -> Bool {
    let symbolic = try git.run(["symbolic-ref", "--quiet", "HEAD"])
    guard symbolic.status == 0, symbolic.standardOutput.last == UInt8(ascii: "\n") else {
      return false
    }
    let branch = String(decoding: symbolic.standardOutput.dropLast(), as: UTF8.self)
    // 0: exists, though perhaps its commit does not. 1: not there, or its file is broken.
    guard try git.run(["rev-parse", "--quiet", "--verify", branch]).status == 1 else {
      return false
    }
    let file = try git.line(["rev-parse", "--path-format=absolute", "--git-path", branch])
    var status = stat()
    guard unsafe lstat(file, &status) == 0 else { return errno == ENOENT || errno == ENOTDIR }
    // A directory: other branches are called `<branch>/…`, or were.
    return status.st_mode & S_IFMT == S_IFDIR
  }
}
